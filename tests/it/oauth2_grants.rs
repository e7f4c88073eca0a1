//! The grants of OAuth 2.

mod device_code;
mod refresh_tokens;
mod requests;
mod responses;
mod settings;

use std::time::SystemTime;

use pointapi::auth::oauth2::{ClientCredentials, DeviceCode};
use pointapi::clock::ManualClock;
use pointapi::{Client, Error};

const TOKEN_URL: &str = "https://login.example.com/token?tenant=7";
const DEVICE_URL: &str = "https://device.example.com/authorize";
const TOKENS: &str = r#"{"access_token":"access","refresh_token":"rotated","expires_in":3600}"#;
const PENDING: (u16, &str) = (400, r#"{"error":"authorization_pending"}"#);
const SLOW_DOWN: (u16, &str) = (400, r#"{"error":"slow_down"}"#);

const DEVICE: (u16, &str) = (
    200,
    r#"{"device_code":"device-canary","user_code":"WDJB-MJHT","verification_uri":"https://example.com/device",
        "verification_uri_complete":"https://example.com/device?user_code=WDJB-MJHT","expires_in":120,"interval":5}"#,
);

fn credentials() -> ClientCredentials {
    ClientCredentials::new(TOKEN_URL, "id", "secret")
}

fn device() -> DeviceCode {
    DeviceCode::new(DEVICE_URL, TOKEN_URL, "id", |_| {})
}

/// A clock that moves with the runtime's.
fn paused_clock() -> ManualClock {
    ManualClock::starting_at(SystemTime::now())
}

async fn sign_in_error(client: &Client) -> Error {
    client.sign_in().await.unwrap_err()
}
