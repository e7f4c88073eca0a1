//! The test call, which requests a delivery to a receiver.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::State as Shared;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
#[cfg(feature = "webhook")]
use http::HeaderName;
use http::uri::Scheme;
use http::{HeaderMap, HeaderValue, StatusCode, Uri};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::requests::{is_authorized, json_of, reject_unauthorized};
use super::responses;
use super::state::State;

/// The headers of the event, which the delivery repeats.
const EVENT_HEADERS: [&str; 5] =
    ["x-pps-topic", "x-pps-sub-topic", "x-pps-tenant-id", "x-pps-webhook-id", "x-pps-triggered-at"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TestCall<'a> {
    address: Cow<'a, str>,
    #[serde(rename = "testData", borrow)]
    test_data: &'a RawValue,
}

/// Responds after the delivery and without a body, since the platform documents no response.
pub(super) async fn test_webhook(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_authorized(&state, &headers) {
        return reject_unauthorized(&state);
    }
    let missing = missing(&headers);
    if !missing.is_empty() {
        return responses::malformed(&missing);
    }
    let Some(call) = json_of::<TestCall<'_>>(&headers, &body) else { return responses::malformed(&["/"]) };
    let Some(address) = public(&call.address) else { return responses::malformed(&["/address"]) };
    deliver(&state, address, &headers, call.test_data).await;
    StatusCode::OK.into_response()
}

fn missing(headers: &HeaderMap) -> Vec<&'static str> {
    let is_missing = |name: &&str| headers.get(*name).is_none_or(HeaderValue::is_empty);
    EVENT_HEADERS.into_iter().filter(is_missing).collect()
}

fn public(address: &str) -> Option<Uri> {
    address.parse().ok().filter(|uri: &Uri| uri.scheme() == Some(&Scheme::HTTPS))
}

#[cfg(feature = "webhook")]
async fn deliver(state: &Arc<State>, address: Uri, headers: &HeaderMap, test_data: &RawValue) {
    let event =
        EVENT_HEADERS.iter().filter_map(|name| Some((HeaderName::from_static(name), headers.get(*name)?.clone())));
    let webhooks = super::SandboxWebhooks::new(Arc::clone(state));
    webhooks.deliver_test(address, event.collect(), test_data.get().to_owned()).await;
}

/// Without the feature `webhook` there is no signing key.
#[cfg(not(feature = "webhook"))]
async fn deliver(_: &Arc<State>, _: Uri, _: &HeaderMap, _: &RawValue) {}
