//! The static description of one endpoint.
//!
//! The macro writes one [`Endpoint`] per method; the call path, layers, spans and errors read it. Nothing here
//! depends on the user's types.

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use http::{Method, StatusCode};

use crate::auth::Authenticator;

/// The description of one endpoint of an API trait.
///
/// It is also in the [`http::Extensions`] of every request, as `&'static Endpoint`, so a layer can label what it
/// sees without parsing a URL:
///
/// ```
/// use pointapi::{Endpoint, HttpRequest};
///
/// fn label(request: &HttpRequest) -> &'static str {
///     request.extensions().get::<&'static Endpoint>().map_or("unknown", |endpoint| endpoint.name())
/// }
/// # let _ = label;
/// ```
#[non_exhaustive]
pub struct Endpoint {
    pub(crate) name: &'static str,
    method: Method,
    /// The method, where it is not a constant of [`Method`].
    extension_method: Option<fn() -> &'static Method>,
    pub(crate) template: &'static str,
    pub(crate) pieces: &'static [&'static str],
    pub(crate) docs: &'static str,
    pub(crate) class: Class,
    pub(crate) auth: AuthScheme,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) attempts: Option<u32>,
    pub(crate) retry_on_throttle: bool,
    pub(crate) absent_on: &'static [u16],
    pub(crate) accept: Option<&'static str>,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) max_response: Option<u64>,
    pub(crate) fresh_connection: bool,
    pub(crate) token_endpoint: bool,
    /// A 401 does not concern the token.
    pub(crate) own_unauthorized: bool,
    pub(crate) by_hand: bool,
    /// No server has it.
    pub(crate) client_only: bool,
}

/// The class of an endpoint: whether a request may be sent a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// The server changes nothing (GET, HEAD, OPTIONS, TRACE).
    Safe,
    /// A second delivery has no second effect (PUT, DELETE, or declared so).
    Idempotent,
    /// A key in this header lets the server recognise a second delivery.
    Keyed(&'static str),
    /// Never sent twice (POST, PATCH and anything unknown).
    Once,
}

/// The credentials that an endpoint asks for.
#[derive(Clone, Copy)]
pub enum AuthScheme {
    /// Those of the client, if it has any.
    Client,
    /// Those of the client, which must have some.
    Bearer,
    /// Nothing is added.
    None,
    /// An authenticator named in the attribute.
    Custom(&'static dyn Authenticator),
}

/// A method without a constant in [`Method`], made at its first use.
#[doc(hidden)]
pub struct ExtensionMethod {
    name: &'static str,
    method: OnceLock<Method>,
}

impl ExtensionMethod {
    /// The method of that name, which the macro has validated.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, method: OnceLock::new() }
    }

    /// The method.
    pub fn get(&self) -> &Method {
        self.method.get_or_init(|| Method::from_bytes(self.name.as_bytes()).unwrap_or(Method::POST))
    }
}

impl Endpoint {
    /// Describes an endpoint; `pieces` are the literal parts of the path between its placeholders.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        name: &'static str,
        method: Method,
        template: &'static str,
        pieces: &'static [&'static str],
    ) -> Self {
        let class = match method {
            Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE => Class::Safe,
            Method::PUT | Method::DELETE => Class::Idempotent,
            _ => Class::Once,
        };
        Self {
            name,
            method,
            extension_method: None,
            template,
            pieces,
            docs: "",
            class,
            auth: AuthScheme::Client,
            timeout: None,
            attempt_timeout: None,
            attempts: None,
            retry_on_throttle: false,
            absent_on: &[],
            accept: None,
            headers: &[],
            max_response: None,
            fresh_connection: false,
            token_endpoint: false,
            own_unauthorized: false,
            by_hand: false,
            client_only: false,
        }
    }

    /// The endpoint's name: the method's, or what `name = "..."` says.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.extension_method.map_or(&self.method, |method| method())
    }

    /// A number for each method that is a constant of [`Method`], which constant evaluation can compare.
    #[cfg(feature = "server")]
    pub(crate) const fn standard_method(&self) -> Option<u8> {
        match self.method {
            _ if self.extension_method.is_some() => None,
            Method::GET => Some(0),
            Method::POST => Some(1),
            Method::PUT => Some(2),
            Method::DELETE => Some(3),
            Method::PATCH => Some(4),
            Method::HEAD => Some(5),
            Method::OPTIONS => Some(6),
            Method::TRACE => Some(7),
            Method::CONNECT => Some(8),
            _ => None,
        }
    }

    /// The path with its placeholders, prefix included: `/orders/{id}`.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.template
    }

    /// The doc comment of the method, or `""`.
    #[must_use]
    pub fn docs(&self) -> &'static str {
        self.docs
    }

    /// The name of a placeholder, counted from 0.
    pub(crate) fn placeholder(&self, index: usize) -> &'static str {
        self.written_placeholder(index).trim_end_matches('*')
    }

    /// Returns true for a placeholder that takes several segments (`{path*}`).
    #[cfg(feature = "server")]
    pub(crate) fn takes_segments(&self, index: usize) -> bool {
        self.written_placeholder(index).ends_with('*')
    }

    fn written_placeholder(&self, index: usize) -> &'static str {
        let begins = self.template.split('{').skip(1);
        let mut names = begins.filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
        names.nth(index).unwrap_or_default()
    }

    /// Returns true if the endpoint sends no credentials of the client.
    pub(crate) fn is_anonymous(&self) -> bool {
        matches!(self.auth, AuthScheme::None)
    }

    /// Returns true for a status that does not concern the token (`unauthorized = response`).
    pub(crate) fn owns(&self, status: StatusCode) -> bool {
        self.own_unauthorized && status == StatusCode::UNAUTHORIZED
    }

    /// True if a second delivery can have a second effect.
    pub(crate) fn is_once(&self) -> bool {
        self.class == Class::Once
    }
}

/// The options of `#[point_endpoint]`, as generated code sets them.
#[doc(hidden)]
impl Endpoint {
    #[must_use]
    pub const fn with_docs(mut self, docs: &'static str) -> Self {
        self.docs = docs;
        self
    }

    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        if let Class::Once = self.class {
            self.class = Class::Idempotent;
        }
        self
    }

    #[must_use]
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.class = Class::Keyed(header);
        self
    }

    #[must_use]
    pub const fn auth(mut self, scheme: AuthScheme) -> Self {
        self.auth = scheme;
        self
    }

    #[must_use]
    pub const fn timeout_millis(mut self, millis: u64) -> Self {
        self.timeout = Some(Duration::from_millis(millis));
        self
    }

    #[must_use]
    pub const fn attempt_timeout_millis(mut self, millis: u64) -> Self {
        self.attempt_timeout = Some(Duration::from_millis(millis));
        self
    }

    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(attempts);
        self
    }

    #[must_use]
    pub const fn retry_on_throttle(mut self) -> Self {
        self.retry_on_throttle = true;
        self
    }

    #[must_use]
    pub const fn absent_on(mut self, statuses: &'static [u16]) -> Self {
        self.absent_on = statuses;
        self
    }

    #[must_use]
    pub const fn accept(mut self, media_type: &'static str) -> Self {
        self.accept = Some(media_type);
        self
    }

    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    #[must_use]
    pub const fn max_response(mut self, bytes: u64) -> Self {
        self.max_response = Some(bytes);
        self
    }

    #[must_use]
    pub const fn fresh_connection(mut self) -> Self {
        self.fresh_connection = true;
        self
    }

    #[must_use]
    pub const fn client_only(mut self) -> Self {
        self.client_only = true;
        self
    }

    #[must_use]
    pub const fn token_endpoint(mut self) -> Self {
        self.token_endpoint = true;
        self
    }

    #[must_use]
    pub const fn own_unauthorized(mut self) -> Self {
        self.own_unauthorized = true;
        self
    }

    #[must_use]
    pub const fn extension_method(mut self, method: fn() -> &'static Method) -> Self {
        self.extension_method = Some(method);
        self
    }

    const fn by_hand(mut self) -> Self {
        self.by_hand = true;
        self
    }

    /// The endpoint that stands for requests built by hand with `method`.
    pub(crate) fn for_method(method: &Method) -> &'static Self {
        macro_rules! one_of {
            ($($method:ident)*) => {
                match *method {
                    $(Method::$method => {
                        static BY_HAND: Endpoint = Endpoint::new("request", Method::$method, "", &[""]).by_hand();
                        &BY_HAND
                    })*
                    _ => {
                        static UNKNOWN: Endpoint = Endpoint::new("request", Method::POST, "", &[""]).by_hand();
                        &UNKNOWN
                    }
                }
            };
        }
        one_of!(GET HEAD OPTIONS TRACE PUT DELETE POST PATCH CONNECT)
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.name, self.method(), self.template)
    }
}
