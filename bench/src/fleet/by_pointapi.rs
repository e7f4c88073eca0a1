//! The calls by a pointapi client on hyper.

use std::path::Path;
use std::time::Duration;

use futures_util::StreamExt;
use pointapi::{Download, Events, Result, point_api};

use super::{Flooded, is_poll};
use crate::clients::Error;

/// The server of the fleet.
#[point_api(auth = none)]
pub trait Fleet {
    /// Responds when the server has something to say.
    #[point_endpoint(GET "/poll")]
    async fn poll(&self) -> Result<u32>;

    /// An event at once, and one when the server has something to say.
    #[point_endpoint(GET "/events")]
    async fn events(&self) -> Result<Events<u32>>;

    /// A large body.
    #[point_endpoint(GET "/flood")]
    async fn flood(&self) -> Result<Download>;

    /// The number of frames of the large body that the server has written on this connection.
    #[point_endpoint(GET "/small")]
    async fn small(&self) -> Result<usize>;
}

pub(super) fn client(port: u16, authority: &Path) -> std::result::Result<FleetClient, Error> {
    let builder = pointapi::Client::builder().base_url(format!("https://localhost:{port}")).hyper();
    let builder = builder.root_certificate(std::fs::read(authority)?).max_response_bytes(u64::MAX);
    Ok(FleetClient::new(builder.timeout(Duration::MAX).max_in_flight(20_000).build()?))
}

pub(super) async fn wait(fleet: &FleetClient, number: usize) -> std::result::Result<(), Error> {
    if is_poll(number) {
        fleet.poll().await?;
        return Ok(());
    }
    let mut events = fleet.events().await?;
    events.next().await.ok_or("no event")??;
    events.next().await.ok_or("no second event")??;
    Ok(())
}

pub(super) async fn flood(fleet: &FleetClient, flooded: &Flooded) -> std::result::Result<(), Error> {
    let mut download = fleet.flood().await?;
    while let Some(piece) = download.next().await {
        flooded.add(piece?.len());
    }
    Err("the large body ended".into())
}
