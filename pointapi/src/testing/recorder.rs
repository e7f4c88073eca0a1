//! A layer that writes a conversation to a file.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::header::CONTENT_ENCODING;
use http_body_util::BodyExt;
use serde::Serialize;
use tower_layer::Layer;
use tower_service::Service;

use super::exchange::{Exchange, Head, RecordedRequest, RecordedResponse, received};
use super::mask::Masks;
use crate::body::Body;
use crate::box_error::BoxError;
use crate::error::Error;
use crate::service::{HttpRequest, HttpResponse, HttpService};

/// A layer that writes each call and its response to a file, for [`Replay`](super::Replay).
///
/// The file has one line of JSON for each exchange. Secrets are masked before they are written: `Authorization`, cookies
/// but those that a trait declares under a name that is not of a session, and every header that is marked as sensitive; the values that a trait declares as `#[sensitive]`, with every other
/// value beside them in the same query or form, or the whole body; the key of
/// [`api_key_query`](crate::ClientBuilder::api_key_query); the user of a link; JSON in base64, such as signed tokens; and
/// members, elements, fields, query parameters and headers whose names contain `password` or `secret`, or end like those of
/// other secrets (`access_token`, `X-Api-Key`, `pin`) or of what identifies a person (`ssn`, `dob`, `tax_id`), in links and
/// lines of JSON too. In queries, forms and links `code`, `key` and `sig` are such
/// names as well, and [`mask`](Self::mask) adds others. JSON that cannot be parsed, and a document inside a string, are
/// masked whole. Other text is written as it is, and bytes that are not text as base64.
/// Read a recording before you commit it.
///
/// Add it by [`ClientBuilder::layer`](crate::ClientBuilder::layer): it then records a call once, and no sign-in. It reads
/// every body whole, so an endless stream is never returned. A call that gets no response is not recorded.
#[derive(Debug)]
pub struct Recorder {
    log: Arc<Mutex<Log>>,
    masks: Masks,
}

/// The file, which every service of the recorder shares.
#[derive(Debug)]
struct Log {
    file: File,
    has_head: bool,
    requests: u64,
}

impl Recorder {
    /// Creates the file, or empties it. Only its owner can read it, where the system has such files.
    ///
    /// # Errors
    ///
    /// If the file cannot be created, or not be made its owner's.
    pub fn create(path: impl AsRef<Path>) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        // A file that was there before has kept its mode.
        #[cfg(unix)]
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        let log = Log { file, has_head: false, requests: 0 };
        Ok(Self { log: Arc::new(Mutex::new(log)), masks: Masks::default() })
    }

    /// Masks the members, fields, query parameters and headers of this name too, whatever their case and separators.
    #[must_use]
    pub fn mask(mut self, name: &str) -> Self {
        self.masks.add(name);
        self
    }
}

impl Layer<HttpService> for Recorder {
    type Service = Recording;

    fn layer(&self, inner: HttpService) -> Recording {
        let lines = Lines { log: Arc::clone(&self.log), masks: self.masks.clone() };
        let head = lines.log().write_head(&self.masks);
        Recording { inner, lines: head.map(|()| Arc::new(lines)).map_err(|error| error.kind()) }
    }
}

struct Lines {
    log: Arc<Mutex<Log>>,
    masks: Masks,
}

impl Lines {
    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log {
    fn write_head(&mut self, masks: &Masks) -> io::Result<()> {
        if !self.has_head {
            self.write(&Head { masked: masks.0.clone() })?;
            self.has_head = true;
        }
        Ok(())
    }

    fn next_number(&mut self) -> u64 {
        self.requests += 1;
        self.requests
    }

    fn write(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        self.file.write_all(&text)
    }
}

/// The service of a [`Recorder`].
#[derive(Clone)]
pub struct Recording {
    inner: HttpService,
    lines: Result<Arc<Lines>, io::ErrorKind>,
}

impl Service<HttpRequest> for Recording {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<HttpResponse, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        let Self { inner, lines } = self.clone();
        Box::pin(async move {
            let lines = lines.map_err(|kind| unwritten(kind.into()))?;
            exchange(&inner, &lines, request).await
        })
    }
}

async fn exchange(inner: &HttpService, lines: &Lines, request: HttpRequest) -> Result<HttpResponse, BoxError> {
    let (endpoint, parts, body) = received(request).await?;
    let request = RecordedRequest::of(endpoint, &parts, &body, &lines.masks);
    // An empty body stays one that says so, for the framing of the request.
    let body = if body.is_empty() { Body::empty() } else { body.into() };
    let number = lines.log().next_number();
    let (parts, body) = inner.send(HttpRequest::from_parts(parts, body)).await?.into_parts();
    if parts.headers.contains_key(CONTENT_ENCODING) {
        let text = "the recorder cannot mask a body with a content coding; add it by `ClientBuilder::layer`";
        return Err(Error::config(text).into());
    }
    let body: Bytes = body.collect().await?.to_bytes();
    let response = RecordedResponse::of(&parts, &body, &lines.masks);
    lines.log().write(&Exchange { number, request, response }).map_err(unwritten)?;
    Ok(HttpResponse::from_parts(parts, body.into()))
}

fn unwritten(error: io::Error) -> Error {
    Error::config("the recording could not be written").with_source(error)
}
