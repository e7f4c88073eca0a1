//! Where calls go, and through which transport.

use bytes::Bytes;
use tower_service::Service;

use super::ClientBuilder;
use crate::base_url::BaseUrl;
use crate::error::Result;
use crate::proxy::ProxyMode;
use crate::service::{BoxError, HttpRequest, HttpService};
#[cfg(any(feature = "reqwest", feature = "hyper"))]
use crate::transport::Connections;
#[cfg(feature = "hyper")]
use crate::transport::hyper::HyperTransport;
#[cfg(feature = "reqwest")]
use crate::transport::reqwest::ReqwestTransport;
#[cfg(feature = "__tls")]
use crate::transport::roots;

/// What sends the requests.
#[derive(Default)]
#[cfg_attr(feature = "webhook", derive(Clone))]
pub(super) enum Transport {
    /// reqwest; hyper without it.
    #[default]
    Default,
    Given(HttpService),
    #[cfg(feature = "reqwest")]
    Reqwest(reqwest::Client),
    #[cfg(feature = "hyper")]
    Hyper,
}

impl Transport {
    #[cfg_attr(
        not(any(feature = "reqwest", feature = "hyper")),
        expect(unused_variables, reason = "no transport of ours is compiled")
    )]
    pub(super) fn service(self, settings: &ClientBuilder, base: &BaseUrl) -> Result<HttpService> {
        match self {
            Self::Given(service) => Ok(service),
            #[cfg(feature = "reqwest")]
            Self::Reqwest(client) => {
                let connections = connections(settings, base)?;
                Ok(HttpService::shared(ReqwestTransport::from_client(client, connections)))
            }
            #[cfg(feature = "reqwest")]
            Self::Default => Ok(HttpService::shared(ReqwestTransport::new(connections(settings, base)?)?)),
            #[cfg(all(feature = "hyper", not(feature = "reqwest")))]
            Self::Default => Ok(HttpService::shared(HyperTransport::new(connections(settings, base)?)?)),
            #[cfg(feature = "hyper")]
            Self::Hyper => Ok(HttpService::shared(HyperTransport::new(connections(settings, base)?)?)),
            #[cfg(not(any(feature = "reqwest", feature = "hyper")))]
            Self::Default => Err(crate::error::Error::config(
                "there is no transport: give one with `transport(...)`, or switch on the feature `rustls` or `hyper`",
            )),
        }
    }
}

#[cfg(any(feature = "reqwest", feature = "hyper"))]
fn connections(settings: &ClientBuilder, base: &BaseUrl) -> Result<Connections> {
    Ok(Connections {
        origin: base.uri("/".into())?,
        connect_timeout: settings.connect_timeout,
        most_idle: settings.max_in_flight,
        proxy: settings.proxy.clone(),
        is_https_only: !base.is_insecure(),
        is_loopback: base.is_loopback(),
        #[cfg(feature = "__tls")]
        roots: settings.roots.clone(),
    })
}

/// Where calls go.
impl ClientBuilder {
    /// The origin of every call, and a path that comes before every template; `https://api.pointservices.com` if
    /// not set. Without user name, query or fragment.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Takes an `http` base URL if it leads to this machine (127.0.0.0/8, `::1`, `localhost`); for tests.
    pub fn allow_insecure_loopback(mut self) -> Self {
        self.allows_insecure_loopback = true;
        self
    }

    /// Which proxy the default transport uses; the environment's if not set.
    pub fn proxy(mut self, proxy: ProxyMode) -> Self {
        self.proxy = proxy;
        self
    }

    /// Trusts the certificate authority in this PEM text, or several, beside those of the system; for servers and
    /// proxies whose certificates an authority of your own has signed.
    ///
    /// ```no_run
    /// use pointapi::Client;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder()
    ///     .base_url("https://orders.internal.example")
    ///     .root_certificate(std::fs::read("/etc/larch/authority.pem")?)
    ///     .build()?;
    /// # drop(client);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A certificate is still checked in every way. A text without a certificate is an error of
    /// [`build`](Self::build). It has no effect on a transport that was built elsewhere.
    #[cfg(feature = "__tls")]
    pub fn root_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        match roots::read(pem.as_ref()) {
            Ok(roots) => self.roots.extend(roots),
            Err(error) => self.fail(error),
        }
        self
    }

    /// Sends requests with this service instead of the default transport.
    ///
    /// ```
    /// use std::convert::Infallible;
    ///
    /// use pointapi::{Body, Client, HttpRequest, HttpResponse};
    ///
    /// # fn main() -> pointapi::Result<()> {
    /// let echo = tower::service_fn(|request: HttpRequest| async move {
    ///     Ok::<_, Infallible>(HttpResponse::new(request.into_body()))
    /// });
    /// let client = Client::builder().transport(echo).build()?;
    /// # drop(client);
    /// # Ok(())
    /// # }
    /// ```
    pub fn transport<S, B>(mut self, transport: S) -> Self
    where
        S: Service<HttpRequest, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.transport = Transport::Given(HttpService::new(transport));
        self
    }

    /// Sends requests with this reqwest client.
    ///
    /// Its own settings stand, so it must follow no redirects (`redirect::Policy::none()`), or a password could be
    /// posted where a redirect leads: a call that was redirected is an error. It must not send again by itself
    /// (`retry(reqwest::retry::never())`), since it does not know which endpoints are sent once. `fresh_connection` and
    /// [`connect_timeout`](Self::connect_timeout) have no effect on it.
    #[cfg(feature = "reqwest")]
    pub fn reqwest(mut self, client: reqwest::Client) -> Self {
        self.transport = Transport::Reqwest(client);
        self
    }

    /// Sends requests with hyper itself, on which a small call costs half of what it does on reqwest.
    ///
    /// It makes the same connections: rustls with the system's certificates, HTTP/2 where the server offers it, kept as
    /// long, with the same timeouts and proxies. Two things it cannot: a proxy is one that tunnels (`http://...`), not
    /// SOCKS or one that is reached over TLS; and what a custom `reqwest::Client` can be told, it cannot be told.
    /// Without the features `rustls`, `native-tls` and `reqwest` it is the default.
    #[cfg(feature = "hyper")]
    pub fn hyper(mut self) -> Self {
        self.transport = Transport::Hyper;
        self
    }
}
