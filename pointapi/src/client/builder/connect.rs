//! The base URL, and the transport.

use super::ClientBuilder;
use super::transport::Transport;
use crate::base_url::{BaseUrl, PlainHttp};
use crate::error::Result;
use crate::proxy::ProxyMode;
use crate::service::{HttpService, IntoHttpService};
#[cfg(any(feature = "reqwest", feature = "hyper"))]
use crate::transport::Connections;
#[cfg(feature = "hyper")]
use crate::transport::hyper::HyperTransport;
#[cfg(feature = "reqwest")]
use crate::transport::reqwest::ReqwestTransport;
#[cfg(feature = "__tls")]
use crate::transport::roots;

/// The connections.
impl ClientBuilder {
    /// Creates the transport for one origin.
    #[cfg_attr(
        not(any(feature = "reqwest", feature = "hyper")),
        expect(unused_variables, reason = "a build without a transport makes no connections")
    )]
    pub(super) fn innermost(&self, base: &BaseUrl) -> Result<HttpService> {
        match &self.transport {
            Transport::Given(service) => Ok(service.clone()),
            #[cfg(feature = "reqwest")]
            Transport::Reqwest(client) => {
                Ok(HttpService::shared(ReqwestTransport::from_client(client.clone(), self.connections(base)?)))
            }
            #[cfg(feature = "reqwest")]
            Transport::Default => Ok(HttpService::shared(ReqwestTransport::new(self.connections(base)?)?)),
            #[cfg(all(feature = "hyper", not(feature = "reqwest")))]
            Transport::Default => Ok(HttpService::shared(HyperTransport::new(self.connections(base)?)?)),
            #[cfg(feature = "hyper")]
            Transport::Hyper => Ok(HttpService::shared(HyperTransport::new(self.connections(base)?)?)),
            #[cfg(not(any(feature = "reqwest", feature = "hyper")))]
            Transport::Default => Err(crate::error::Error::config(
                "there is no transport: give the builder `.transport(...)`, or enable the feature `rustls` or `hyper`",
            )),
        }
    }

    #[cfg(any(feature = "reqwest", feature = "hyper"))]
    fn connections(&self, base: &BaseUrl) -> Result<Connections> {
        Ok(Connections {
            origin: base.uri("/".into())?,
            connect_timeout: self.connect_timeout,
            max_idle: self.max_in_flight,
            proxy: self.proxy.clone(),
            is_https_only: !base.is_insecure(),
            is_loopback: base.is_loopback(),
            #[cfg(feature = "__tls")]
            roots: self.roots.clone(),
        })
    }

    /// Sets the origin of every call, and a path that comes before every template.
    ///
    /// It is an absolute `https` URL without user name, query or fragment. A `/` at its end is not sent; with it,
    /// relative references such as `items?page=2` resolve below the path, as in any URL.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Accepts an `http` base URL of this machine (127.0.0.0/8, `::1`, `localhost`), for tests.
    pub fn allow_insecure_loopback(mut self) -> Self {
        self.plain_http = self.plain_http.max(PlainHttp::Loopback);
        self
    }

    /// Accepts an `http` base URL of any host.
    ///
    /// **Everything is sent in the clear: passwords, tokens and data can be read and changed by anyone on the way.** Use
    /// it only where something else protects the traffic, such as a sidecar proxy or a private network.
    pub fn allow_insecure_http(mut self) -> Self {
        self.plain_http = PlainHttp::Anywhere;
        self
    }

    /// Sets the proxy of the default transport; default: that of the environment.
    pub fn proxy(mut self, proxy: ProxyMode) -> Self {
        self.proxy = proxy;
        self
    }

    /// Trusts the certificate authorities in this PEM file beside those of the system; for servers and proxies with
    /// certificates of a private authority.
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
    /// Certificates are still verified in full. Input without a certificate is an error of [`build`](Self::build). A
    /// transport that was built elsewhere is not affected.
    #[cfg(feature = "__tls")]
    pub fn root_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        match roots::read(pem.as_ref()) {
            Ok(roots) => self.roots.extend(roots),
            Err(mistake) => self.fail(mistake),
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
    ///
    /// The token is on the request already. A service that is not ready at once may send one that has expired
    /// meanwhile: set [`max_in_flight`](Self::max_in_flight) to the number of requests that it takes at once.
    pub fn transport<S: IntoHttpService<B>, B>(mut self, transport: S) -> Self {
        self.transport = Transport::Given(HttpService::new(transport));
        self
    }

    /// Sends requests with this reqwest client.
    ///
    /// Its own settings apply. It must not follow redirects (`redirect::Policy::none()`), since a redirect would carry
    /// a password to wherever it leads; a redirected call is an error. It must not retry
    /// (`retry(reqwest::retry::never())`), since it does not know which endpoints are sent once. `fresh_connection` and
    /// [`connect_timeout`](Self::connect_timeout) do not apply to it.
    #[cfg(feature = "reqwest")]
    pub fn reqwest(mut self, client: reqwest::Client) -> Self {
        self.transport = Transport::Reqwest(client);
        self
    }

    /// Sends requests with hyper itself; a small call costs half of what it costs on reqwest.
    ///
    /// It connects in the same way: rustls with the system's certificates, HTTP/2 where the server offers it, the same
    /// timeouts and proxies. It does not support SOCKS proxies, proxies that are reached over TLS, and the settings of a
    /// custom `reqwest::Client`. It is the default if none of the features `rustls`, `native-tls` and `reqwest` is on.
    #[cfg(feature = "hyper")]
    pub fn hyper(mut self) -> Self {
        self.transport = Transport::Hyper;
        self
    }
}
