//! Tells credentials apart without keeping them.

use std::{
    fmt,
    hash::{BuildHasher, Hash, Hasher, RandomState},
    sync::OnceLock,
};

/// Tells one set of credentials from another of the same account.
///
/// ```
/// use pointapi::auth::Fingerprint;
///
/// assert_eq!(Fingerprint::of(["user", "secret"]), Fingerprint::of(["user", "secret"]));
/// assert_ne!(Fingerprint::of(["user", "secret"]), Fingerprint::of(["user", "newer"]));
/// ```
///
/// It is a hash under a random key of this process, so it means nothing elsewhere and does not give a secret away.
/// The default stands for credentials that never change.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Fingerprint(u64);

/// The key of this process.
static KEY: OnceLock<RandomState> = OnceLock::new();

impl Fingerprint {
    /// The fingerprint of the parts, which are not joined: `["ab", "c"]` is not `["a", "bc"]`.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hasher = KEY.get_or_init(RandomState::new).build_hasher();
        for part in parts {
            part.hash(&mut hasher);
        }
        Self(hasher.finish())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Fingerprint")
    }
}
