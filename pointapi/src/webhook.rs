//! Receives the webhooks of Point Services: verifies the sender, detects duplicates, responds.
//!
//! A [`Verifier`] checks the token of a request, a [`Receiver`] does the rest and passes a [`WebhookEvent`] to your
//! [`Handler`]. The platform documents no body, so the event has it as bytes.
//!
//! ```
//! use pointapi::webhook::{Receiver, Verifier, WebhookEvent};
//!
//! # fn main() -> pointapi::Result<()> {
//! let verifier = Verifier::builder("https://securetoken.google.com/larchfield", "larchfield")
//!     .subject("xpps|4711")
//!     .build()?;
//! let receiver = Receiver::builder(verifier)
//!     .tenant("OU9001")
//!     .path("/point/events")
//!     .build(|event: WebhookEvent| async move {
//!         println!("{} {}", event.topic(), event.id());
//!         Ok::<_, std::io::Error>(())
//!     })?;
//! let app = receiver.router(); // an `axum::Router`; or `receiver.receive(request).await` in any other server
//! # drop(app);
//! # Ok(())
//! # }
//! ```
//!
//! # Trust
//!
//! The token proves that the platform's login issued it. It does not prove the event: neither the body nor an `X-Pps-*`
//! header is signed, and any holder of a token of the tenant can send any event. Take an event as a hint, and fetch the
//! order that it names.
//!
//! # Responses
//!
//! | status | when |
//! | --- | --- |
//! | 200 | the handler succeeded, now or for an earlier delivery of the same event |
//! | 403 | the token is invalid; the body is always the same |
//! | 400, 404, 405, 413 | invalid headers, another path, a method other than POST, a body over 1 MiB |
//! | 500 | the handler failed or panicked |
//! | 503 with `Retry-After: 30` | undecided: no keys, perhaps a new key, a wrong clock, the same event in progress |
//!
//! The platform redelivers after 500 and above, and drops the event after any other status. So a 403 is sent only if no
//! newer key set could change the result: the known set is complete (at most 32 usable keys), and the issuer published
//! it after the token came (by the time of the fetch and the `Age` of the response). Otherwise an unknown key id and a
//! wrong signature are 503, and newer keys are fetched as soon as the limits allow: 30 seconds after the last fetch, and
//! 5 minutes for a key id that the issuer did not have. A forger gains nothing: the response costs no fetch.

mod deliveries;
mod error;
mod event;
mod handler;
mod log;
mod receiver;
mod verifier;

#[cfg(feature = "store-redis")]
pub use deliveries::RedisDeliveries;
pub use deliveries::{Claim, Delivery, DeliveryStore, MemoryDeliveries};
pub use error::{WebhookError, WebhookErrorKind};
pub use event::WebhookEvent;
pub use handler::Handler;
pub use receiver::{Processed, Receiver, ReceiverBuilder};
pub use verifier::{Sender, Verifier, VerifierBuilder};
