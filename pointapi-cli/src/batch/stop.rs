//! The request to stop a batch.

use tokio::sync::watch;

/// A request to stop. A batch then places no further order and waits no longer, but finishes the requests in flight,
/// since an order whose response is lost cannot be polled. Clones are the same request.
#[derive(Clone, Debug)]
pub struct Stop(watch::Sender<bool>);

impl Default for Stop {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Stop {
    /// Stops the batch.
    pub fn request(&self) {
        self.0.send_replace(true);
    }

    /// Returns true if a stop was requested.
    #[must_use]
    pub fn is_requested(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits for the request.
    pub async fn requested(&self) {
        // The sender is alive, since this is one.
        let _ = self.0.subscribe().wait_for(|is_requested| *is_requested).await;
    }
}
