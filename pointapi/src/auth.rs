//! Tokens: how they are fetched, kept fresh and sent.
//!
//! A client with [`Credentials`] signs in by itself and stays signed in; most programs need no more than that. This
//! page says what happens to the token meanwhile. Its figures are those of Point Services, whose access tokens live
//! for an hour.
//!
#![doc = include_str!("auth/states.svg")]
//!
//! # Hour by hour
//!
//! | when | what happens | what a call notices |
//! | --- | --- | --- |
//! | the first call | one sign-in, for all calls that come meanwhile | it waits for it, 30 s at most |
//! | the first 54 minutes | nothing ([`Fresh`](AuthState::Fresh)) | nothing: the header is read without a lock |
//! | 5 to 6 minutes before the end | one refresh in the background ([`Advisory`](AuthState::Advisory)) | nothing |
//! | the last minute | the same, if none has worked yet ([`Mandatory`](AuthState::Mandatory)) | it waits up to 2 s, then uses the old token |
//! | the last 10 s, and after | a refresh, of up to 3 attempts ([`Expired`](AuthState::Expired)) | it waits for the refresh |
//! | 24 hours later, from midnight in New York on | the refresh token has ended, so a sign-in instead ([`RefreshUnusable`](AuthState::RefreshUnusable)) | it waits for the sign-in |
//! | no calls for a night | nothing, unless [`keep_warm`](crate::ClientBuilder::keep_warm) asks for it | the next call refreshes |
//!
//! Shorter lives have shorter windows: a quarter, a tenth and a twentieth of the life. A token's life is what
//! `expires_in` says, counted from when the request was sent; what is written inside a token is never read. Without
//! `expires_in` an hour is assumed, unless only [a person](TokenSource::is_interactive) could replace the token.
//!
//! # When something goes wrong
//!
//! | event | reaction | a call gets |
//! | --- | --- | --- |
//! | the server responds 401 to a fresh token | the token is never sent again; one token fetch for all callers ([`Invalidated`](AuthState::Invalidated)) | it is sent once more with the new token |
//! | the server rejects the new token too | 401 responses of this endpoint are returned as they are for 30 s, doubling to 5 min, until the endpoint succeeds; other endpoints are not affected | the 401 |
//! | 401 responses force more than 10 token fetches in 100 s | the token stays in use | the 401 |
//! | the login is unreachable, or responds 5xx | attempts at growing intervals, 15 s at most ([`Backoff`](AuthState::Backoff)) | the token while it is valid; else the error, at once, with [`retry_after`](crate::Error::retry_after) |
//! | the login responds 429, or 503 with `Retry-After` | a pause as the header says, from a second to an hour ([`Throttled`](AuthState::Throttled)) | the same |
//! | the refresh token is rejected | a sign-in in the same token fetch; one that [needs a person](TokenSource::is_interactive) waits until a call has no usable token | it waits a little longer |
//! | the refreshes of three token fetches in a row fail | a sign-in in the third, unless it [needs a person](TokenSource::is_interactive) | it waits a little longer |
//! | the password is rejected | the provider is called for a newer one; without one, sign-in is on hold for 15 min, then 1 h, then 6 h ([`Rejected`](AuthState::Rejected)) | the token while it is valid; else [`AuthCause::Rejected`](crate::AuthCause::Rejected), at once |
//! | two sign-ins in a row bring no token: no response, or one without a usable token | sign-in is on hold for 1 min, then 5 min, then 1 h; a success ends this ([`Backoff`](AuthState::Backoff)) | the token while it is valid; else the error, at once |
//! | the call is canceled | the token fetch goes on, for the others | |
//! | a clock jumps | a token expires when either the wall clock or the monotonic one says so | at most one refresh more |
//!
//! A hold protects the account from a lockout. It ends early when the provider returns other credentials, by
//! [`credentials_changed`](crate::Client::credentials_changed), and by
//! [`reset_sign_in_guard`](crate::Client::reset_sign_in_guard); with [`SignInHold::Forever`] by nothing else. It is
//! shared by all aliases of one user name, and it never suspends a refresh. Whatever the responses, an account gets at
//! most 4 sign-ins an hour that neither succeed, nor are provably unsent, nor get 5xx, 408, 425 or 429. They are
//! spread, so that an outage of the login does not use them up in seconds: after the second that says nothing about the
//! credentials the account waits for the longest backoff of its row below, and before the fourth for a minute.
//!
//! # Responses of a login
//!
//! A response is judged by whether a usable token came, not by its status alone.
//!
//! | response | on refresh | on sign-in |
//! | --- | --- | --- |
//! | 400, 401 or 403 with any `error` in a JSON body | rejected: sign in, in the same token fetch | rejected: a hold |
//! | 2xx, or another 4xx not listed below, with an `error` code in a JSON body | the same | the same |
//! | 400, 401 or 403 without an `error` in JSON | retried later | rejected: it may have counted |
//! | 2xx without a usable token | retried 3 times | counts as a sign-in without a token |
//! | 404, 405, 410, 415, 422 | retried later, within 60 s | the same; with a JSON `error` it counts as a sign-in without a token |
//! | 3xx | never followed, retried later | the same |
//! | 408, 425, 5xx | retried 3 times | retried later |
//! | 429, 503 with `Retry-After` | a pause | a pause of the whole account |
//! | an invalid certificate | a pause of 60 s | the same |
//! | a token of another type than bearer | a pause of 15 min | the same |
//! | no response | retried 3 times | counts as a sign-in without a token, unless the credentials have worked before |
//! | provably unsent | retried 3 times | retried once |
//! | no credentials ([`TokenError::missing`]) | retried 3 times | the call ends; nothing was sent and nothing is held |
//!
//! The grants of `oauth2` differ in one row: they read the codes `server_error` and `temporarily_unavailable` as an
//! outage. A login with a password does not, since it may have counted the sign-in.
//!
//! # States
//!
//! | state | a caller gets | what is started |
//! | --- | --- | --- |
//! | S0 [`Empty`](AuthState::Empty) | the outcome of the token fetch | a sign-in |
//! | S1 [`Fresh`](AuthState::Fresh) | the token | nothing |
//! | S2 [`Advisory`](AuthState::Advisory) | the token | one token fetch, by the first caller |
//! | S3 [`Mandatory`](AuthState::Mandatory) | the new token, or after 2 s the old one | one token fetch |
//! | S4 [`Expired`](AuthState::Expired) | the outcome of the token fetch | a refresh |
//! | S5 [`RefreshUnusable`](AuthState::RefreshUnusable) | the outcome of the token fetch | a sign-in |
//! | S6 [`Rejected`](AuthState::Rejected) | the last error | nothing, until the hold ends or the credentials change |
//! | S7 [`Backoff`](AuthState::Backoff), [`Throttled`](AuthState::Throttled) | the last error | nothing, until the pause is over |
//! | S8 [`Invalidated`](AuthState::Invalidated) | the outcome of the token fetch | one token fetch, without regard to the backoff |
//! | S9 [`SignedOut`](AuthState::SignedOut) | an error | nothing, until [`sign_in`](crate::Client::sign_in) |
//! | S10 [`Closed`](AuthState::Closed) | an error | nothing |
//!
//! # Other processes
//!
//! Clients that were built apart share nothing, unless they have a [`TokenStore`](crate::store::TokenStore) in common:
//! [`MemoryStore`](crate::store::MemoryStore) in one process, `FileStore` (feature `store-file`) on one machine,
//! `RedisStore` (feature `store-redis`) across machines. Then one refresh serves all, all follow a sign-out, and a
//! rejected password is one attempt for all. A process that is killed or stopped blocks the others for 35 seconds at
//! most; if it was killed between a sign-in and its response, that counts as an attempt. A store that fails costs only
//! the sharing, and a sign-out that it could not store is an error.
//!
//! # Tests
//!
//! Give the client a [`ManualClock`](crate::clock::ManualClock) and let the hours pass by hand, as the page of
//! [`clock`](crate::clock) shows:
//!
//! ```
//! # #[cfg(feature = "platform")]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> pointapi::Result<()> {
//! use std::time::Duration;
//!
//! use pointapi::{Client, Credentials, auth::AuthState};
//! use pointapi_sandbox::Sandbox;
//!
//! let sandbox = Sandbox::start().await?;
//! sandbox.user("greta", "right");
//! let client = Client::builder()
//!     .base_url(sandbox.base_url())
//!     .allow_insecure_loopback()
//!     .clock(sandbox.clock())
//!     .credentials(Credentials::password("greta", "wrong"))
//!     .build()?;
//!
//! assert!(client.sign_in().await.is_err());
//! assert_eq!(client.auth_status().state(), AuthState::Rejected);
//! assert!(client.sign_in().await.is_err()); // at once, without a request
//! assert_eq!(sandbox.stats().sign_ins, 1);
//!
//! sandbox.advance(Duration::from_secs(15 * 60));
//! sandbox.user("greta", "wrong"); // now it is the right one
//! client.sign_in().await?;
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "platform"))]
//! # fn main() {}
//! ```
//!
//! # Limits
//!
//! Point Services has no way to revoke a token, so one that was copied before a sign-out lives on until it ends.
//! Secrets are wiped from this library's memory and shown by none of its types; what HTTP and TLS libraries copy on
//! the way is out of its reach.

mod api;
mod environment;
mod fetch;
mod keep_warm;
pub(crate) mod lockout;
mod login;
mod login_error;
mod manager;
#[cfg(all(test, shuttle))]
mod model;
mod numbers;
#[cfg(feature = "oauth2")]
pub mod oauth2;
mod sender;
mod state;
mod step;
mod store_calls;
pub(crate) mod telemetry;

pub use self::api::authenticator::Authenticator;
pub(crate) use self::api::bearer::header as bearer;
pub use self::api::connector::Connector;
pub use self::api::credentials::{Credentials, CredentialsProvider, SignInHold, Why};
pub(crate) use self::api::failure::{AuthFailure, AuthFailureKind};
pub use self::api::fingerprint::Fingerprint;
#[cfg(feature = "json")]
pub(crate) use self::api::schemes::QueryKeys;
pub(crate) use self::api::schemes::{FixedCookie, FixedHeader, FixedQuery, Together, basic};
pub use self::api::secret::Secret;
pub use self::api::secret_member::{SecretMember, serialize_secret};
pub use self::api::status::{AuthState, AuthStatus};
pub use self::api::token_error::TokenError;
#[cfg(feature = "json")]
pub(crate) use self::api::token_response;
pub use self::api::token_set::TokenSet;
pub use self::api::token_source::TokenSource;
pub(crate) use self::environment::{Environment, Identity};
pub(crate) use self::lockout::guard::GuardHub;
pub(crate) use self::login::Login;
pub(crate) use self::manager::TokenManager;
pub(crate) use self::sender::{Beside, Sender, Tokens};
pub(crate) use self::state::jitter::Jitter;
pub(crate) use self::state::snapshot::Authorization;
pub(crate) use self::state::suppression::EndpointId;
