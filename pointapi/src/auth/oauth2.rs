//! The logins of OAuth 2 (RFC 6749, RFC 8628) as token sources.
//!
//! | source | for |
//! | --- | --- |
//! | [`ClientCredentials`] | a program that acts for itself, with an id and a secret |
//! | [`RefreshToken`] | a program that acts for a user who has authorized it elsewhere |
//! | [`DeviceCode`] | a program without a browser, whose user authorizes it on another device |
//!
//! ```
//! use pointapi::Client;
//! use pointapi::auth::oauth2::ClientCredentials;
//!
//! # fn main() -> pointapi::Result<()> {
//! let login = ClientCredentials::new("https://login.example.com/token", "the-id", "the-secret").scope("read");
//! let client = Client::builder().base_url("https://api.example.com").token_source(login).build()?;
//! # drop(client);
//! # Ok(())
//! # }
//! ```
//!
//! Token requests are sent by the client's own transport, to the origin of the login alone, which may differ from that of
//! the API. The secret of the program goes into an `Authorization: Basic` header, or with `client_secret_post` into the
//! body. `allow_insecure_loopback` and `allow_insecure_http` apply
//! to the login too.
//!
//! A login that calls its bearer tokens something else, such as `bot`, needs `token_type`; one whose tokens have no expiry
//! and no `expires_in` either, `until_rejected`.
//!
//! # Errors
//!
//! | response of the login | counts as |
//! | --- | --- |
//! | `invalid_client`, `invalid_grant`, `invalid_scope` and other errors | rejected |
//! | `temporarily_unavailable`, `server_error`, 5xx | transient |
//! | 429, 503 with `Retry-After` | throttled |
//!
//! [`auth`](super) has the whole table. Of a response only registered error codes get into an error, never a description.

mod account;
mod builder_methods;
mod client_credentials;
mod device_authorization;
mod device_code;
mod form;
mod refresh_token;
mod settings;
mod token_request;

pub use self::client_credentials::ClientCredentials;
pub use self::device_authorization::DevicePrompt;
pub use self::device_code::DeviceCode;
pub use self::refresh_token::RefreshToken;
