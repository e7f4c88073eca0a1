//! Identifies credentials without keeping them.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

#[cfg(feature = "shared-guard")]
use super::secret::Secret;

/// Distinguishes one set of credentials from another of the same account.
///
/// ```
/// use pointapi::auth::Fingerprint;
///
/// assert_eq!(Fingerprint::of(["user", "secret"]), Fingerprint::of(["user", "secret"]));
/// assert_ne!(Fingerprint::of(["user", "secret"]), Fingerprint::of(["user", "newer"]));
/// ```
///
/// The manager keeps a hash under a random key of this process. The parts themselves are wiped at the end of the token
/// fetch; `Debug` shows nothing. The default stands for credentials that never change.
#[derive(Clone, Default)]
pub struct Fingerprint {
    id: CredentialId,
    /// The input of a mark in a store.
    #[cfg(feature = "shared-guard")]
    material: Option<Secret>,
}

/// The part of a fingerprint that is kept in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct CredentialId(u64);

/// The key of this process.
static KEY: OnceLock<RandomState> = OnceLock::new();

impl Fingerprint {
    /// Returns the fingerprint of the parts, which are not joined: `["ab", "c"]` is not `["a", "bc"]`.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let parts: Vec<&str> = parts.into_iter().collect();
        let id = KEY.get_or_init(RandomState::new).hash_one(&parts);
        Self {
            id: CredentialId(id),
            #[cfg(feature = "shared-guard")]
            material: Some(joined(&parts)),
        }
    }

    pub(crate) fn id(&self) -> CredentialId {
        self.id
    }

    #[cfg(feature = "shared-guard")]
    pub(crate) fn material(&self) -> &str {
        self.material.as_ref().map(Secret::expose).unwrap_or_default()
    }
}

/// The parts with their lengths, in one buffer that does not move while it is filled.
#[cfg(feature = "shared-guard")]
fn joined(parts: &[&str]) -> Secret {
    /// No length of a text in memory has more digits, with its separators.
    const LENGTH: usize = 22;
    let capacity = parts.iter().map(|part| part.len() + LENGTH).sum();
    let mut text = zeroize::Zeroizing::new(String::with_capacity(capacity));
    for part in parts {
        text.push_str(&part.len().to_string());
        text.push(':');
        text.push_str(part);
    }
    Secret::from(text.as_str())
}

impl PartialEq for Fingerprint {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Fingerprint {}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Fingerprint")
    }
}
