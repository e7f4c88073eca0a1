//! The connections of a client, as its token source gets them.

use crate::error::Result;
use crate::service::HttpService;

/// Gives a [`TokenSource`](super::token_source::TokenSource) the connections of the client that uses it.
///
/// Requests on them have the client's transport, proxy, certificates, attempt layers and login headers, and none of the
/// settings of calls.
pub struct Connector<'a> {
    connect: &'a (dyn Fn(&str) -> Result<HttpService> + 'a),
}

impl<'a> Connector<'a> {
    pub(crate) fn new(connect: &'a (dyn Fn(&str) -> Result<HttpService> + 'a)) -> Self {
        Self { connect }
    }

    /// Returns a service for requests to the origin of `url`, which may differ from the origin of the client.
    ///
    /// Requests have absolute URLs of that origin; any other URL is an error, and nothing is sent. A request is sent once,
    /// within [`login_timeout`](crate::ClientBuilder::login_timeout) or the source's
    /// [`refresh_timeout`](super::token_source::TokenSource::refresh_timeout), and follows no redirect. The service
    /// returns a response of any status, with at most 64 KiB of body. An error is a [`pointapi::Error`](crate::Error),
    /// which [`TokenError::from`](super::token_error::TokenError) classifies.
    ///
    /// The first of these origins is that of the [`account`](super::token_source::TokenSource::account): sources with one
    /// account there share the guard against lockouts, also for APIs of different base URLs.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the URL cannot be used; plain HTTP is accepted where the client
    /// accepts it for its base URL.
    pub fn service(&self, url: &str) -> Result<HttpService> {
        (self.connect)(url)
    }
}
