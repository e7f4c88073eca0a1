//! The compared clients. Each makes the call as its documentation recommends.

mod conjure;
mod feignhttp;
pub mod hyper_by_hand;
pub mod pointapi;
mod progenitor;
mod reqwest_by_hand;

use self::pointapi::Transport;
use crate::api::{Page, Size};

pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// A configured client.
#[expect(clippy::large_enum_variant, reason = "few exist at a time, and a box would add an indirection to each call")]
pub enum Client {
    ReqwestByHand(reqwest_by_hand::Client),
    HyperByHand(hyper_by_hand::Client),
    Progenitor(progenitor::Client),
    Conjure(conjure::Client),
    Feignhttp(feignhttp::Client),
    Pointapi(pointapi::Client),
}

/// The kind of client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    ReqwestByHand,
    HyperByHand,
    PointapiOnReqwest,
    PointapiOnHyper,
    Progenitor,
    Conjure,
    Feignhttp,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::ReqwestByHand,
        Self::PointapiOnReqwest,
        Self::HyperByHand,
        Self::PointapiOnHyper,
        Self::Progenitor,
        Self::Conjure,
        Self::Feignhttp,
    ];

    /// The client that the others are compared with.
    pub const REFERENCE: Self = Self::ReqwestByHand;

    pub fn name(self) -> &'static str {
        match self {
            Self::ReqwestByHand => "reqwest-by-hand",
            Self::HyperByHand => "hyper-by-hand",
            Self::PointapiOnReqwest => "pointapi-reqwest",
            Self::PointapiOnHyper => "pointapi-hyper",
            Self::Progenitor => "progenitor",
            Self::Conjure => "conjure",
            Self::Feignhttp => "feignhttp",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The upper limit of instructions, as a ratio to the reference.
    pub fn instruction_goal(self, size: Size) -> Option<f64> {
        match (self, size) {
            (Self::PointapiOnReqwest, Size::Small) => Some(1.02),
            (Self::PointapiOnReqwest, Size::Medium) => Some(1.0),
            (Self::PointapiOnHyper, Size::Small) => Some(0.45),
            (Self::PointapiOnHyper, Size::Medium) => Some(0.95),
            _ => None,
        }
    }

    /// The upper limit of allocations.
    pub fn allocation_goal(self, size: Size) -> Option<usize> {
        match (self, size) {
            (Self::PointapiOnReqwest, Size::Small) => Some(56),
            (Self::PointapiOnHyper, Size::Small) => Some(30),
            _ => None,
        }
    }

    /// The upper limit of the time with 64 calls in flight, as a ratio to the peer.
    pub fn time_goal(self, size: Size) -> Option<f64> {
        match (self, size) {
            (Self::PointapiOnReqwest, Size::Small) => Some(1.02),
            (Self::PointapiOnHyper, Size::Small) => Some(0.97),
            _ => None,
        }
    }

    /// The hand-written client on the same transport.
    pub fn peer(self) -> Self {
        match self {
            Self::PointapiOnHyper => Self::HyperByHand,
            _ => Self::REFERENCE,
        }
    }

    /// Creates the client.
    pub fn client(self, base_url: &str, size: Size) -> Result<Client, Error> {
        let base_url = format!("{base_url}{}", size.prefix());
        Ok(match self {
            Self::ReqwestByHand => Client::ReqwestByHand(reqwest_by_hand::Client::new(base_url)?),
            Self::HyperByHand => Client::HyperByHand(hyper_by_hand::Client::new(base_url)),
            Self::PointapiOnReqwest => Client::Pointapi(pointapi::Client::new(&base_url, Transport::Reqwest)?),
            Self::PointapiOnHyper => Client::Pointapi(pointapi::Client::new(&base_url, Transport::Hyper)?),
            Self::Progenitor => Client::Progenitor(progenitor::Client::new(&base_url)?),
            Self::Conjure => Client::Conjure(conjure::Client::new(&base_url)?),
            Self::Feignhttp => Client::Feignhttp(feignhttp::Client::new(&base_url)?),
        })
    }
}

impl Client {
    /// Makes the call.
    pub async fn call(&self) -> Result<Page, Error> {
        match self {
            Self::ReqwestByHand(client) => client.call().await,
            Self::HyperByHand(client) => client.call().await,
            Self::Pointapi(client) => client.call().await,
            Self::Progenitor(client) => client.call().await,
            Self::Conjure(client) => client.call().await,
            Self::Feignhttp(client) => client.call().await,
        }
    }

    /// Makes `calls` calls, `in_flight` at a time.
    pub async fn calls(&self, calls: usize, in_flight: usize, rows: usize) -> Result<(), Error> {
        let lane = async |calls: usize| {
            for _ in 0..calls {
                let page = self.call().await?;
                if page.rows.len() != rows {
                    return Err(Error::from("the response has the wrong number of rows"));
                }
            }
            Ok(())
        };
        if in_flight == 1 {
            return lane(calls).await;
        }
        let lanes = (0..in_flight).map(|_| lane(calls / in_flight));
        futures_util::future::try_join_all(lanes).await.map(drop)
    }
}
