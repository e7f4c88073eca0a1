//! A stored value after its seal, if it has one, is opened.

use std::ops::RangeInclusive;

use zeroize::Zeroizing;

/// The first byte of a sealed value: the layouts of this version and of later ones. An unsealed record begins with none of
/// them.
pub(super) const SEALED: RangeInclusive<u8> = 1..=0x0f;

/// The result of opening a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Opened {
    Text(Zeroizing<Vec<u8>>),
    /// Sealed with an unknown key, or by a later version: another process can open it.
    Foreign,
    /// Not sealed, although this store has keys: anyone who may write to the store may have written it, and anyone who may
    /// read it can read this.
    #[cfg(feature = "__sealing")]
    Unsealed,
    /// No process can open it.
    #[cfg_attr(not(feature = "__sealing"), expect(dead_code, reason = "only a seal can be broken"))]
    Corrupt,
}

impl Opened {
    /// Opens a value without a key.
    pub(super) fn without_key(value: Zeroizing<Vec<u8>>) -> Self {
        match value.first() {
            Some(layout) if SEALED.contains(layout) => Self::Foreign,
            _ => Self::Text(value),
        }
    }
}
