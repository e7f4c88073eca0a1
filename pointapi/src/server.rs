//! Serving a trait: `#[point_api(server)]` makes `OrdersServer` beside `OrdersClient`.
//!
//! ```
//! use pointapi::{Result, point_api};
//!
//! #[point_api(prefix = "/v1", server)]
//! pub trait Orders {
//!     #[point_endpoint(GET "/orders/{id}")]
//!     async fn order(&self, id: u64) -> Result<String>;
//! }
//!
//! struct Shop;
//!
//! #[pointapi::async_trait]
//! impl Orders for Shop {
//!     async fn order(&self, id: u64) -> Result<String> {
//!         Ok(format!("order {id}"))
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<()> {
//! let router = OrdersServer::new(Shop).unprotected().router();
//! let client = pointapi::Client::builder().in_process(router).build()?;
//! assert_eq!(OrdersClient::new(client).order(7).await?, "order 7");
//! # Ok(())
//! # }
//! ```
//!
//! A request takes four steps: the route is found by the shape of its path, the caller is verified, the arguments are
//! read by the same roles that the client writes them with, and the method's result is written by the endpoint's
//! codec. A request that fails on the way gets an `application/problem+json` response (RFC 9457) that names the
//! parameter and quotes no value.

mod accept;
mod body;
mod body_size;
mod builder;
mod caller;
mod context;
mod dispatch;
mod held;
mod idempotency;
mod incoming;
mod log;
#[cfg(feature = "multipart")]
mod multipart;
#[cfg(feature = "openapi")]
mod openapi;
mod pairs;
mod pattern;
pub(crate) mod rehearsal;
mod rejection;
mod reply;
mod router;
mod routes;
mod serve;
mod settings;
mod twins;
mod values;
mod verify;

pub use body_size::BodySize;
pub use builder::Server;
pub use caller::Caller;
pub use context::request;
#[cfg(feature = "store-redis")]
pub use idempotency::RedisResponses;
pub use idempotency::{Earlier, KeyedRequest, MemoryResponses, ResponseStore, StoredResponse};
pub use rejection::Rejection;
pub use reply::{IntoServed, ServeError, Served};
pub use router::not_found;
pub use verify::{ApiKey, Basic, Jwt, JwtBuilder, Verify};

/// Items that generated code uses.
#[doc(hidden)]
pub mod generated {
    pub use super::held::{Held, lend_option};
    pub use super::incoming::{HeadRole, Incoming, PartRole, Reads};
    pub use super::rejection::Rejection;
    pub use super::reply::{IntoServed, ReplyFor, Served, ServedByStatus, serve_variant};
    pub use super::routes::{Routes, ServeFn, ServedApi};
    pub use super::serve::{Given, Serving, serve};
    pub use super::twins::forbid_twins;
}

#[cfg(test)]
mod tests;
