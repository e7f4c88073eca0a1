//! A fleet of long polls and event streams on HTTP/2, by pointapi and written by hand on hyper.

mod by_hand;
mod by_pointapi;
pub mod peer;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

pub use by_hand::Client as ByHand;

use crate::clients::Error;

/// The streams that the server allows on one connection.
pub const STREAMS_PER_CONNECTION: usize = 100;

/// The size of a data frame.
pub const FRAME: usize = 16 * 1024;

/// A client of the fleet's server.
pub enum Client {
    Pointapi(by_pointapi::FleetClient),
    ByHand(ByHand),
}

/// The bytes of a large body that have been read.
#[derive(Debug, Default)]
pub struct Flooded(AtomicUsize);

impl Client {
    pub fn pointapi(port: u16, authority: &Path) -> Result<Self, Error> {
        Ok(Self::Pointapi(by_pointapi::client(port, authority)?))
    }

    /// Returns a client with connections for this number of streams.
    pub async fn by_hand(port: u16, authority: &Path, streams: usize) -> Result<Self, Error> {
        Ok(Self::ByHand(ByHand::new(port, authority, streams.div_ceil(STREAMS_PER_CONNECTION)).await?))
    }

    /// Makes the call of this number, of which every second is a long poll and the others are event streams.
    pub async fn wait(&self, number: usize) -> Result<(), Error> {
        match self {
            Self::Pointapi(fleet) => by_pointapi::wait(fleet, number).await,
            Self::ByHand(client) => client.wait(number).await,
        }
    }

    /// Reads a large body until the call is dropped.
    pub async fn flood(&self, flooded: &Flooded) -> Result<(), Error> {
        match self {
            Self::Pointapi(fleet) => by_pointapi::flood(fleet, flooded).await,
            Self::ByHand(client) => client.flood(flooded).await,
        }
    }

    /// Makes a small call; returns the number of frames of the large body that the server had written before.
    pub async fn small(&self) -> Result<usize, Error> {
        match self {
            Self::Pointapi(fleet) => Ok(fleet.small().await?),
            Self::ByHand(client) => client.number("/small").await,
        }
    }
}

impl Flooded {
    fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Returns the number of whole frames of the large body that have been read.
    pub fn frames(&self) -> usize {
        self.0.load(Ordering::Relaxed) / FRAME
    }
}

/// Allows as many open files as the system lets this process have.
pub fn raise_file_limit() -> Result<(), Error> {
    let limit = getrlimit(Resource::Nofile);
    Ok(setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit })?)
}

/// Returns true for a long poll, false for an event stream.
fn is_poll(number: usize) -> bool {
    number.is_multiple_of(2)
}
