//! Tasks that go on without the request that began them.

use tokio::task::JoinHandle;

/// Spawns a task in the current span, so that its events and calls belong to the request.
pub(crate) fn spawn<T: Send + 'static>(task: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    #[cfg(feature = "tracing")]
    let task = tracing::Instrument::in_current_span(task);
    tokio::spawn(task)
}
