//! The delivery that a test call requests.

use std::sync::Arc;

#[cfg(feature = "webhook")]
use http::{HeaderMap, HeaderName, HeaderValue};
use http::{StatusCode, Uri};
use pointapi::platform::WebhookTest;
use pointapi::{Error, Result};

use super::responses;
use super::state::State;

/// The headers of the event, which the delivery repeats.
#[cfg(feature = "webhook")]
const EVENT_HEADERS: [&str; 5] =
    ["x-pps-topic", "x-pps-sub-topic", "x-pps-tenant-id", "x-pps-webhook-id", "x-pps-triggered-at"];

/// Delivers a test event with these values of the headers.
///
/// # Errors
///
/// 422 if the address is not a URL.
pub(super) async fn deliver(state: &Arc<State>, values: [&str; 5], test: &WebhookTest<'_>) -> Result<()> {
    let malformed = |_| Error::respond(StatusCode::UNPROCESSABLE_ENTITY, responses::problem(&["/address"]));
    let address: Uri = test.address().parse().map_err(malformed)?;
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

/// Without the feature `webhook` there is no signing key.
#[cfg(not(feature = "webhook"))]
async fn deliver_to(_: &Arc<State>, _: Uri, _: [&str; 5], _: String) {}
