//! Declare an HTTP API as a trait, get a typed client that keeps itself signed in.
//!
//! ```
//! use pointapi::{Client, Credentials, Result, point_api};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize)]
//! struct Search {
//!     limit: u32,
//! }
//!
//! #[derive(Deserialize)]
//! struct Page {
//!     count: u32,
//! }
//!
//! /// Orders of one account.
//! #[point_api(prefix = "/riskinsight-services-ws/resources/v1")]
//! pub trait Orders {
//!     /// One page of orders.
//!     #[point_endpoint(POST "/orders/query", idempotent)]
//!     async fn search(&self, #[body] search: &Search) -> Result<Page>;
//! }
//!
//! # async fn run() -> Result<()> {
//! let client = Client::builder().credentials(Credentials::password("user", "secret")).build()?;
//! let orders = OrdersClient::new(client);
//! println!("{} orders", orders.search(&Search { limit: 5 }).await?.count);
//! # Ok(())
//! # }
//! ```
//!
//! A call goes from the generated client into a stack of layers (deadline, retry, authorisation) and through a
//! transport; the answer comes back as the method's return type or as an [`Error`] that says what happened and what
//! may be done. The [`guide`] shows all that can be declared, and what it sends; its page on
//! [observability](guide::observability) lists the spans and the metrics.
//!
//! The modules: [`auth`] for tokens and the seams below them, [`store`] for tokens that processes share, [`clock`] for
//! tests that move time, [`platform`] for Point Services, `sandbox` for a Point Services on loopback, `webhook` for
//! receiving what the platform sends by itself.
//!
//! # Features
//!
//! | feature | brings |
//! | --- | --- |
//! | `rustls` (default) | reqwest as the transport, with rustls and the system's certificates |
//! | `native-tls` | the same with the operating system's TLS |
//! | `reqwest` | the same without TLS |
//! | `hyper` | hyper itself as the transport, with rustls: `ClientBuilder::hyper`, or the default without reqwest |
//! | `json` (default) | JSON bodies and answers |
//! | `platform` (default) | Point Services: [`platform`], and signing in with [`Credentials`] |
//! | `tracing` (default) | spans, events and metrics: [`guide::observability`] |
//! | `form`, `multipart`, `xml` | these bodies |
//! | `stream` | `#[body(stream)]`, `Download`, `Events`, `Lines` |
//! | `store-file`, `store-redis` | tokens shared by processes: [`store`] |
//! | `shared-guard` | holds after a rejected password in a store of your own |
//! | `sandbox` | [`sandbox`]: a Point Services on loopback |
//! | `webhook` | [`webhook`]: receiving the platform's webhooks |
//!
//! Without a transport feature there is none but the one you give to [`ClientBuilder::transport`].

#![cfg_attr(
    not(all(
        feature = "platform",
        feature = "rustls",
        feature = "form",
        feature = "multipart",
        feature = "stream",
        feature = "tracing",
    )),
    allow(dead_code, unused_imports, reason = "what only one feature uses is compiled without it too")
)]

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub mod auth;
mod base_url;
mod body;
mod call;
mod client;
pub mod clock;
mod codec;
mod compose;
mod encode;
mod endpoint;
mod error;
#[cfg(doc)]
pub mod guide;
mod media_type;
mod metrics;
mod options;
mod paging;
mod param;
#[cfg(feature = "multipart")]
mod part;
#[cfg(feature = "platform")]
pub mod platform;
mod poll;
mod proxy;
mod response;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod send;
#[cfg(feature = "server")]
pub mod server;
mod service;
mod snippet;
pub mod store;
#[cfg(feature = "stream")]
mod stream;
mod transport;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use async_trait::async_trait;
pub use bytes::Bytes;
pub use http::{self, Method, StatusCode};

pub use pointapi_macros::{point_api, point_endpoint};

pub use auth::Credentials;
pub use body::Body;
pub use client::{Client, ClientBuilder, RequestBuilder};
pub use codec::Codec;
#[cfg(feature = "json")]
pub use codec::Json;
#[cfg(feature = "xml")]
pub use codec::Xml;
pub use endpoint::Endpoint;
#[cfg(feature = "json")]
pub use error::Typed;
pub use error::{
    ApiError, AuthCause, ConnectStage, DecodeCause, Error, ErrorKind, RequestPart, Result, SizeCause, TimeoutStage,
    TransportCause,
};
pub use options::CallOptions;
pub use paging::{PageStream, Paged, Pager};
pub use param::{HeaderParam, PathParam, QueryParam};
#[cfg(feature = "multipart")]
pub use part::Part;
pub use poll::{PollPolicy, Polled, Poller, StateStream};
pub use proxy::ProxyMode;
pub use response::{FromResponse, RawResponse, Response, Text};
pub use send::RetryPolicy;
pub use service::{BoxError, HttpRequest, HttpResponse, HttpService, IntoHttpLayer, IntoHttpService};
#[cfg(feature = "stream")]
pub use stream::{Download, Event, Events, Lines};

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
