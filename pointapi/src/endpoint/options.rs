//! The options of `#[point_endpoint]`, as generated code sets them.

use std::time::Duration;

use http::Method;

use super::Endpoint;
use super::auth_scheme::AuthScheme;
use super::class::Class;

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
    pub const fn once(mut self) -> Self {
        self.class = Class::Once;
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
