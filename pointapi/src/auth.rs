//! Tokens: how they are got, kept fresh and shown to the server.
//!
//! A client with [`Credentials`] signs in by itself and stays signed in; most programs need no more than that. This
//! page tells what happens to the token meanwhile. Its figures are those of Point Services, whose access tokens live
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
//! | the last minute | the same, if none has worked yet ([`Mandatory`](AuthState::Mandatory)) | it waits up to 2 s, then goes with the old token |
//! | the last 10 s, and after | a refresh, of up to 3 attempts ([`Expired`](AuthState::Expired)) | it waits for the refresh |
//! | 24 hours later, from midnight in New York on | the refresh token has ended, so a sign-in instead ([`RefreshUnusable`](AuthState::RefreshUnusable)) | it waits for the sign-in |
//! | nobody calls for a night | nothing, unless [`keep_warm`](crate::ClientBuilder::keep_warm) asks for it | the next call refreshes |
//!
//! Shorter lives have shorter windows: a quarter, a tenth and a twentieth of the life. A token's life is what
//! `expires_in` says, counted from when the request was sent; what is written inside a token is never read.
//!
//! # When something goes wrong
//!
//! | what | what happens | what a call gets |
//! | --- | --- | --- |
//! | the server answers 401 to a fresh token | the token is never sent again; one refresh for all ([`Invalidated`](AuthState::Invalidated)) | it is sent once more with the new one |
//! | it rejects that one too | no more of this for 30 s, doubling to 5 min, until any call succeeds | the 401 |
//! | the login does not answer, or answers 5xx | attempts at growing distances, 15 s at most ([`Backoff`](AuthState::Backoff)) | the token while it lives; else the error, at once, with [`retry_after`](crate::Error::retry_after) |
//! | the refresh token is rejected | a sign-in in the same token fetch | it waits a little longer |
//! | the password is rejected | the provider is asked for a newer one; if there is none, no sign-in for 15 min, then 1 h, then 6 h ([`Rejected`](AuthState::Rejected)) | the token while it lives; else [`AuthCause::Rejected`](crate::AuthCause::Rejected), at once |
//! | a sign-in is sent and never answered | it counts as an attempt until the password has worked once | the error |
//! | the call is cancelled | the token fetch goes on, for the others | |
//! | a clock jumps | a token ends when either the wall clock or the monotonic one says so | at most one refresh more |
//!
//! The hold after a rejected password protects the account from a lockout. It ends early when the provider hands out
//! another password, by [`credentials_changed`](crate::Client::credentials_changed), and by
//! [`reset_sign_in_guard`](crate::Client::reset_sign_in_guard); with [`SignInHold::Forever`] by nothing else. It is
//! shared by all aliases of one user name, and it
//! never keeps a refresh back.
//!
//! # Other processes
//!
//! Clients that were built apart share nothing, unless they have a [`TokenStore`](crate::store::TokenStore) in common: [`MemoryStore`](crate::store::MemoryStore) in one
//! process, `FileStore` (feature `store-file`) on one machine, `RedisStore` (feature `store-redis`) across machines.
//! Then a token that one has fetched is everybody's, one refresh serves all, a sign-out is followed by all, and a
//! rejected password is one attempt for all. A process that is killed on the way is in nobody's way for long; if it was
//! killed between a sign-in and its response, that was an attempt. A store that fails costs nothing but the sharing.
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
//! # What it does not do
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
mod sender;
mod state;
mod step;
mod store_calls;
pub(crate) mod telemetry;

pub use self::api::authenticator::Authenticator;
pub(crate) use self::api::bearer::header as bearer;
pub use self::api::credentials::{Credentials, CredentialsProvider, SignInHold, Why};
pub(crate) use self::api::failure::{AuthFailure, AuthFailureKind};
pub use self::api::fingerprint::Fingerprint;
pub(crate) use self::api::schemes::{FixedCookie, FixedHeader, FixedQuery, basic};
pub use self::api::secret::Secret;
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
pub(crate) use self::sender::{Sender, Tokens};
pub(crate) use self::state::jitter::Jitter;
pub(crate) use self::state::snapshot::Authorization;
pub(crate) use self::state::suppression::EndpointId;
