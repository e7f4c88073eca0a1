//! The static description of one endpoint.
//!
//! The macro writes one [`Endpoint`] per method; the call path, layers, spans and errors read it. Nothing here
//! depends on the user's types.

use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use http::{Extensions, Method};

use crate::auth::Authenticator;
#[cfg(any(feature = "openapi", feature = "server"))]
use crate::media_type::essence;

/// The description of one endpoint of an API trait.
///
/// Every request carries it in its [`http::Extensions`] as `&'static Endpoint`, so that a layer can label requests
/// without parsing a URL:
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
    /// A 401 is an ordinary response and does not invalidate the token.
    pub(crate) own_unauthorized: bool,
    pub(crate) by_hand: bool,
    /// No server has it.
    pub(crate) client_only: bool,
    /// The role and the name of each `#[sensitive]` argument, but for headers, which are marked by themselves.
    pub(crate) sensitive: &'static [(&'static str, &'static str)],
    /// The role and the name of each argument that is a header or a cookie.
    pub(crate) declared: &'static [(&'static str, &'static str)],
}

/// The longest idempotency key, in bytes, that the server side accepts and the document states.
#[cfg(any(feature = "openapi", feature = "server"))]
pub(crate) const MAX_IDEMPOTENCY_KEY: usize = 255;

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
    /// The client's credentials, if it has any.
    Client,
    /// The client's credentials; without any, the call fails before anything is sent.
    Bearer,
    /// No credentials.
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
            sensitive: &[],
            declared: &[],
            client_only: false,
        }
    }

    /// The endpoint's name: that of the trait's method, or what `name = "..."` says.
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
        let written = self.written_placeholder(index);
        written.strip_suffix('*').unwrap_or(written)
    }

    /// Returns true for a placeholder that takes several segments (`{path*}`).
    #[cfg(feature = "server")]
    pub(crate) fn takes_segments(&self, index: usize) -> bool {
        self.written_placeholder(index).ends_with('*')
    }

    fn written_placeholder(&self, index: usize) -> &'static str {
        let mut rest = self.template;
        let mut names = std::iter::from_fn(|| {
            loop {
                let (_, after) = rest.split_once('{')?;
                let Some(escaped) = after.strip_prefix('{') else {
                    let (name, after) = after.split_once('}')?;
                    rest = after;
                    return Some(name);
                };
                rest = escaped;
            }
        });
        names.nth(index).unwrap_or_default()
    }

    /// Returns true for `auth = none`.
    pub(crate) fn is_anonymous(&self) -> bool {
        matches!(self.auth, AuthScheme::None)
    }

    /// The header of the idempotency key, if the endpoint has one.
    #[cfg(feature = "server")]
    pub(crate) fn key_header(&self) -> Option<&'static str> {
        match self.class {
            Class::Keyed(header) => Some(header),
            Class::Safe | Class::Idempotent | Class::Once => None,
        }
    }

    /// The media type of responses that the endpoint asks for, unless it is that of the value, `own`: what it asks for
    /// is what it gets, and of several media types that of the value.
    #[cfg(any(feature = "openapi", feature = "server"))]
    pub(crate) fn asked_instead_of(&self, own: &str) -> Option<&'static str> {
        let asked = self.accept?.split(',').map(essence).collect::<Vec<_>>();
        let first = asked.first().filter(|_| !asked.contains(&essence(own)))?;
        (!first.is_empty() && !first.contains('*')).then_some(*first)
    }

    /// Returns true if a second delivery can have a second effect.
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
    pub const fn sensitive(mut self, arguments: &'static [(&'static str, &'static str)]) -> Self {
        self.sensitive = arguments;
        self
    }

    #[must_use]
    pub const fn declared(mut self, arguments: &'static [(&'static str, &'static str)]) -> Self {
        self.declared = arguments;
        self
    }

    #[must_use]
    pub const fn extension_method(mut self, method: fn() -> &'static Method) -> Self {
        self.extension_method = Some(method);
        self
    }
}

impl Endpoint {
    /// Returns the endpoint of a request; `None` if a layer dropped the extensions.
    pub(crate) fn of(request: &Extensions) -> Option<&'static Self> {
        request.get::<&'static Self>().copied()
    }
}

/// Requests without a trait method.
impl Endpoint {
    /// The endpoint that stands for requests built by hand with `method`.
    pub(crate) fn for_method(method: &Method) -> &'static Self {
        macro_rules! one_of {
            ($($method:ident)*) => {
                match *method {
                    $(Method::$method => {
                        static BY_HAND: Endpoint = Endpoint::by_hand(Method::$method);
                        &BY_HAND
                    })*
                    _ => Self::for_extension_method(method),
                }
            };
        }
        one_of!(GET HEAD OPTIONS TRACE PUT DELETE POST PATCH CONNECT)
    }

    /// Keeps one description for each method that the program uses. Beyond 64 of them, all others share one that says
    /// `POST`, so that a program that takes methods from elsewhere uses bounded memory.
    fn for_extension_method(method: &Method) -> &'static Self {
        static KNOWN: Mutex<Vec<&'static Endpoint>> = Mutex::new(Vec::new());
        static OTHER: Endpoint = Endpoint::by_hand(Method::POST);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(endpoint) = known.iter().find(|endpoint| endpoint.method == *method) {
            return endpoint;
        }
        if known.len() >= 64 {
            return &OTHER;
        }
        let endpoint: &'static Self = Box::leak(Box::new(Self::by_hand(method.clone())));
        known.push(endpoint);
        endpoint
    }

    const fn by_hand(method: Method) -> Self {
        let mut endpoint = Self::new("request", method, "", &[""]);
        endpoint.by_hand = true;
        endpoint
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.name, self.method(), self.template)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_braces_are_not_counted_among_placeholders() {
        let endpoint = Endpoint::new("list", Method::GET, "/{{x}}/{name*}/{{y}}/{z}", &["/{x}/", "/{y}/", ""]);
        assert_eq!([0, 1, 2].map(|index| endpoint.written_placeholder(index)), ["name*", "z", ""]);
    }

    #[test]
    fn a_request_by_hand_has_its_own_method() {
        let search = Method::from_bytes(b"SEARCH").expect("a token");
        let endpoint = Endpoint::for_method(&search);
        assert_eq!(*endpoint.method(), search);
        assert!(endpoint.is_once());
        assert!(std::ptr::eq(endpoint, Endpoint::for_method(&search)));
        assert_eq!(*Endpoint::for_method(&Method::PUT).method(), Method::PUT);
    }
}
