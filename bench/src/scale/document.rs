//! A document of 64 MiB, up and down, without being held in memory.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use pointapi::{Body, Download, Result, point_api};

use super::{Seen, growth};
use crate::clients::Error;
use crate::clients::pointapi::Transport;
use crate::server::{DOCUMENT, PIECE};

#[point_api(auth = none)]
trait Documents {
    #[point_endpoint(POST "/document")]
    async fn upload(&self, #[body(stream)] document: Body) -> Result<()>;

    #[point_endpoint(GET "/document")]
    async fn download(&self) -> Result<Download>;
}

pub async fn measure(transport: Transport, base_url: &str) -> Result<Vec<Seen>, Error> {
    let builder = pointapi::Client::builder().base_url(base_url).allow_insecure_loopback();
    let builder = builder.timeout(Duration::from_secs(120)).max_response_bytes(DOCUMENT as u64);
    let builder = transport.choose(builder);
    let documents = DocumentsClient::new(builder.build()?);
    // Builds the transport, which is not what is measured.
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
    let what = |part: &str| format!("64 MiB {part}, on {name}: most heap");
    Ok(vec![
        Seen::at_most(format!("64 MiB down, on {name}: missing"), DOCUMENT - length?, 0, "B"),
        Seen::at_most(what("up"), up / 1024, 2048, "KiB"),
        Seen::at_most(what("down"), down / 1024, 2048, "KiB"),
    ])
}

/// A stream that makes each piece when it is asked for it.
fn pieces(count: usize) -> Body {
    Body::from_stream(stream::iter(0..count).map(|_| Ok::<_, Error>(Bytes::from(vec![b'x'; PIECE]))))
}
