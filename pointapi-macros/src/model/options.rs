//! The options of an endpoint, and the defaults of a trait.

use proc_macro2::{Ident, Span};
use syn::{Path, Type};

use crate::model::path_template::{PathTemplate, QueryPair};
use crate::model::signature::Placed;
use crate::model::spanned::Spanned;

/// The options of `#[point_endpoint]`.
#[derive(Default)]
pub(crate) struct EndpointOptions {
    pub(crate) name: Option<Spanned<String>>,
    pub(crate) idempotent: Option<Span>,
    /// A second request has a second effect, whatever the method.
    pub(crate) once: Option<Span>,
    pub(crate) idempotency_key: Option<Spanned<String>>,
    pub(crate) attempt_timeout: Option<Spanned<u64>>,
    pub(crate) retry_on_throttle: bool,
    pub(crate) none_on: Vec<u16>,
    pub(crate) codec: Option<Type>,
    pub(crate) max_response: Option<u64>,
    pub(crate) fresh_connection: bool,
    pub(crate) token_endpoint: Option<Span>,
    /// An endpoint that implementations of the trait need not have, and that is not served.
    pub(crate) client_only: Option<Span>,
    /// True if a 401 of the endpoint does not concern the token.
    pub(crate) has_own_unauthorized: bool,
    pub(crate) shared: SharedOptions,
}

/// The options that an endpoint has, or takes from its trait.
#[derive(Default)]
pub(crate) struct SharedOptions {
    pub(crate) auth: Option<Spanned<Auth>>,
    /// In milliseconds.
    pub(crate) timeout: Option<Spanned<u64>>,
    pub(crate) attempts: Option<Spanned<u32>>,
    pub(crate) accept: Option<Spanned<String>>,
    pub(crate) headers: Vec<StaticHeader>,
}

/// The source of a request's authorization.
#[derive(Clone)]
pub(crate) enum Auth {
    /// By the client, which must have a login. Without a word about auth, its login is used if it has one.
    Bearer,
    None,
    Authenticator(Placed),
}

/// A header that is the same in each request.
#[derive(Clone)]
pub(crate) struct StaticHeader {
    /// As written; it is sent, and compared, in lower case.
    pub(crate) name: Spanned<String>,
    pub(crate) value: Spanned<String>,
}

/// The outputs that a trait asks for beside its client.
#[derive(Default, Clone, Copy)]
pub(crate) struct Outputs {
    pub(crate) server: Option<Span>,
    pub(crate) openapi: Option<Span>,
}

/// The options of `#[point_api]`.
#[derive(Default)]
pub(crate) struct TraitOptions {
    pub(crate) prefix: Option<PathTemplate>,
    pub(crate) client: Option<Ident>,
    pub(crate) runtime: Option<Path>,
    pub(crate) query: Vec<QueryPair>,
    pub(crate) outputs: Outputs,
    pub(crate) shared: SharedOptions,
}

impl SharedOptions {
    /// These options, with those of the trait where the endpoint has none. `sent` are the names of the headers that the
    /// endpoint sends by other means.
    pub(crate) fn or(self, of_trait: &Self, sent: &[&str]) -> Self {
        let own = || self.headers.iter().map(|header| header.name.value.as_str()).chain(sent.iter().copied());
        let is_own = |name: &str| own().any(|own| own.eq_ignore_ascii_case(name));
        let inherited = of_trait.headers.iter().filter(|header| !is_own(&header.name.value)).cloned();
        let headers = inherited.chain(self.headers.iter().cloned()).collect();
        Self {
            auth: self.auth.or_else(|| of_trait.auth.clone()),
            timeout: self.timeout.or(of_trait.timeout),
            attempts: self.attempts.or(of_trait.attempts),
            accept: self.accept.or_else(|| of_trait.accept.clone()),
            headers,
        }
    }
}
