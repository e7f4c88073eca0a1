//! The builder of a receiver.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::{Receiver, Shared};
use crate::error::{Error, Result};
use crate::webhook::deliveries::{DeliveryStore, MemoryDeliveries};
use crate::webhook::handler::Handler;
use crate::webhook::verifier::Verifier;

/// Builds a [`Receiver`].
///
/// ```
/// use pointapi::webhook::{MemoryDeliveries, Receiver, Verifier, WebhookEvent};
///
/// # fn main() -> pointapi::Result<()> {
/// # let verifier = Verifier::builder("https://securetoken.google.com/larchfield", "larchfield").build()?;
/// let receiver = Receiver::builder(verifier)
///     .tenant("OU9001")
///     .tenant("OU9002")
///     .path("/point/events")
///     .deliveries(MemoryDeliveries::new())
///     .build(|event: WebhookEvent| async move {
///         println!("{event:?}");
///         Ok::<_, std::io::Error>(())
///     })?;
/// # drop(receiver);
/// # Ok(())
/// # }
/// ```
///
/// An invalid setting is an error of [`build`](Self::build).
#[must_use]
pub struct ReceiverBuilder {
    verifier: Verifier,
    tenants: BTreeSet<String>,
    path: Option<String>,
    is_strict_about_time: bool,
    deliveries: Option<Arc<dyn DeliveryStore>>,
}

impl Receiver {
    /// Returns a builder of a receiver that verifies senders by `verifier`.
    pub fn builder(verifier: Verifier) -> ReceiverBuilder {
        ReceiverBuilder::new(verifier)
    }
}

impl ReceiverBuilder {
    pub(super) fn new(verifier: Verifier) -> Self {
        Self { verifier, tenants: BTreeSet::new(), path: None, is_strict_about_time: false, deliveries: None }
    }

    /// Accepts events of this organizational unit (`X-Pps-Tenant-Id`), like `OU9001`; must be set at least once.
    pub fn tenant(mut self, tenant_id: impl Into<String>) -> Self {
        self.tenants.insert(tenant_id.into());
        self
    }

    /// Accepts this path alone, with 404 for others; any path if not set.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Rejects an event whose `X-Pps-Triggered-At` is not between 72 hours ago and 5 minutes ahead.
    ///
    /// The platform does not sign the time, so this does not stop a forger; and a rejected event is lost.
    pub fn strict_time(mut self) -> Self {
        self.is_strict_about_time = true;
        self
    }

    /// Sets the store of handled events; in memory if not set.
    pub fn deliveries(mut self, store: impl DeliveryStore) -> Self {
        self.deliveries = Some(Arc::new(store));
        self
    }

    /// Builds the receiver, which passes its events to `handler`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) without a tenant, or with a path that does not begin with `/` or
    /// has characters other than letters, digits, `/`, `-`, `_`, `.` and `~`.
    pub fn build(self, handler: impl Handler) -> Result<Receiver> {
        if self.tenants.is_empty() || self.tenants.contains("") {
            return Err(Error::config("a receiver needs `.tenant(...)`: the id of the unit whose events it accepts"));
        }
        if !self.path.as_deref().is_none_or(is_plain_path) {
            return Err(Error::config(
                "`path` must begin with `/` and contain letters, digits, `/`, `-`, `_`, `.` and `~` only",
            ));
        }
        let deliveries = self.deliveries.unwrap_or_else(|| Arc::new(MemoryDeliveries::by(self.verifier.clock())));
        let shared = Shared {
            verifier: self.verifier,
            tenants: self.tenants,
            path: self.path,
            is_strict_about_time: self.is_strict_about_time,
            deliveries,
            handler: Arc::new(handler),
        };
        Ok(Receiver { shared: Arc::new(shared) })
    }
}

/// Accepts a path that means the same to every router: no braces, asterisks or escapes.
fn is_plain_path(path: &str) -> bool {
    path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte))
}

impl fmt::Debug for ReceiverBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiverBuilder")
            .field("verifier", &self.verifier)
            .field("tenants", &self.tenants)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
