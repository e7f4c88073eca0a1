//! A document of 64 MiB, uploaded and downloaded as a stream.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use pointapi::{Body, Download, Result, point_api};

use crate::clients::Error;
use crate::clients::pointapi::Transport;
use crate::figure::Figure;
use crate::heap::growth;
use crate::server::{DOCUMENT, PIECE};

#[point_api(auth = none)]
trait Documents {
    #[point_endpoint(POST "/document")]
    async fn upload(&self, #[body(stream)] document: Body) -> Result<()>;

    #[point_endpoint(GET "/document")]
    async fn download(&self) -> Result<Download>;
}

pub async fn measure(transport: Transport, base_url: &str) -> Result<Vec<Figure>, Error> {
    let builder = pointapi::Client::builder().base_url(base_url).allow_insecure_loopback();
    let builder = builder.timeout(Duration::from_secs(120)).max_response_bytes(DOCUMENT as u64);
    let builder = transport.choose(builder);
    let documents = DocumentsClient::new(builder.build()?);
    // The first call builds the transport, which is not measured.
    documents.upload(pieces(1)).await?;

    let (up, outcome) = growth(documents.upload(pieces(DOCUMENT / PIECE))).await;
    outcome?;
    let (down, length) = growth(async {
        let mut download = documents.download().await?;
        let mut length = 0;
        while let Some(chunk) = download.next().await {
            length += chunk?.len();
        }
        Ok::<_, pointapi::Error>(length)
    })
    .await;
    let name = transport.name();
    let subject = |part: &str| format!("64 MiB {part}, on {name}: peak heap");
    Ok(vec![
        Figure::at_most(format!("64 MiB down, on {name}: missing"), DOCUMENT - length?, 0, "B"),
        Figure::at_most(subject("up"), up / 1024, 2048, "KiB"),
        Figure::at_most(subject("down"), down / 1024, 2048, "KiB"),
    ])
}

/// Returns a stream that creates each piece on demand.
fn pieces(count: usize) -> Body {
    Body::from_stream(stream::iter(0..count).map(|_| Ok::<_, Error>(Bytes::from(vec![b'x'; PIECE]))))
}
