//! Which transport a client sends through.

use super::ClientBuilder;
use crate::base_url::BaseUrl;
use crate::error::Result;
use crate::service::HttpService;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
use crate::transport::Connections;
#[cfg(feature = "hyper")]
use crate::transport::hyper::HyperTransport;
#[cfg(feature = "reqwest")]
use crate::transport::reqwest::ReqwestTransport;

/// What sends the requests.
#[derive(Default)]
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
    })
}
