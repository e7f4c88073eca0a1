//! The keys of the sandbox's webhooks.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::signing_key::SigningKey;
use crate::service::HttpService;

/// The signing keys, and the receiver that deliveries go to.
#[derive(Default)]
pub(in crate::sandbox) struct Keys {
    /// The published keys; the last one signs. Made when they are first asked for, since that takes a moment.
    keys: Mutex<Vec<Arc<SigningKey>>>,
    made: AtomicU64,
    pub(super) fetches: AtomicU64,
    /// Stands in for every public address.
    pub(super) receiver: Mutex<Option<HttpService>>,
}

impl Keys {
    pub(super) fn published(&self) -> MutexGuard<'_, Vec<Arc<SigningKey>>> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if keys.is_empty() {
            keys.push(self.make());
        }
        keys
    }

    pub(super) fn make(&self) -> Arc<SigningKey> {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        Arc::new(SigningKey::generate(format!("sandbox-{number}")))
    }

    pub(super) fn signing(&self) -> Arc<SigningKey> {
        // `published` never gives an empty list.
        self.published().last().map_or_else(|| self.make(), Arc::clone)
    }
}
