//! Handling an event once, however often it is delivered.

use std::sync::Arc;

use crate::service::BoxError;
use crate::webhook::caught::{Panicked, caught};
use crate::webhook::deliveries::{Claim, Delivery, DeliveryStore};
use crate::webhook::error::{WebhookError, WebhookErrorKind};
use crate::webhook::event::Event;
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

/// Claims the event, handles it, and notes how that ended.
///
/// All this is a task of its own: a sender who hangs up must not stop a handler half way, nor leave a claim behind.
pub(super) async fn handle_once(
    deliveries: &Arc<dyn DeliveryStore>,
    handler: &Arc<dyn Handler>,
    event: Event,
) -> Result<Processed, WebhookError> {
    let handling = Handling { deliveries: Arc::clone(deliveries), handler: Arc::clone(handler) };
    let task = handling.run(event);
    #[cfg(feature = "tracing")]
    let task = tracing::Instrument::in_current_span(task);
    let stopped = |_| Err(WebhookError::new(WebhookErrorKind::Handler, "the handling was stopped"));
    tokio::spawn(task).await.unwrap_or_else(stopped)
}

struct Handling {
    deliveries: Arc<dyn DeliveryStore>,
    handler: Arc<dyn Handler>,
}

impl Handling {
    async fn run(self, event: Event) -> Result<Processed, WebhookError> {
        let delivery = Delivery::of(event.id());
        match self.deliveries.claim(&delivery).await {
            Ok(Claim::Granted) => {}
            Ok(Claim::Done) => return Ok(Processed::Duplicate),
            Ok(Claim::InProgress) => {
                let reason = "the same event is being handled right now";
                return Err(WebhookError::new(WebhookErrorKind::InProgress, reason));
            }
            Err(source) => {
                // It may have been granted, and the answer lost.
                self.release(&delivery).await;
                let reason = "the record of what was handled cannot be had";
                return Err(WebhookError::new(WebhookErrorKind::Deliveries, reason).with_source(source));
            }
        }
        let handled = caught(async { self.handler.handle(event).await }).await;
        self.note(&delivery, handled).await
    }

    async fn note(
        &self,
        delivery: &Delivery,
        handled: Result<Result<(), BoxError>, Panicked>,
    ) -> Result<Processed, WebhookError> {
        let failure = match handled {
            Ok(Ok(())) => {
                if self.deliveries.finish(delivery).await.is_err() {
                    log::warn("an event was handled, and that could not be noted: it may be handled again");
                }
                return Ok(Processed::Handled);
            }
            Ok(Err(error)) => WebhookError::new(WebhookErrorKind::Handler, "the handler failed").with_source(error),
            Err(Panicked) => WebhookError::new(WebhookErrorKind::Handler, "the handler panicked"),
        };
        self.release(delivery).await;
        Err(failure)
    }

    async fn release(&self, delivery: &Delivery) {
        if self.deliveries.release(delivery).await.is_err() {
            log::warn("an event was not handled, and its claim could not be released");
        }
    }
}
