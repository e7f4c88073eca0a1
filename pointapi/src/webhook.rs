//! Receiving the webhooks of Point Services: who sent it, whether it came before, and what to answer.
//!
//! In comes an HTTP request that anybody may have sent; out go an [`Event`] to your [`Handler`] and an answer to the
//! platform. A [`Verifier`] judges the token, a [`Receiver`] does the rest. What an event means is not this module's
//! business: the platform documents no body, so it is handed over as bytes.
//!
//! ```
//! use pointapi::webhook::{Event, Receiver, Verifier};
//!
//! # fn main() -> pointapi::Result<()> {
//! let verifier = Verifier::builder("https://securetoken.google.com/larchfield", "larchfield")
//!     .subject("xpps|4711")
//!     .build()?;
//! let receiver = Receiver::builder(verifier)
//!     .tenant("OU9001")
//!     .path("/point/events")
//!     .build(|event: Event| async move {
//!         println!("{} {}", event.topic(), event.id());
//!         Ok::<_, std::io::Error>(())
//!     })?;
//! let app = receiver.router(); // an `axum::Router`; or `receiver.receive(request).await` in any other server
//! # drop(app);
//! # Ok(())
//! # }
//! ```
//!
//! # What a webhook proves
//!
//! The token proves that the platform's login issued it, and nothing of the event: neither the body nor an
//! `X-Pps-*` header is signed. Whoever holds a token of the tenant can send what they like. So take an event as a
//! hint, and fetch the order that it names.
//!
//! # What the platform is answered
//!
//! | status | when |
//! | --- | --- |
//! | 200 | the handler is done, now or for an earlier delivery of the same event |
//! | 403 | the token is not good; always with the same body |
//! | 400, 404, 405, 413 | the headers are not an event's, the path is another, the method is not POST, the body is over 1 MiB |
//! | 500 | the handler failed or panicked |
//! | 503 with `Retry-After: 30` | it cannot be told now: no keys, a new key, a clock that is off, the same event under way |
//!
//! The platform sends again what is answered 500 and above, and drops what is answered below; so whatever may not be the
//! sender's fault is answered 503. A key id that the issuer does not publish is answered 403 if the keys were fetched
//! after the token came; until they may be fetched again (30 seconds after the last time, 5 minutes for the same id) it
//! is answered 503, since the issuer may have begun to sign with a new key. A forger gains nothing by that: the answer
//! costs no fetch, and nobody sends for them again.

mod caught;
mod claims;
mod deliveries;
mod discovery;
mod error;
mod event;
mod handler;
mod jwks;
mod key_source;
mod keys;
mod log;
mod receiver;
mod signature;
mod token;
mod verifier;

#[cfg(feature = "store-redis")]
pub use deliveries::RedisDeliveries;
pub use deliveries::{Claim, Delivery, DeliveryStore, MemoryDeliveries};
pub use error::{WebhookError, WebhookErrorKind};
pub use event::Event;
pub use handler::Handler;
pub use receiver::{Processed, Receiver, ReceiverBuilder};
pub use verifier::{Sender, Verifier, VerifierBuilder};
