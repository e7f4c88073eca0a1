//! The test call of webhooks: the platform delivers a test event to a receiver.

use std::borrow::Cow;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

use bytes::Bytes;
use http::Uri;
use http::uri::Scheme;
use serde::Serialize;
use serde_json::Value;
#[cfg(feature = "server")]
use serde_json::value::RawValue;

use super::InvalidField;
use crate::platform::api::platform_api;
use crate::{Response, Result};

platform_api! {
    (auth = bearer)

    /// The platform's endpoint for tests of webhooks. The module `webhook` receives them.
    ///
    /// The platform marks webhooks as coming soon, and publishes neither the host nor the response of this endpoint: ask your
    /// account representative, and set the host as the client's base URL. Webhooks are registered by hand.
    pub trait Webhooks {
        /// Requests the delivery of a test event to your address, with these headers.
        ///
        /// ```no_run
        /// use pointapi::Client;
        /// use pointapi::platform::{WebhookTest, WebhooksClient};
        ///
        /// # async fn run(client: Client) -> pointapi::Result<()> {
        /// let body = serde_json::json!({"order_id": "31415"});
        /// let test = WebhookTest::new("https://hooks.larchfield.example/point", &body)?;
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
}

/// The address and the body of a test event; `Debug` shows neither.
///
/// ```
/// use pointapi::platform::WebhookTest;
///
/// let body = serde_json::json!({"order_id": "31415"});
/// let test = WebhookTest::new("https://hooks.larchfield.example/point", &body).unwrap();
/// assert_eq!(
///     serde_json::to_value(test).unwrap(),
///     serde_json::json!({"address": "https://hooks.larchfield.example/point", "testData": {"order_id": "31415"}}),
/// );
/// ```
///
/// One that a server received has not been validated.
#[derive(Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(description = "The address and the body of a test event."))]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
#[serde(deny_unknown_fields)]
pub struct WebhookTest<'a> {
    #[cfg_attr(feature = "openapi", schemars(url, regex(pattern = "^https://")))]
    address: Cow<'a, str>,
    #[serde(rename = "testData")]
    #[cfg_attr(feature = "openapi", schemars(with = "serde_json::Value"))]
    test_data: TestData<'a>,
}

/// The body of a test event, which is delivered as it is.
#[derive(Clone, Serialize)]
#[serde(untagged)]
enum TestData<'a> {
    Built(&'a Value),
    #[cfg(feature = "server")]
    Received(Box<RawValue>),
}

#[cfg(feature = "server")]
impl<'de> serde::Deserialize<'de> for TestData<'_> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::deserialize(deserializer).map(Self::Received)
    }
}

impl<'a> WebhookTest<'a> {
    /// Creates a delivery of `test_data` to `address`.
    ///
    /// # Errors
    ///
    /// If the address is not an `https` URL, has a user name or a fragment, or is not public: `localhost`, a name in
    /// `.local`, or a loopback, private, shared, link-local or unspecified IP address. An IPv4 address must be written as
    /// four decimal numbers.
    pub fn new(address: &'a str, test_data: &'a Value) -> Result<Self, InvalidField> {
        if is_public(address) {
            Ok(Self { address: Cow::Borrowed(address), test_data: TestData::Built(test_data) })
        } else {
            Err(InvalidField::new("address", "a public `https` URL, like https://hooks.larchfield.example/point"))
        }
    }

    /// Returns the address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Returns the body of the event as JSON; do not log it.
    ///
    /// What a server received is returned as it was sent, with its blanks and the order of its members.
    #[must_use]
    pub fn test_data(&self) -> String {
        match &self.test_data {
            TestData::Built(value) => value.to_string(),
            #[cfg(feature = "server")]
            TestData::Received(raw) => raw.get().to_owned(),
        }
    }
}

fn is_public(address: &str) -> bool {
    let Ok(uri) = address.parse::<Uri>() else { return false };
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else { return false };
    let host = authority.host().trim_start_matches('[').trim_end_matches(']').trim_end_matches('.');
    let has_odd_port =
        authority.as_str().len() > authority.host().len() && authority.port_u16().is_none_or(|port| port == 0);
    // A fragment is not sent, and `Uri` drops it silently.
    *scheme == Scheme::HTTPS
        && !address.contains('#')
        && !authority.as_str().contains('@')
        && !has_odd_port
        && host.parse::<IpAddr>().map_or_else(|_| is_public_name(host), |ip| !is_private(ip))
}

fn is_public_name(host: &str) -> bool {
    let name = host.to_ascii_lowercase();
    let last = name.rsplit('.').next().unwrap_or_default();
    // Other forms of an IPv4 address: 2130706433, 127.1 and 0x7f000001 are all 127.0.0.1.
    let hex = last.strip_prefix("0x").is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let is_number = hex || last.bytes().all(|digit| digit.is_ascii_digit());
    !is_number && !matches!(last, "localhost" | "local")
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_private_v4(v4),
        IpAddr::V6(v6) => {
            let is_own = v6.is_loopback() || v6.is_unspecified() || v6.is_unique_local() || v6.is_unicast_link_local();
            is_own || v6.to_ipv4().is_some_and(is_private_v4)
        }
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    // 0.0.0.0/8 is this machine, 100.64.0.0/10 is behind a provider's NAT (RFC 6598).
    let is_shared = first == 0 || (first == 100 && (64..128).contains(&second));
    is_shared || address.is_loopback() || address.is_private() || address.is_link_local()
}

impl fmt::Debug for WebhookTest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookTest([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_address_must_be_public_and_https() {
        let body = json!({"ssn": "canary"});
        for address in [
            "https://hooks.larchfield.example/point",
            "https://a.example:8443",
            "HTTPS://8.8.8.8/x?y=z",
            "https://100.63.1.1",
            "https://100.128.1.1",
            "https://1.0x7f.example",
            "https://local.example",
            "https://[2606:4700::1111]:8443",
        ] {
            let test = WebhookTest::new(address, &body).expect(address);
            assert!(!format!("{test:?}").contains("canary"));
        }
        for address in [
            "",
            "/point",
            "hooks.larchfield.example/point",
            "http://hooks.larchfield.example/point",
            "ftp://hooks.larchfield.example",
            "https://",
            "https://user:canary@hooks.larchfield.example",
            "https://localhost/point",
            "https://LOCALHOST.",
            "https://a.localhost",
            "https://127.0.0.1",
            "https://10.1.2.3",
            "https://192.168.0.1:443/x",
            "https://169.254.1.1",
            "https://0.0.0.0",
            "https://[::1]",
            "https://[::]:8443",
            "https://[fd00::1]",
            "https://[fe80::1]",
            "https://[::ffff:127.0.0.1]",
            "https://[::127.0.0.1]",
            "https://[::ffff:10.1.2.3]",
            "https://2130706433",
            "https://127.1",
            "https://0177.0.0.1",
            "https://0x7f.1",
            "https://0X7F000001.",
            "https://127.0.0.0x1",
            "https://0.1.2.3",
            "https://100.64.0.1",
            "https://100.127.255.255",
            "https://printer.local",
            "https://PRINTER.Local.",
            "https://local",
            "https://127%2e0.0.1",
            "https://hooks.larchfield.example:99999",
            "https://hooks.larchfield.example:0",
            "https://hooks.larchfield.example:",
            "https://hooks.larchfield.example:x",
            "https://hooks.larchfield.example/point#there",
        ] {
            let error = WebhookTest::new(address, &body).expect_err(address);
            assert_eq!((error.field(), format!("{error:?}").contains("canary")), ("address", false));
        }
    }
}
