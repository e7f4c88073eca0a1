//! The response of a device authorization endpoint (RFC 8628, section 3.2), and the prompt that it becomes.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;

use crate::auth::api::secret::Secret;

/// The interval between two polls if the response names none (RFC 8628, section 3.2).
const DEFAULT_INTERVAL: u64 = 5;

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
struct Received {
    device_code: String,
    user_code: String,
    // Written so before the RFC, and by Google until today.
    #[serde(alias = "verification_url")]
    verification_uri: String,
    #[serde(alias = "verification_url_complete")]
    verification_uri_complete: Option<String>,
    expires_in: u64,
    interval: Option<u64>,
}

impl DeviceAuthorization {
    /// Parses a response; `None` if a member is missing, or if one that is shown has control characters, which would
    /// command the user's terminal.
    pub(super) fn parse(body: &[u8]) -> Option<Self> {
        let received: Received = serde_json::from_slice(body).ok()?;
        let is_safe = |text: &str| !text.is_empty() && !text.chars().any(char::is_control);
        let complete = received.verification_uri_complete.filter(|uri| is_safe(uri));
        if received.device_code.is_empty() || !is_safe(&received.user_code) || !is_safe(&received.verification_uri) {
            return None;
        }
        Some(Self {
            device_code: Secret::new(received.device_code),
            interval: Duration::from_secs(received.interval.unwrap_or(DEFAULT_INTERVAL).max(1)),
            prompt: DevicePrompt {
                verification_uri: received.verification_uri,
                verification_uri_complete: complete,
                user_code: received.user_code,
                expires_in: Duration::from_secs(received.expires_in),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(user_code: &str, more: &str) -> Option<DeviceAuthorization> {
        let body = format!(
            r#"{{"device_code":"d","user_code":"{user_code}","verification_uri":"https://a.example","expires_in":60{more}}}"#
        );
        DeviceAuthorization::parse(body.as_bytes())
    }

    #[test]
    fn polling_is_every_five_seconds_unless_the_server_says_otherwise() {
        for (more, seconds) in [("", 5), (r#","interval":9"#, 9), (r#","interval":0"#, 1)] {
            assert_eq!(parsed("A-B", more).map(|device| device.interval), Some(Duration::from_secs(seconds)));
        }
    }

    #[test]
    fn a_code_with_control_characters_is_not_shown() {
        assert!(parsed("A-B", "").is_some());
        assert!(parsed("", "").is_none());
        assert!(parsed(r"\u001b[2J", "").is_none());
    }

    #[test]
    fn debug_shows_no_code() {
        let prompt = parsed("CODE-CANARY", "").map(|device| device.prompt);
        assert!(!format!("{prompt:?}").contains("CANARY"));
    }
}
