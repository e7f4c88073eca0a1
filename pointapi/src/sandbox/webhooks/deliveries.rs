//! From the sandbox to a receiver.

use std::sync::PoisonError;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Uri};
use jiff::Timestamp;
use tower_service::Service;
use uuid::Uuid;

use super::SandboxWebhooks;
use crate::body::Body;
use crate::box_error::BoxError;
use crate::client::Client;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::point_api;
use crate::response::Response;
use crate::service::{HttpRequest, HttpService};

/// Where a delivery goes.
#[point_api(crate = crate)]
trait Address {
    /// Delivers an event.
    #[point_endpoint(POST "", auth = none)]
    async fn deliver(
        &self,
        #[url] url: &str,
        #[headers] headers: &HeaderMap,
        #[body(bytes)] body: &Bytes,
    ) -> Result<Response<()>>;
}

/// Deliveries.
impl SandboxWebhooks {
    /// The request that delivers a new event, as a receiver gets it.
    #[must_use]
    pub fn request(&self, topic: &str, body: impl Into<Bytes>) -> HttpRequest {
        let mut request = Request::new(Body::from(body.into()));
        *request.method_mut() = http::Method::POST;
        *request.headers_mut() = self.headers(topic);
        request
    }

    /// Lets this service receive what test calls ask for, whatever address they name.
    ///
    /// A test call ([`Webhooks::test_webhook`](crate::platform::Webhooks::test_webhook)) names a public `https`
    /// address, and the sandbox reaches none. Without a receiver a test call is answered, and nothing is delivered.
    /// The delivery comes before the answer, once, under the caller's five headers and a fresh token.
    pub fn receive_tests_with<S, B>(&self, receiver: S)
    where
        S: Service<HttpRequest, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let mut place = self.state.webhooks.receiver.lock().unwrap_or_else(PoisonError::into_inner);
        *place = Some(HttpService::new(receiver));
    }

    /// Delivers what a test call asks for; whatever the receiver answers is not the caller's to know.
    pub(in crate::sandbox) async fn deliver_test(&self, address: Uri, event: HeaderMap, body: String) {
        let receiver = self.state.webhooks.receiver.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(receiver) = receiver else { return };
        let mut request = self.request("", body);
        *request.uri_mut() = address;
        request.headers_mut().extend(event);
        receiver.send(request).await.ok();
    }

    /// Delivers a new event to `url` on this machine, and tells the status of the answer.
    ///
    /// It is delivered once; to deliver it again, as the platform does after a 5xx, see
    /// [`deliver_with`](Self::deliver_with).
    ///
    /// # Errors
    ///
    /// If the URL is not one of this machine, or there is no answer.
    pub async fn deliver(&self, url: &str, topic: &str, body: impl Into<Bytes>) -> Result<StatusCode> {
        self.deliver_with(url, &self.headers(topic), body).await
    }

    /// Delivers to `url` on this machine under headers of your own, perhaps for the second time.
    ///
    /// # Errors
    ///
    /// If the URL is not one of this machine, or there is no answer.
    pub async fn deliver_with(&self, url: &str, headers: &HeaderMap, body: impl Into<Bytes>) -> Result<StatusCode> {
        let uri: Uri = url.parse().map_err(|_| Error::config("the address of a delivery is not a URL"))?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(Error::config("the address of a delivery is not absolute"));
        };
        let client = Client::builder().base_url(format!("{scheme}://{authority}")).allow_insecure_loopback().build()?;
        match AddressClient::new(client).deliver(url, headers, &body.into()).await {
            Ok(answer) => Ok(answer.status()),
            Err(error) => error.status().ok_or(error),
        }
    }

    /// The headers of a new event: a fresh token, an id of its own, and the time.
    #[must_use]
    pub fn headers(&self, topic: &str) -> HeaderMap {
        let triggered_at = Timestamp::try_from(self.state.clock.wall()).unwrap_or_default();
        let pairs = [
            (AUTHORIZATION, format!("Bearer {}", self.token())),
            (CONTENT_TYPE, "application/json".to_owned()),
            (HeaderName::from_static("x-pps-topic"), topic.to_owned()),
            (HeaderName::from_static("x-pps-sub-topic"), "product:adv/adv-120".to_owned()),
            (HeaderName::from_static("x-pps-tenant-id"), self.tenant_id().to_owned()),
            (HeaderName::from_static("x-pps-webhook-id"), Uuid::new_v4().to_string()),
            (HeaderName::from_static("x-pps-triggered-at"), triggered_at.to_string()),
        ];
        let pair = |(name, value): (HeaderName, String)| Some((name, HeaderValue::try_from(value).ok()?));
        pairs.into_iter().filter_map(pair).collect()
    }
}
