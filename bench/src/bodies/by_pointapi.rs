//! The same by a pointapi client on hyper.

use std::time::Duration;

use futures_util::StreamExt;
use pointapi::{Body, Download, Part, Result, point_api};

use super::by_hand::whole;
use super::{Case, Files, pieces};
use crate::clients::Error;

#[point_api(auth = none)]
trait Bodies {
    #[point_endpoint(POST "/up")]
    async fn upload(&self, #[body(stream)] body: Body) -> Result<()>;

    #[point_endpoint(POST "/up")]
    async fn upload_part(&self, #[part] content: Part) -> Result<()>;

    #[point_endpoint(GET "/down/{length}")]
    async fn download(&self, length: usize) -> Result<Download>;

    #[point_endpoint(GET "/packed")]
    async fn packed(&self) -> Result<Download>;
}

pub struct Client {
    bodies: BodiesClient,
}

impl Client {
    pub fn new(base_url: &str) -> Result<Self> {
        let builder = pointapi::Client::builder().base_url(base_url).allow_insecure_loopback().hyper();
        let builder = builder.timeout(Duration::from_secs(600)).max_response_bytes(u64::MAX);
        Ok(Self { bodies: BodiesClient::new(builder.build()?) })
    }

    pub async fn send(&self, case: Case, length: usize, files: &Files) -> std::result::Result<(), Error> {
        match case {
            Case::UpStream => self.bodies.upload(Body::from_stream(pieces(length))).await?,
            Case::UpFile => self.bodies.upload(Body::file(files.source(length)?).await?).await?,
            Case::UpMultipart => self.bodies.upload_part(Part::stream(pieces(length), length as u64)).await?,
            Case::DownStream => whole(read(self.bodies.download(length).await?).await?, length)?,
            Case::DownFile => {
                let saved = self.bodies.download(length).await?.save_to(files.target()).await?;
                whole(saved as usize, length)?;
            }
        }
        Ok(())
    }

    /// Downloads and unpacks the gzip body; returns its length.
    pub async fn unpack(&self) -> Result<usize> {
        read(self.bodies.packed().await?).await
    }
}

async fn read(mut download: Download) -> Result<usize> {
    let mut received = 0;
    while let Some(piece) = download.next().await {
        received += piece?.len();
    }
    Ok(received)
}
