//! The delivery of a webhook's test event.

use std::sync::Arc;

#[cfg(feature = "webhook")]
use http::{HeaderMap, HeaderName, HeaderValue};
use http::{StatusCode, Uri};
use pointapi::platform::WebhookTest;
use pointapi::{Error, Result};

use super::responses;
use super::state::State;

/// The headers of the test call that are copied to the delivery.
#[cfg(feature = "webhook")]
const EVENT_HEADERS: [&str; 5] =
    ["x-pps-topic", "x-pps-sub-topic", "x-pps-tenant-id", "x-pps-webhook-id", "x-pps-triggered-at"];

/// Delivers a test event; `values` are those of the copied headers, in their order. Without the feature `webhook`, nothing
/// is delivered.
///
/// # Errors
///
/// 422 if the address is not an absolute URL.
pub(super) async fn deliver(state: &Arc<State>, values: [&str; 5], test: &WebhookTest<'_>) -> Result<()> {
    let address: Option<Uri> = test.address().parse().ok();
    let address = address
        .filter(|address| address.scheme().is_some() && address.authority().is_some())
        .ok_or_else(|| Error::respond(StatusCode::UNPROCESSABLE_ENTITY, responses::problem(&["/address"])))?;
    deliver_to(state, address, values, test.test_data()).await;
    Ok(())
}

#[cfg(feature = "webhook")]
async fn deliver_to(state: &Arc<State>, address: Uri, values: [&str; 5], test_data: String) {
    let pairs = EVENT_HEADERS.into_iter().zip(values);
    let event: HeaderMap = pairs
        .filter_map(|(name, value)| Some((HeaderName::from_static(name), HeaderValue::from_str(value).ok()?)))
        .collect();
    super::SandboxWebhooks::new(Arc::clone(state)).deliver_test(address, event, test_data).await;
}

/// Does nothing: without the feature `webhook` there is no key to sign a delivery with.
#[cfg(not(feature = "webhook"))]
async fn deliver_to(_: &Arc<State>, _: Uri, _: [&str; 5], _: String) {}
