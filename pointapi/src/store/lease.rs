//! The right of one process to fetch a token for all processes that share a record.

use std::{any::Any, fmt, pin::Pin};

use sync_wrapper::SyncWrapper;
use tokio::runtime::Handle;

/// The right to fetch a token. It is given back at the end of the token fetch, or when it is dropped.
///
/// ```
/// use pointapi::store::Lease;
///
/// let file = std::fs::File::open("/dev/null");
/// let lease = Lease::new(file); // closed, and so unlocked, with the lease
/// drop(lease);
/// ```
pub struct Lease(Held);

enum Held {
    Guard(#[expect(dead_code, reason = "its drop gives the lease back")] Box<dyn Any + Send + Sync>),
    Remotely(Option<Release>),
}

type Release = SyncWrapper<Pin<Box<dyn Future<Output = ()> + Send>>>;

impl Lease {
    /// Creates a lease that lasts until `guard` is dropped.
    pub fn new(guard: impl Send + Sync + 'static) -> Self {
        Self(Held::Guard(Box::new(guard)))
    }

    /// Creates a lease that lasts until `release` has run, for a store across a network.
    ///
    /// ```
    /// use pointapi::store::Lease;
    ///
    /// # async fn release_at_the_server(holder: u64) {}
    /// fn lease(holder: u64) -> Lease {
    ///     Lease::released_by(async move { release_at_the_server(holder).await })
    /// }
    /// ```
    ///
    /// The token fetch waits for it, a second at most, so that a process may end right after. A lease that is dropped
    /// runs it in the background, if there is a runtime.
    pub fn released_by(release: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(Held::Remotely(Some(SyncWrapper::new(Box::pin(release)))))
    }

    /// Releases the lease and waits until that is done.
    pub(crate) async fn release(mut self) {
        if let Some(release) = self.take_release() {
            release.into_inner().await;
        }
    }

    /// Drops the lease without releasing it, for one that was not granted.
    #[cfg(feature = "store-redis")]
    pub(crate) fn forget(mut self) {
        drop(self.take_release());
    }

    fn take_release(&mut self) -> Option<Release> {
        match &mut self.0 {
            Held::Guard(_) => None,
            Held::Remotely(release) => release.take(),
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let (Some(release), Ok(runtime)) = (self.take_release(), Handle::try_current()) {
            runtime.spawn(release.into_inner());
        }
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Lease")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    use super::*;

    fn counting() -> (Lease, Arc<AtomicU32>) {
        let count = Arc::new(AtomicU32::new(0));
        let released = Arc::clone(&count);
        let lease = Lease::released_by(async move {
            tokio::task::yield_now().await;
            released.fetch_add(1, Ordering::SeqCst);
        });
        (lease, count)
    }

    #[tokio::test]
    async fn a_lease_is_given_back_once() {
        let (lease, count) = counting();
        lease.release().await;
        assert_eq!(count.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_lease_that_is_dropped_is_given_back_in_the_background() {
        let (lease, count) = counting();
        drop(lease);
        while count.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
    }

    #[test]
    fn a_lease_that_is_dropped_without_a_runtime_ends_by_itself() {
        let (lease, count) = counting();
        drop(lease);
        assert_eq!(count.load(Ordering::SeqCst), 0);
    }
}
