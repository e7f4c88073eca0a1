//! The last sign-out of this process. A store may apply it after it has reported a failure, when the caller has already
//! signed in again.

use crate::store::TokenRecord;

/// The last sign-out, if there was one.
#[derive(Default)]
pub(crate) struct SignOut {
    tombstone: Option<TokenRecord>,
    /// The store is not known to have it, and the caller has not signed in again.
    is_pending: bool,
}

impl SignOut {
    /// A sign-out that is to be written to the store.
    pub(super) fn by(tombstone: TokenRecord) -> Self {
        Self { tombstone: Some(tombstone), is_pending: true }
    }

    /// Returns the record that is still to be written.
    pub(crate) fn pending(&self) -> Option<&TokenRecord> {
        self.tombstone.as_ref().filter(|_| self.is_pending)
    }

    /// Records that it is stored or no longer wanted.
    pub(crate) fn settle(&mut self) {
        self.is_pending = false;
    }

    /// Returns true if the record is its mark, which ends no later session of this process.
    pub(crate) fn has_left(&self, record: &TokenRecord) -> bool {
        self.tombstone.as_ref().is_some_and(|tombstone| tombstone.is_same_sign_out(record))
    }
}
