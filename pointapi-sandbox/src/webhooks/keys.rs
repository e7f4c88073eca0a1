//! The keys of the sandbox's webhooks.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pointapi::HttpService;

use super::signing_key::SigningKey;

/// The signing keys, and the receiver that deliveries go to.
#[derive(Default)]
pub(crate) struct Keys {
    /// The published keys; the last one signs. Generated on first use, since it takes a moment.
    keys: Mutex<Vec<Arc<SigningKey>>>,
    made: AtomicU64,
    pub(super) fetches: AtomicU64,
    /// True if tokens and dates follow the machine's clock instead of the sandbox's.
    pub(super) uses_machine_clock: AtomicBool,
    /// The receiver for every public address.
    pub(super) receiver: Mutex<Option<HttpService>>,
}

impl Keys {
    pub(super) fn published(&self) -> MutexGuard<'_, Vec<Arc<SigningKey>>> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if keys.is_empty() {
            keys.push(self.generate());
        }
        keys
    }

    pub(super) fn generate(&self) -> Arc<SigningKey> {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        Arc::new(SigningKey::generate(format!("sandbox-{number}")))
    }

    pub(super) fn signing(&self) -> Arc<SigningKey> {
        // `published` never returns an empty list.
        self.published().last().map_or_else(|| self.generate(), Arc::clone)
    }
}
