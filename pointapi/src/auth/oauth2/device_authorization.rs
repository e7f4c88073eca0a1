//! The response of a device authorization endpoint (RFC 8628, section 3.2), and the prompt that it becomes.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::auth::api::secret::Secret;
use crate::auth::api::token_error::{RejectionBody, TokenError};
use crate::auth::api::token_response::{object, rejection, seconds_of};

/// The interval between two polls if the response names none (RFC 8628, section 3.2).
const DEFAULT_INTERVAL: Duration = Duration::from_secs(5);

/// The shortest interval, whatever the response says.
const SHORTEST_INTERVAL: Duration = Duration::from_secs(1);

/// The page that a user opens on any device to authorize a program, and the code to enter there.
///
/// [`DeviceCode`](super::DeviceCode) gives it to the program, which shows it. `Debug` shows no code.
#[derive(Clone)]
pub struct DevicePrompt {
    verification_uri: String,
    verification_uri_complete: Option<String>,
    user_code: String,
    expires_in: Duration,
}

impl DevicePrompt {
    /// Returns the address of the page.
    #[must_use]
    pub fn verification_uri(&self) -> &str {
        &self.verification_uri
    }

    /// Returns an address that holds the code already, for a QR code or a link.
    #[must_use]
    pub fn verification_uri_complete(&self) -> Option<&str> {
        self.verification_uri_complete.as_deref()
    }

    /// Returns the code to enter.
    #[must_use]
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// Returns the time in which the code must be entered.
    #[must_use]
    pub fn expires_in(&self) -> Duration {
        self.expires_in
    }
}

impl fmt::Debug for DevicePrompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DevicePrompt").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

/// A device authorization that waits for the user.
pub(super) struct DeviceAuthorization {
    pub(super) device_code: Secret,
    pub(super) interval: Duration,
    pub(super) prompt: DevicePrompt,
}

#[derive(Deserialize)]
struct Received<'a> {
    device_code: String,
    user_code: String,
    verification_uri: Option<String>,
    verification_uri_complete: Option<String>,
    // Google still uses the names from drafts of the RFC; some servers send both.
    verification_url: Option<String>,
    verification_url_complete: Option<String>,
    #[serde(borrow)]
    expires_in: &'a RawValue,
    #[serde(borrow)]
    interval: Option<&'a RawValue>,
}

impl DeviceAuthorization {
    /// Parses the body of a 2xx.
    ///
    /// # Errors
    ///
    /// A member is missing, or one that is shown contains control characters, which a terminal would interpret.
    pub(super) fn parse(body: &[u8]) -> Result<Self, TokenError> {
        object(body).and_then(Self::new).ok_or_else(|| match rejection(StatusCode::OK, body) {
            RejectionBody::Bare => TokenError::malformed("the response is not a device authorization"),
            readable => TokenError::rejected_with(readable),
        })
    }

    fn new(received: Received<'_>) -> Option<Self> {
        let is_safe = |text: &String| !text.is_empty() && !text.chars().any(char::is_control);
        let interval = received.interval.and_then(seconds_of).unwrap_or(DEFAULT_INTERVAL);
        let complete = received.verification_uri_complete.or(received.verification_url_complete);
        let prompt = DevicePrompt {
            verification_uri: received.verification_uri.or(received.verification_url).filter(is_safe)?,
            verification_uri_complete: complete.filter(is_safe),
            user_code: Some(received.user_code).filter(is_safe)?,
            expires_in: seconds_of(received.expires_in)?,
        };
        let device_code = Some(received.device_code).filter(|code| !code.is_empty())?;
        Some(Self { device_code: Secret::new(device_code), interval: interval.max(SHORTEST_INTERVAL), prompt })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(user_code: &str, more: &str) -> Result<DeviceAuthorization, TokenError> {
        let body = format!(
            r#"{{"device_code":"d","user_code":"{user_code}","verification_uri":"https://a.example","expires_in":60{more}}}"#
        );
        DeviceAuthorization::parse(body.as_bytes())
    }

    #[test]
    fn polling_is_every_five_seconds_unless_the_server_says_otherwise() {
        for (more, seconds) in [("", 5), (r#","interval":9"#, 9), (r#","interval":"9.0""#, 9), (r#","interval":0"#, 1)]
        {
            assert_eq!(parsed("A-B", more).ok().map(|device| device.interval), Some(Duration::from_secs(seconds)));
        }
    }

    #[test]
    fn a_code_with_control_characters_is_not_shown() {
        assert!(parsed("A-B", "").is_ok());
        assert!(parsed("", "").is_err());
        assert!(parsed(r"\u001b[2J", "").is_err());
    }

    #[test]
    fn both_names_of_the_address_may_be_sent() {
        let both = r#","verification_url":"https://b.example""#;
        assert_eq!(
            parsed("A-B", both).ok().map(|device| device.prompt.verification_uri),
            Some("https://a.example".into())
        );
    }

    #[test]
    fn debug_shows_no_code() {
        let prompt = parsed("CODE-CANARY", "").ok().map(|device| device.prompt);
        assert!(!format!("{prompt:?}").contains("CANARY"));
    }
}
