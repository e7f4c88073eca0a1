//! The clocks that the token manager reads.
//!
//! An expiry is checked against two clocks: the wall clock, which goes on while the machine is suspended, and a
//! monotonic clock, which goes on when the wall clock is set back. A clock only reports the time; it does not sleep.
//!
//! A test that lets time pass gives its client a [`ManualClock`]. The sandbox has one too; if the client uses that one,
//! server and client agree on the time:
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
//! sandbox.user("greta", "not-a-real-one");
//! let client = Client::builder()
//!     .base_url(sandbox.base_url())
//!     .allow_insecure_loopback()
//!     .clock(sandbox.clock())
//!     .credentials(Credentials::password("greta", "not-a-real-one"))
//!     .build()?;
//! client.sign_in().await?;
//!
//! sandbox.advance(Duration::from_secs(58 * 60)); // the last five minutes have begun
//! assert_eq!(client.auth_status().state(), AuthState::Advisory);
//! sandbox.advance(Duration::from_secs(60 * 60));
//! assert_eq!(client.auth_status().state(), AuthState::Expired);
//! client.sign_in().await?; // a refresh
//! assert_eq!(sandbox.stats().refreshes, 1);
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "platform"))]
//! # fn main() {}
//! ```

mod manual;
mod moment;
mod system;

use std::time::{Duration, SystemTime};

pub(crate) use self::moment::Moment;
pub use self::{manual::ManualClock, system::SystemClock};

/// A source of time: a wall clock and a monotonic clock.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use pointapi::clock::Clock;
///
/// /// A clock that stands still.
/// struct Stopped;
///
/// impl Clock for Stopped {
///     fn wall(&self) -> SystemTime {
///         SystemTime::UNIX_EPOCH
///     }
///
///     fn monotonic(&self) -> Duration {
///         Duration::ZERO
///     }
/// }
/// ```
///
/// Both functions are called for each request, so they must be cheap and must not block.
pub trait Clock: Send + Sync + 'static {
    /// The time of day, which may jump either way.
    fn wall(&self) -> SystemTime;

    /// The time since an arbitrary origin, which never runs backwards. It may stand still while the machine sleeps.
    fn monotonic(&self) -> Duration;
}
