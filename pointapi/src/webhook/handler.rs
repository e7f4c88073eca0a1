//! The handler of events.

use std::future::Future;

use async_trait::async_trait;

use super::event::WebhookEvent;
use crate::box_error::BoxError;

/// Handles events; also implemented for async closures and functions.
///
/// ```
/// use pointapi::BoxError;
/// use pointapi::webhook::{Handler, WebhookEvent};
///
/// /// Prints each event.
/// struct Printer;
///
/// #[pointapi::async_trait]
/// impl Handler for Printer {
///     async fn handle(&self, event: WebhookEvent) -> Result<(), BoxError> {
///         println!("{} of {}", event.topic(), event.tenant_id());
///         Ok(())
///     }
/// }
/// ```
///
/// It runs in a task of its own, so it completes even if the platform disconnects. Return once the event is safe, in a
/// queue or a database: while the handler runs, a second delivery receives 503, and after 15 minutes it is handled
/// beside the first.
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    /// Handles one event, at most once at a time for each id unless it takes longer than 15 minutes.
    ///
    /// # Errors
    ///
    /// Any error means that the event was not handled: the platform receives 500 and redelivers the event. A panic
    /// counts as an error. The error is not logged, since it may quote the body.
    async fn handle(&self, event: WebhookEvent) -> Result<(), BoxError>;
}

#[async_trait]
impl<F, Fut, E> Handler for F
where
    F: Fn(WebhookEvent) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<(), E>> + Send,
    E: Into<BoxError>,
{
    async fn handle(&self, event: WebhookEvent) -> Result<(), BoxError> {
        self(event).await.map_err(Into::into)
    }
}
