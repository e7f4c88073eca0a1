//! The error of a call: its kind, how far the request got, and the response, if there is one.

mod api_error;
mod auth;
mod build;
mod claims;
mod display;
mod kind;
#[cfg(feature = "server")]
mod respond;
#[cfg(feature = "json")]
mod typed;

pub use api_error::ApiError;
pub use kind::{AuthCause, ConnectStage, DecodeCause, ErrorKind, RequestPart, SizeCause, TimeoutStage, TransportCause};
#[cfg(feature = "json")]
pub use typed::Typed;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode};
use uuid::Uuid;

use crate::box_error::BoxError;
#[cfg(feature = "json")]
use crate::codec::{Codec, Json};
use crate::endpoint::Endpoint;

/// A [`std::result::Result`] with [`Error`] as its error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The error of a call.
///
/// Check the predicates in this order: [`outcome_unknown`](Self::outcome_unknown) (look the effect up first),
/// [`is_retryable`](Self::is_retryable) (call again later), [`is_auth`](Self::is_auth) (an operator must act), then
/// [`status`](Self::status) and the body as the API documents them.
///
/// It is the size of a pointer. `Display`, `Debug` and the source chain hold no body, URL, query value or secret, and of
/// the headers only the request id; the server's error body is returned on request only.
///
/// ```
/// fn report(error: &pointapi::Error) {
///     if error.outcome_unknown() {
///         eprintln!("look the order up before placing it again: {error}");
///     } else if error.is_retryable() {
///         eprintln!("try again later: {error}");
///     }
/// }
/// # let _ = report;
/// ```
///
/// # What is logged
///
/// Neither this library nor the libraries below it (hyper, h2, rustls, reqwest) log a body, a header value or a query, at
/// any level. There are two exceptions: h2 logs the
/// text that a server puts into a GOAWAY frame, and a client that was passed to
/// [`ClientBuilder::reqwest`](crate::ClientBuilder::reqwest) with `connection_verbose(true)` logs every byte.
#[must_use]
pub struct Error(Box<Details>);

const _: () = assert!(size_of::<Error>() == size_of::<usize>());

pub(crate) struct Details {
    kind: ErrorKind,
    text: Cow<'static, str>,
    endpoint: Option<&'static Endpoint>,
    delivery: Delivery,
    status: Option<StatusCode>,
    attempts: u32,
    /// The idempotency key of the call, unless the caller set it.
    generated_key: Option<Uuid>,
    elapsed: Option<Duration>,
    retry_after: Option<Duration>,
    budget_exhausted: bool,
    is_unknown_host: bool,
    auth: Option<AuthDetails>,
    resume_marker: Option<String>,
    /// A served method created the error, to be sent as its response.
    #[cfg(feature = "server")]
    is_response: bool,
    response: Option<ErrorResponse>,
    source: Option<BoxError>,
    foreign: Option<BoxError>,
}

/// The knowledge of whether the server processed a request, from harmless to unknown. A call takes the greatest value of
/// its requests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Delivery {
    /// Provably, no byte of it reached the server.
    #[default]
    Unsent,
    /// The server says that it did not process the request.
    Rejected,
    /// The server responded, and the response says whether it processed the request.
    Responded,
    /// The server may have processed it: no response came, or one that does not say.
    MaybeSent,
}

impl Delivery {
    /// The knowledge after a response of this status: a 408 or 5xx leaves open whether the request was processed.
    pub(crate) fn of(status: StatusCode) -> Self {
        let is_open = status == StatusCode::REQUEST_TIMEOUT || status.is_server_error();
        if is_open { Self::MaybeSent } else { Self::Responded }
    }
}

/// The cause of an auth failure, as far as the predicates need it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct AuthDetails {
    pub(crate) is_connect: bool,
    pub(crate) is_timeout: bool,
    pub(crate) is_transient: bool,
    pub(crate) is_throttled: bool,
}

/// The response behind an error.
struct ErrorResponse {
    /// Shared: a stream may have an error for each of its items.
    headers: Arc<HeaderMap>,
    /// Its `Location`, resolved against the URL of the request.
    location: Option<String>,
    body: Bytes,
    /// Makes up the body as a type.
    #[cfg(feature = "server")]
    maker: Option<crate::made_up::Maker>,
}

impl Error {
    /// Returns the kind, for a `match`.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the name of the endpoint; `None` for a request built by hand and for errors outside a call.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static str> {
        self.0.endpoint.filter(|endpoint| !endpoint.by_hand).map(Endpoint::name)
    }

    /// Returns the status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Returns the number of requests put on the wire for this call, including a replay after a rejected token.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the idempotency key that the client generated for the call; `None` if the caller set one, or the endpoint
    /// takes none.
    ///
    /// On a server that honors the key, a call with the same one has no second effect, so this is how to repeat one whose
    /// [`outcome_unknown`](Self::outcome_unknown) is true:
    ///
    /// ```
    /// use pointapi::{CallOptions, Error};
    ///
    /// fn repeat_options(error: &Error) -> Option<CallOptions> {
    ///     error.idempotency_key().map(|key| CallOptions::new().idempotency_key(key))
    /// }
    /// # let _ = repeat_options;
    /// ```
    #[must_use]
    pub fn idempotency_key(&self) -> Option<String> {
        self.0.generated_key.map(|key| key.to_string())
    }

    /// Returns the time that the server asked to wait (`Retry-After`, with any status but a success), or the time until a
    /// sign-in is tried again.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns the server's id of the request (`X-Request-Id`, `X-Correlation-Id` or `Request-Id`).
    ///
    /// An id that is longer than 128 characters, or has others than visible ASCII, is not returned. It is text of the
    /// server: `Debug` shows it only if it consists of ASCII letters, digits, `-` and `_`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        const NAMES: [&str; 3] = ["x-request-id", "x-correlation-id", "request-id"];
        let headers = self.headers()?;
        let is_id =
            |value: &&str| (1..=128).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_graphic());
        NAMES.iter().find_map(|name| headers.get(*name)?.to_str().ok().filter(is_id))
    }

    /// Returns the body of [`expose_body`](Self::expose_body) decoded from JSON, if there is one and it fits the type.
    #[cfg(feature = "json")]
    #[must_use]
    pub fn body_as<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        #[cfg(feature = "server")]
        if let Some(maker) = self.0.response.as_ref().and_then(|response| response.maker.as_ref()) {
            return maker.make("the error response");
        }
        Json::decode(self.expose_body()?).ok()
    }

    /// Returns the first KiB of the body of [`expose_body`](Self::expose_body), with values masked.
    ///
    /// Every number of four or more digits is masked, and every quoted value, except error codes: one ASCII word under a
    /// name such as `error`, `code` or `type`. Text outside quotes, as in a page of HTML, is not masked.
    #[must_use]
    pub fn snippet(&self) -> Option<String> {
        self.expose_body().map(crate::snippet::masked)
    }

    /// Returns the marker of the page that failed; `None` if the first page failed, and for errors outside paging.
    ///
    /// Pass it to [`Pager::resume_from`](crate::Pager::resume_from) or to a query's `resume_from`, in this process or
    /// another.
    ///
    /// The server chose it, so neither `Display` nor `Debug` shows it.
    #[must_use]
    pub fn resume_marker(&self) -> Option<&str> {
        self.0.resume_marker.as_deref()
    }

    /// Returns the error that made the call fail, if it came from your own transport, layer, authenticator or `Serialize`
    /// implementation; or a typed description of the failure, such as an invalid field.
    ///
    /// It is not in the source chain, and neither `Display` nor `Debug` shows it, because it may hold anything; errors of
    /// HTTP libraries often quote URLs.
    #[must_use]
    pub fn expose_source(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.0.foreign.as_deref()
    }

    /// Returns the body of the response that the error is about, unmodified: of an error response the first 64 KiB, of a
    /// response that cannot be decoded all of it. It can hold personal data.
    #[must_use]
    pub fn expose_body(&self) -> Option<&[u8]> {
        self.0.response.as_ref().map(|response| &*response.body)
    }

    /// Returns the headers of the response, if the error has one. They can hold a cookie.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(|response| &*response.headers)
    }

    /// Returns the `Location` of the response, such as the target of a redirect.
    ///
    /// A relative one is resolved against the URL of the request, except in an error of an item or of the body of a
    /// stream. It can lead anywhere: `#[url]` follows it within the client's origin only.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        let resolved = self.0.response.as_ref()?.location.as_deref();
        resolved.or_else(|| self.headers()?.get(LOCATION)?.to_str().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_header_with_a_usable_id_counts() {
        let headers = [("x-request-id", "two words"), ("x-correlation-id", ""), ("request-id", "7f-2")];
        let headers = headers.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        let error = Error::config("a test").with_response(HeaderMap::from_iter(headers), Bytes::new());
        assert_eq!(error.request_id(), Some("7f-2"));
    }

    #[test]
    fn an_id_is_visible_ascii_and_debug_shows_a_plain_one() {
        for (id, is_shown) in [("7f-2_A", true), ("req:7f/2.1=", false)] {
            let headers = HeaderMap::from_iter([("x-request-id".parse().unwrap(), id.parse().unwrap())]);
            let error = Error::config("a test").with_response(headers, Bytes::new());
            assert_eq!(error.request_id(), Some(id));
            assert_eq!(format!("{error:?}").contains(id), is_shown, "{error:?}");
        }
    }
}
