//! Webhooks: asking the platform for a delivery to test a receiver with.

use std::fmt;

use bytes::Bytes;
use serde::Serialize;

use crate::{Response, Result, point_api};

/// The platform's side of webhooks. To receive them is the business of the module `webhook`.
///
/// The platform marks webhooks as coming soon, and publishes neither host nor answer of this endpoint: ask your
/// account representative, and give the host as the client's base URL. Webhooks are registered by hand.
#[point_api(crate = crate)]
pub trait Webhooks {
    /// Lets the platform deliver a made-up event to an address of yours, under these headers.
    ///
    /// ```no_run
    /// use pointapi::Client;
    /// use pointapi::platform::{WebhookTest, WebhooksClient};
    ///
    /// # async fn run(client: Client) -> pointapi::Result<()> {
    /// let body = serde_json::json!({"order_id": "31415"});
    /// let test = WebhookTest::new("https://hooks.larchfield.example/point", &body);
    /// let id = "5b0e7c1a-1111-4222-8333-444455556666";
    /// WebhooksClient::new(client)
    ///     .test_webhook("orders/placed", "product:adv/adv-120", "OU9001", id, "2031-07-08T14:20:30Z", &test)
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[point_endpoint(POST "/test-webhook")]
    async fn test_webhook(
        &self,
        #[header("X-Pps-Topic")] topic: &str,
        #[header("X-Pps-Sub-Topic")] sub_topic: &str,
        #[header("X-Pps-Tenant-Id")] tenant_id: &str,
        #[header("X-Pps-Webhook-Id")] webhook_id: &str,
        #[header("X-Pps-Triggered-At")] triggered_at: &str,
        #[body] test: &WebhookTest<'_>,
    ) -> Result<Response<Bytes>>;
}

/// Where to deliver, and what; `Debug` shows neither.
///
/// ```
/// use pointapi::platform::WebhookTest;
///
/// let body = serde_json::json!({"order_id": "31415"});
/// let test = WebhookTest::new("https://hooks.larchfield.example/point", &body);
/// assert_eq!(
///     serde_json::to_value(test).unwrap(),
///     serde_json::json!({"address": "https://hooks.larchfield.example/point", "testData": {"order_id": "31415"}}),
/// );
/// ```
#[derive(Clone, Copy, Serialize)]
pub struct WebhookTest<'a> {
    address: &'a str,
    #[serde(rename = "testData")]
    test_data: &'a serde_json::Value,
}

impl<'a> WebhookTest<'a> {
    /// A delivery of `test_data`, as it is, to `address`, which must be public and `https`.
    #[must_use]
    pub fn new(address: &'a str, test_data: &'a serde_json::Value) -> Self {
        Self { address, test_data }
    }
}

impl fmt::Debug for WebhookTest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookTest([redacted])")
    }
}
