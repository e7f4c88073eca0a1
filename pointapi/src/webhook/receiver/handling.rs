//! Handles an event once, for any number of deliveries.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::time::timeout;

use crate::box_error::BoxError;
use crate::spawn::spawn;
use crate::webhook::deliveries::{Claim, Delivery, DeliveryStore};
use crate::webhook::error::{WebhookError, WebhookErrorKind};
use crate::webhook::event::WebhookEvent;
use crate::webhook::handler::Handler;
use crate::webhook::log;

/// The result of processing a webhook that receives status 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Processed {
    /// The handler succeeded.
    Handled,
    /// An earlier delivery of the event was handled.
    Duplicate,
}

/// Claims the event, handles it, and records the result.
///
/// It is a task of its own, so a sender that disconnects neither stops the handler halfway nor leaves a claim behind.
pub(super) async fn handle_once(
    deliveries: &Arc<dyn DeliveryStore>,
    handler: &Arc<dyn Handler>,
    event: WebhookEvent,
) -> Result<Processed, WebhookError> {
    let handling = Handling { deliveries: Arc::clone(deliveries), handler: Arc::clone(handler) };
    let task = handling.run(event);
    let canceled = |_| Err(WebhookError::new(WebhookErrorKind::Handler, "the handler was canceled"));
    spawn(task).await.unwrap_or_else(canceled)
}

/// The time that the delivery store has for one step.
const STORE_TIMEOUT: Duration = Duration::from_secs(5);

/// Returns the result of the store, or an error if it comes too late.
async fn in_time<T>(step: impl Future<Output = Result<T, BoxError>>) -> Result<T, BoxError> {
    timeout(STORE_TIMEOUT, step).await?
}

struct Handling {
    deliveries: Arc<dyn DeliveryStore>,
    handler: Arc<dyn Handler>,
}

impl Handling {
    async fn run(self, event: WebhookEvent) -> Result<Processed, WebhookError> {
        let delivery = Delivery::of(event.id());
        match in_time(self.deliveries.claim(&delivery)).await {
            Ok(Claim::Granted) => {}
            Ok(Claim::Done) => return Ok(Processed::Duplicate),
            Ok(Claim::InProgress) => {
                let reason = "the same event is in progress";
                return Err(WebhookError::new(WebhookErrorKind::InProgress, reason));
            }
            Err(source) => {
                // The claim may have been granted and the response lost.
                self.release(&delivery).await;
                let reason = "the delivery store is unavailable";
                return Err(WebhookError::new(WebhookErrorKind::Deliveries, reason).with_foreign_source(source));
            }
        }
        // A handler that panicked is not polled again, so no broken state is seen.
        let handled = AssertUnwindSafe(async { self.handler.handle(event).await }).catch_unwind().await;
        self.record(&delivery, handled).await
    }

    async fn record(
        &self,
        delivery: &Delivery,
        handled: thread::Result<Result<(), BoxError>>,
    ) -> Result<Processed, WebhookError> {
        let failure = match handled {
            Ok(Ok(())) => {
                if in_time(self.deliveries.finish(delivery)).await.is_err() {
                    log::warn("could not record a handled event: it may be handled again");
                }
                return Ok(Processed::Handled);
            }
            Ok(Err(error)) => {
                WebhookError::new(WebhookErrorKind::Handler, "the handler failed").with_foreign_source(error)
            }
            Err(_panic) => WebhookError::new(WebhookErrorKind::Handler, "the handler panicked"),
        };
        self.release(delivery).await;
        Err(failure)
    }

    async fn release(&self, delivery: &Delivery) {
        if in_time(self.deliveries.release(delivery)).await.is_err() {
            log::warn("could not release the claim of an event that was not handled");
        }
    }
}
