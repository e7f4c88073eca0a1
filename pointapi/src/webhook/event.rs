//! A received event.

mod triggered_at;

use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;
use http::HeaderMap;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use uuid::fmt::Hyphenated;

use super::error::{WebhookError, WebhookErrorKind};
use crate::codec::Json;
use crate::error::{Error, ErrorKind, Result};
use crate::response;

pub(super) const TENANT_ID: &str = "x-pps-tenant-id";
const TOPIC: &str = "x-pps-topic";
const SUB_TOPIC: &str = "x-pps-sub-topic";
const WEBHOOK_ID: &str = "x-pps-webhook-id";
const TRIGGERED_AT: &str = "x-pps-triggered-at";

/// A webhook from a verified sender.
///
/// Nothing of it is signed: take it as a hint, and fetch the order that it names. `Debug` does not show the body.
///
/// ```
/// use pointapi::webhook::WebhookEvent;
/// use serde::Deserialize;
///
/// /// The part of the body that this program reads.
/// #[derive(Deserialize)]
/// struct Placed {
///     order_id: String,
/// }
///
/// fn order_of(event: &WebhookEvent) -> pointapi::Result<Option<String>> {
///     match event.topic() {
///         "orders/placed" => Ok(Some(event.json::<Placed>()?.order_id)),
///         _ => Ok(None),
///     }
/// }
/// # let _ = order_of;
/// ```
#[derive(Clone)]
pub struct WebhookEvent {
    topic: String,
    sub_topic: Option<String>,
    tenant_id: String,
    id: String,
    triggered_at_text: Option<String>,
    body: Bytes,
}

impl WebhookEvent {
    /// Reads the headers. Topic, tenant and id are mandatory.
    pub(super) fn read(headers: &HeaderMap, body: Bytes) -> std::result::Result<Self, WebhookError> {
        let invalid = |reason| WebhookError::new(WebhookErrorKind::Headers, reason);
        let topic = single(headers, TOPIC).ok_or_else(|| invalid("X-Pps-Topic is not present exactly once"))?;
        let tenant_id =
            single(headers, TENANT_ID).ok_or_else(|| invalid("X-Pps-Tenant-Id is not present exactly once"))?;
        let id = single(headers, WEBHOOK_ID).filter(|id| is_uuid(id));
        let id = id.ok_or_else(|| invalid("X-Pps-Webhook-Id is not one UUID"))?.to_ascii_lowercase();
        Ok(Self {
            topic: topic.to_owned(),
            sub_topic: single(headers, SUB_TOPIC).map(str::to_owned),
            tenant_id: tenant_id.to_owned(),
            id,
            triggered_at_text: single(headers, TRIGGERED_AT).map(str::to_owned),
            body,
        })
    }

    /// Returns the topic, like `orders/placed`.
    #[must_use]
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// Returns the subject of the topic, like `product:adv/adv-120`.
    #[must_use]
    pub fn sub_topic(&self) -> Option<&str> {
        self.sub_topic.as_deref()
    }

    /// Returns the organizational unit that raised it: one of the receiver's tenants.
    #[must_use]
    pub fn tenant_id(&self) -> &str {
        &self.tenant_id
    }

    /// Returns the event's UUID, in lower case. The same event may be delivered more than once, under the same id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the time of the event, if readable: the platform's samples are not quite RFC 3339.
    #[must_use]
    pub fn triggered_at(&self) -> Option<SystemTime> {
        self.triggered_at_text().and_then(triggered_at::parse)
    }

    /// Returns the time of the event as the platform wrote it.
    #[must_use]
    pub fn triggered_at_text(&self) -> Option<&str> {
        self.triggered_at_text.as_deref()
    }

    /// Returns the body, which the platform does not document.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Decodes the body.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if it is not JSON of this shape. The error does not quote it.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(Json::without_mark(&self.body)).map_err(|error| {
            let (cause, text) =
                response::cause_and_text("the event's body", &error, &self.body, response::field_names::<T>);
            Error::new(ErrorKind::Decode(cause), text)
        })
    }
}

/// Returns the value of a header that is present once and has visible ASCII.
pub(super) fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    value.to_str().ok().map(str::trim).filter(|value| !value.is_empty())
}

/// Accepts the form with hyphens alone, which the platform sends.
fn is_uuid(text: &str) -> bool {
    text.len() == Hyphenated::LENGTH && Uuid::try_parse(text).is_ok()
}

impl fmt::Debug for WebhookEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookEvent")
            .field("topic", &self.topic)
            .field("sub_topic", &self.sub_topic)
            .field("tenant_id", &self.tenant_id)
            .field("id", &self.id)
            .field("triggered_at", &self.triggered_at_text)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;
    use crate::error::DecodeCause;

    const ID: &str = "5B0E7C1A-1111-4222-8333-444455556666";

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_str(value).expect("a value"))
        };
        pairs.iter().map(pair).collect()
    }

    fn read(pairs: &[(&'static str, &str)], body: &'static str) -> std::result::Result<WebhookEvent, WebhookError> {
        WebhookEvent::read(&headers(pairs), Bytes::from_static(body.as_bytes()))
    }

    #[test]
    fn topic_tenant_and_id_are_mandatory() {
        let event = read(&[(TOPIC, "orders/placed"), (TENANT_ID, "OU9001"), (WEBHOOK_ID, ID)], "").expect("an event");
        assert_eq!((event.topic(), event.sub_topic(), event.tenant_id()), ("orders/placed", None, "OU9001"));
        assert_eq!((event.id(), event.triggered_at()), (ID.to_lowercase().as_str(), None));
    }

    #[test]
    fn an_id_is_a_uuid() {
        for id in ["", "7", "5b0e7c1a-1111-4222-8333-44445555666", "5b0e7c1a11114222833344445555666 6", &ID[1..]] {
            let error = read(&[(TOPIC, "t"), (TENANT_ID, "OU9001"), (WEBHOOK_ID, id)], "").expect_err(id);
            assert_eq!(error.status(), 400);
        }
        assert!(read(&[(TOPIC, "t"), (TENANT_ID, "t"), (WEBHOOK_ID, ID), (WEBHOOK_ID, ID)], "").is_err());
        assert!(!is_uuid(&format!("{ID}-")) && !is_uuid(&ID.replace('A', "g")));
    }

    #[test]
    fn debug_and_errors_do_not_show_the_body() {
        let pairs = [(TOPIC, "t"), (TENANT_ID, "t"), (WEBHOOK_ID, ID)];
        let event = read(&pairs, r#"{"ssn": "canary"}"#).expect("an event");
        let error = event.json::<std::collections::BTreeMap<String, u8>>().expect_err("no number");
        assert_eq!(error.kind(), ErrorKind::Decode(DecodeCause::Shape));
        let shown = format!("{event:?} {error} {error:?}");
        assert!(!shown.contains("canary"), "{shown}");
    }
}
