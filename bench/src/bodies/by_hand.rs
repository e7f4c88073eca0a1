//! The same by hand on hyper-util's pooled client.

use std::convert::Infallible;
use std::io::{Read, Write};
use std::path::Path;

use bytes::Bytes;
use flate2::read::GzDecoder;
use futures_util::{StreamExt, TryStreamExt, stream};
use http::header::CONTENT_LENGTH;
use http::{Request, Response};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Empty, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use tokio_util::io::ReaderStream;

use super::{Case, Files, PIECE, pieces};
use crate::clients::Error;

type Body = UnsyncBoxBody<Bytes, Error>;

pub struct Client {
    base_url: String,
    http: legacy::Client<HttpConnector, Body>,
}

impl Client {
    pub fn new(base_url: &str) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let http = legacy::Client::builder(TokioExecutor::new()).build(connector);
        Self { base_url: base_url.to_owned(), http }
    }

    pub async fn send(&self, case: Case, length: usize, files: &Files) -> Result<(), Error> {
        match case {
            Case::UpStream => {
                let stream = pieces(length).map_ok(Frame::data).map_err(Into::into);
                self.upload(Request::post(self.url("/up")).body(StreamBody::new(stream).boxed_unsync())?).await
            }
            Case::UpFile => self.upload_file(&files.source(length)?).await,
            Case::UpMultipart => self.upload_part(length).await,
            Case::DownStream => {
                let mut body = self.get(&format!("/down/{length}")).await?.into_body();
                let mut received = 0;
                while let Some(frame) = body.frame().await {
                    received += frame?.data_ref().map_or(0, Bytes::len);
                }
                whole(received, length)
            }
            Case::DownFile => self.download_file(length, files).await,
        }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    async fn upload(&self, request: Request<Body>) -> Result<(), Error> {
        let response = self.http.request(request).await?;
        if !response.status().is_success() {
            return Err("the upload failed".into());
        }
        response.into_body().collect().await?;
        Ok(())
    }

    async fn upload_file(&self, path: &Path) -> Result<(), Error> {
        let file = File::open(path).await?;
        let length = file.metadata().await?.len();
        let stream = ReaderStream::with_capacity(file, PIECE).map_ok(Frame::data).map_err(Into::into);
        let request = Request::post(self.url("/up")).header(CONTENT_LENGTH, length);
        self.upload(request.body(StreamBody::new(stream).boxed_unsync())?).await
    }

    async fn upload_part(&self, length: usize) -> Result<(), Error> {
        const HEAD: &str = "--boundary\r\ncontent-disposition: form-data; name=\"content\"\r\n\r\n";
        const END: &str = "\r\n--boundary--\r\n";
        let text = |text: &'static str| stream::iter([Ok::<_, Infallible>(Bytes::from_static(text.as_bytes()))]);
        let stream = text(HEAD).chain(pieces(length)).chain(text(END)).map_ok(Frame::data).map_err(Into::into);
        let request = Request::post(self.url("/up"))
            .header("content-type", "multipart/form-data; boundary=boundary")
            .header(CONTENT_LENGTH, HEAD.len() + length + END.len());
        self.upload(request.body(StreamBody::new(stream).boxed_unsync())?).await
    }

    async fn get(&self, path: &str) -> Result<Response<Incoming>, Error> {
        let body = Empty::new().map_err(|never: Infallible| match never {}).boxed_unsync();
        let response = self.http.request(Request::get(self.url(path)).body(body)?).await?;
        if response.status().is_success() { Ok(response) } else { Err("the download failed".into()) }
    }

    /// Writes a file that is durable, and appears when it is complete.
    async fn download_file(&self, length: usize, files: &Files) -> Result<(), Error> {
        let mut body = self.get(&format!("/down/{length}")).await?.into_body();
        let (file, partial) = tempfile::NamedTempFile::new_in(files.folder())?.into_parts();
        let (mut file, mut received) = (File::from_std(file), 0);
        while let Some(frame) = body.frame().await {
            let data = frame?.into_data().unwrap_or_default();
            file.write_all(&data).await?;
            received += data.len();
        }
        file.sync_all().await?;
        partial.persist(files.target())?;
        whole(received, length)
    }

    /// Downloads and unpacks the gzip body; returns its length.
    pub async fn unpack(&self) -> Result<usize, Error> {
        let mut body = self.get("/packed").await?.into_body();
        let mut decoder = flate2::write::GzDecoder::new(Counter(0));
        while let Some(frame) = body.frame().await {
            decoder.write_all(&frame?.into_data().unwrap_or_default())?;
        }
        Ok(decoder.finish()?.0)
    }

    /// Downloads the gzip body as it is.
    pub async fn packed(&self) -> Result<Bytes, Error> {
        Ok(self.get("/packed").await?.into_body().collect().await?.to_bytes())
    }
}

/// Unpacks a gzip body in memory by flate2 alone; returns its length.
pub fn unpack(packed: &[u8]) -> Result<usize, Error> {
    let (mut decoder, mut piece, mut length) = (GzDecoder::new(packed), vec![0; PIECE], 0);
    loop {
        match decoder.read(&mut piece)? {
            0 => return Ok(length),
            read => length += read,
        }
    }
}

pub(super) fn whole(received: usize, length: usize) -> Result<(), Error> {
    if received == length { Ok(()) } else { Err("the body is not whole".into()) }
}

/// Counts the bytes that are written.
struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
