//! Deliveries from the sandbox to a receiver.

use std::sync::PoisonError;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Uri};
use jiff::Timestamp;
use pointapi::__private::config_error;
use pointapi::{Body, Client, HttpRequest, HttpService, IntoHttpService, Response, Result, point_api};
use tower_service::Service;
use uuid::Uuid;

use super::SandboxWebhooks;

/// The address of a delivery.
#[point_api]
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
    /// Returns the request of a new event, as a receiver gets it.
    #[must_use]
    pub fn request(&self, topic: &str, body: impl Into<Bytes>) -> HttpRequest {
        let mut request = Request::new(Body::from(body.into()));
        *request.method_mut() = http::Method::POST;
        *request.headers_mut() = self.headers(topic);
        request
    }

    /// Sets the service that receives the events of test calls, for every address.
    ///
    /// A test call ([`Webhooks::test_webhook`](pointapi::platform::Webhooks::test_webhook)) names a public `https`
    /// address, which the sandbox does not connect to. Without a receiver a test call succeeds without a delivery. The
    /// event is delivered once, before the response, with the caller's five headers and a new token.
    pub fn receive_tests_with<S: IntoHttpService<B>, B>(&self, receiver: S) {
        let mut place = self.state.webhooks.receiver.lock().unwrap_or_else(PoisonError::into_inner);
        *place = Some(HttpService::new(receiver));
    }

    /// Delivers the event of a test call; the receiver's response is ignored.
    pub(crate) async fn deliver_test(&self, address: Uri, event: HeaderMap, body: String) {
        let receiver = self.state.webhooks.receiver.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(mut receiver) = receiver else { return };
        let mut request = self.request("", body);
        *request.uri_mut() = address;
        request.headers_mut().extend(event);
        receiver.call(request).await.ok();
    }

    /// Delivers a new event to `url` on this machine, and returns the response status.
    ///
    /// To deliver it again, as the platform does after a 5xx, use [`deliver_with`](Self::deliver_with).
    ///
    /// # Errors
    ///
    /// If the URL is not of this machine, or there is no response.
    pub async fn deliver(&self, url: &str, topic: &str, body: impl Into<Bytes>) -> Result<StatusCode> {
        self.deliver_with(url, &self.headers(topic), body).await
    }

    /// Delivers to `url` on this machine with your own headers, such as those of an earlier delivery.
    ///
    /// # Errors
    ///
    /// If the URL is not of this machine, or there is no response.
    pub async fn deliver_with(&self, url: &str, headers: &HeaderMap, body: impl Into<Bytes>) -> Result<StatusCode> {
        let uri: Uri = url.parse().map_err(|_| config_error("the address of a delivery must be a URL", None))?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(config_error("the address of a delivery must be an absolute URL", None));
        };
        let client = Client::builder().base_url(format!("{scheme}://{authority}")).allow_insecure_loopback().build()?;
        match AddressClient::new(client).deliver(url, headers, &body.into()).await {
            Ok(response) => Ok(response.status()),
            Err(error) => error.status().ok_or(error),
        }
    }

    /// Returns the headers of a new event: a new token, a new id, and the time.
    #[must_use]
    pub fn headers(&self, topic: &str) -> HeaderMap {
        let triggered_at = Timestamp::try_from(super::now(&self.state)).unwrap_or_default();
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
