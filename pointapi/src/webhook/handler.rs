//! What a program does with an event.

use std::future::Future;

use async_trait::async_trait;

use super::event::Event;
use crate::service::BoxError;

/// Handles events; an async closure or function is one too.
///
/// ```
/// use pointapi::BoxError;
/// use pointapi::webhook::{Event, Handler};
///
/// /// Writes down which events came.
/// struct Ledger;
///
/// #[pointapi::async_trait]
/// impl Handler for Ledger {
///     async fn handle(&self, event: Event) -> Result<(), BoxError> {
///         println!("{} of {}", event.topic(), event.tenant_id());
///         Ok(())
///     }
/// }
/// ```
///
/// It runs in a task of its own, so it comes to its end even if the platform hangs up. Return once the event is safe
/// (in a queue or a database, say): while it runs, a second delivery is answered 503, and after 15 minutes it is handled
/// beside the first.
#[async_trait]
pub trait Handler: Send + Sync + 'static {
    /// Handles one event, at most once at a time for each id unless it takes longer than 15 minutes.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being handled: the platform is answered 500 and sends the event again. A panic counts
    /// as one. The error's text is not logged, since it may quote the body.
    async fn handle(&self, event: Event) -> Result<(), BoxError>;
}

#[async_trait]
impl<F, Answer, E> Handler for F
where
    F: Fn(Event) -> Answer + Send + Sync + 'static,
    Answer: Future<Output = Result<(), E>> + Send,
    E: Into<BoxError>,
{
    async fn handle(&self, event: Event) -> Result<(), BoxError> {
        self(event).await.map_err(Into::into)
    }
}
