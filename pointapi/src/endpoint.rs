//! The static description of one endpoint.
//!
//! The macro writes one [`Endpoint`] per method; the call path, layers, spans and errors read it. Nothing here
//! depends on the user's types.

mod auth_scheme;
mod by_hand;
mod class;
mod extension_method;
mod options;
mod placeholders;

use std::fmt;
use std::time::Duration;

use http::{Extensions, Method, StatusCode};

#[cfg(any(feature = "openapi", feature = "server"))]
use crate::media_type::essence;
pub use auth_scheme::AuthScheme;
pub(crate) use class::Class;
pub use extension_method::ExtensionMethod;

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
    /// Clients only: servers do not implement it.
    pub(crate) client_only: bool,
    /// The role and the name of each `#[sensitive]` argument except headers, whose values are marked sensitive.
    pub(crate) sensitive: &'static [(&'static str, &'static str)],
    /// The role and the name of each argument that is a header or a cookie.
    pub(crate) declared: &'static [(&'static str, &'static str)],
}

/// The longest idempotency key, in bytes, that the server side accepts and the document states.
#[cfg(any(feature = "openapi", feature = "server"))]
pub(crate) const MAX_IDEMPOTENCY_KEY: usize = 255;

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
        let class = Class::of(&method);
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

    /// Returns the endpoint's name: that of the trait's method, or what `name = "..."` says.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.extension_method.map_or(&self.method, |method| method())
    }

    /// Returns the path with its placeholders, prefix included: `/orders/{id}`.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.template
    }

    /// Returns the doc comment of the method, or `""`.
    #[must_use]
    pub fn docs(&self) -> &'static str {
        self.docs
    }

    /// Returns true for a status of `none_on`.
    pub(crate) fn is_absent_on(&self, status: StatusCode) -> bool {
        self.absent_on.contains(&status.as_u16())
    }

    /// Returns true for `auth = none`.
    pub(crate) fn is_anonymous(&self) -> bool {
        matches!(self.auth, AuthScheme::None)
    }

    /// Returns the header of the idempotency key, if the endpoint has one.
    #[cfg(feature = "server")]
    pub(crate) fn key_header(&self) -> Option<&'static str> {
        match self.class {
            Class::Keyed(header) => Some(header),
            Class::Safe | Class::Idempotent | Class::Once => None,
        }
    }

    /// Returns the first media type of `accept`, unless it is a range, or one of them is `own`, the media type of the
    /// value: the response has the type that the endpoint asks for.
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

impl Endpoint {
    /// Returns the endpoint of a request; `None` if a layer dropped the extensions.
    pub(crate) fn of(request: &Extensions) -> Option<&'static Self> {
        request.get::<&'static Self>().copied()
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.name, self.method(), self.template)
    }
}
