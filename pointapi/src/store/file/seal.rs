//! The seal of a store's files, if they have one.

use std::io;
#[cfg(feature = "__sealing")]
use std::sync::Arc;

use zeroize::Zeroizing;

#[cfg(feature = "__sealing")]
use super::super::SealingKeys;
use super::super::opened::Opened;

/// Seals and opens the text of a file; without keys, the text is the file.
#[derive(Clone, Default)]
pub(super) struct Seal {
    #[cfg(feature = "__sealing")]
    keys: Option<Arc<SealingKeys>>,
}

impl Seal {
    #[cfg(feature = "__sealing")]
    pub(super) fn with(keys: SealingKeys) -> Self {
        Self { keys: Some(Arc::new(keys)) }
    }

    /// Opens the bytes of this identity's file.
    #[cfg_attr(not(feature = "__sealing"), expect(clippy::unused_self, reason = "there are no keys"))]
    pub(super) fn open(&self, _identity: &str, bytes: Zeroizing<Vec<u8>>) -> Opened {
        #[cfg(feature = "__sealing")]
        if let Some(keys) = &self.keys {
            return keys.open(_identity, &bytes);
        }
        Opened::without_key(bytes)
    }

    /// Returns the bytes of this identity's file.
    #[cfg_attr(not(feature = "__sealing"), expect(clippy::unused_self, reason = "there are no keys"))]
    pub(super) fn seal(&self, _identity: &str, text: Zeroizing<Vec<u8>>) -> io::Result<Zeroizing<Vec<u8>>> {
        #[cfg(feature = "__sealing")]
        if let Some(keys) = &self.keys {
            return keys.seal(_identity, &text).map(Zeroizing::new).map_err(io::Error::other);
        }
        Ok(text)
    }
}
