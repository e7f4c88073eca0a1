//! Declare an HTTP API as a trait; get a typed client that keeps itself signed in.
//!
//! ```no_run
//! #[derive(serde::Deserialize)]
//! struct Summary { num_crates: u64 }
//!
//! #[pointapi::point_api(auth = none)]
//! trait Registry {
//!     #[point_endpoint(GET "/api/v1/summary")]
//!     async fn summary(&self) -> pointapi::Result<Summary>;
//! }
//! # async fn run() -> pointapi::Result<()> {
//! let client = pointapi::Client::builder().base_url("https://crates.io").user_agent("me@example.com").build()?;
//! println!("{} crates", RegistryClient::new(client).summary().await?.num_crates);
//! # Ok(())
//! # }
//! ```
//!
//! A call goes from the generated client through deadline, retry and authorization to a transport. The response comes
//! back as the method's return type, or as an [`Error`] that says what happened and what to do.
//!
//! # Start here
//!
//! - [Another platform](guide::another_platform): from nothing to a working client of your API.
//! - [The guide](guide): everything that can be declared, and what it sends.
//! - [Tokens in five minutes](guide::tokens): who signs in, when, and what is shared.
//! - [Errors and what to do](guide::errors): which call may be repeated.
//! - [The command line](guide::command_line): from a document to a first call, and the daily work.
//! - [Serving a trait](guide::serving): a router, verified callers, and the OpenAPI document.
//! - [Testing your code](guide::testing): fakes, mocks, and a server on loopback.
//! - [Point Services](platform): the first platform, with orders, reports and queries.
//!
//! Further modules: [`auth`] for logins of your own, [`store`] for tokens that processes share, [`clock`] for tests that
//! move time, `webhook` for receiving what the platform sends. [Observability](guide::observability) lists the spans
//! and the metrics.
//!
//! # Features
//!
//! | feature | brings |
//! | --- | --- |
//! | `rustls` (default) | reqwest as the transport, with rustls and the system's certificates |
//! | `native-tls` | the same with the operating system's TLS |
//! | `reqwest` | the same without TLS |
//! | `hyper` | hyper itself as the transport, with rustls: `ClientBuilder::hyper`, or the default without reqwest |
//! | `json` (default) | JSON bodies and responses |
//! | `platform` (default) | Point Services: [`platform`], and signing in with [`Credentials`] |
//! | `tracing` (default) | spans, events and metrics: [`guide::observability`] |
//! | `form`, `multipart`, `xml` | these bodies |
//! | `stream` | `#[body(stream)]`, `Download`, `Events`, `Lines` |
//! | `openapi` | `openapi`: the OpenAPI document of a trait |
//! | `store-file`, `store-file-sealed`, `store-redis` | tokens shared by processes: [`store`] |
//! | `shared-guard` | holds after a rejected password in a store of your own |
//! | `webhook` | `webhook`: receiving the platform's webhooks |
//! | `oauth2` | `auth::oauth2`: client credentials, refresh tokens and device codes |
//! | `server` | `server`: serving a trait; `contract`: a check that client and server agree on every value |
//! | `blocking` | `OrdersClient::blocking`: the methods of a client, without `async` |
//!
//! Without a transport feature a client needs a transport of your own, by [`ClientBuilder::transport`].

#![cfg_attr(
    not(all(
        feature = "platform",
        feature = "rustls",
        feature = "form",
        feature = "multipart",
        feature = "oauth2",
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
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod box_error;
mod call;
mod client;
pub mod clock;
mod codec;
mod compose;
#[cfg(feature = "server")]
pub mod contract;
mod encode;
mod endpoint;
mod error;
#[cfg(doc)]
pub mod guide;
#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "__jwt")]
mod jwt;
#[cfg(feature = "server")]
mod made_up;
mod media_type;
mod metrics;
#[cfg(feature = "openapi")]
pub mod openapi;
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
mod send;
#[cfg(feature = "server")]
pub mod server;
mod service;
mod snippet;
#[cfg(any(feature = "server", feature = "__jwt"))]
mod spawn;
mod status_class;
pub mod store;
#[cfg(feature = "stream")]
mod stream;
pub mod testing;
mod transport;
#[cfg(feature = "webhook")]
pub mod webhook;

pub use async_trait::async_trait;
pub use bytes::Bytes;
pub use http::{self, Method, StatusCode};

pub use pointapi_macros::{FromResponse, point_api, point_endpoint};

pub use auth::Credentials;
pub use body::Body;
pub use box_error::BoxError;
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
pub use param::{ExtensionParam, HeaderParam, PathParam, QueryParam};
#[cfg(feature = "multipart")]
pub use part::Part;
pub use poll::{PollPolicy, Polled, Poller, StateStream};
pub use proxy::ProxyMode;
pub use response::{Example, FromResponse, RawResponse, Response, Text};
pub use send::RetryPolicy;
pub use service::{HttpRequest, HttpResponse, HttpService, IntoHttpLayer, IntoHttpService};
#[cfg(feature = "stream")]
pub use stream::{Download, Event, Events, Lines};

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
