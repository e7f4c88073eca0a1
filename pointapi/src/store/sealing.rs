//! Records sealed with a key of the caller, so that the database or the files hold no readable token.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use blake2::{Blake2s256, Digest};
use zeroize::Zeroizing;

use super::opened::{Opened, SEALED};
use crate::box_error::BoxError;

/// The first byte of a sealed value, which identifies its layout: after it come the id of the key, the nonce, and the
/// sealed text with its tag.
const LAYOUT: u8 = 1;
const ID_LEN: usize = 8;

/// The keys that records in files or in Redis are sealed with.
///
/// ```
/// use pointapi::store::SealingKeys;
///
/// # fn from_the_secret_manager(name: &str) -> [u8; 32] { [name.len() as u8; 32] }
/// let keys = SealingKeys::new(&from_the_secret_manager("tokens-2026"))
///     .older(&from_the_secret_manager("tokens-2025"));
/// assert_eq!(format!("{keys:?}"), "SealingKeys");
/// ```
///
/// A key is 32 random bytes, not a password. Records are sealed with AES-256-GCM under the key that was given to
/// [`new`](Self::new). Each has its own nonce and is bound to its identity: under the key of another identity it does
/// not open. To change keys, first let every process open with the new key ([`older`](Self::older)), then let every
/// process seal with it ([`new`](Self::new)). Drop the old key once no record is sealed with it: in Redis after 30
/// days, the lifetime of a record. In files, a refresh rewrites the record of its tokens, but only a sign-in rewrites
/// the record of an account's rejected sign-ins, which no process can read without the old key. Rejected sign-ins count
/// for a week: wait that long after the change, then delete the files that are older than the change.
pub struct SealingKeys {
    current: Key,
    older: Vec<Key>,
}

struct Key {
    id: [u8; ID_LEN],
    cipher: RandomizedNonceKey,
}

impl SealingKeys {
    /// Seals and opens with this key.
    pub fn new(key: &[u8; 32]) -> Self {
        Self { current: Key::new(key), older: Vec::new() }
    }

    /// Opens also what was sealed with this key.
    #[must_use]
    pub fn older(mut self, key: &[u8; 32]) -> Self {
        self.older.push(Key::new(key));
        self
    }

    pub(super) fn seal(&self, name: &str, text: &[u8]) -> Result<Vec<u8>, BoxError> {
        self.current.seal(name, text).ok_or_else(|| "a record could not be sealed".into())
    }

    /// Returns the ids of the keys, the current one first. An id reveals nothing about its key.
    pub(super) fn ids(&self) -> impl Iterator<Item = [u8; ID_LEN]> {
        [&self.current].into_iter().chain(&self.older).map(|key| key.id)
    }

    pub(super) fn open(&self, name: &str, value: &[u8]) -> Opened {
        match value.split_first() {
            Some((&LAYOUT, sealed)) => self.open_sealed(name, sealed),
            Some((layout, _)) if SEALED.contains(layout) => Opened::Foreign,
            _ => Opened::Unsealed,
        }
    }

    fn open_sealed(&self, name: &str, sealed: &[u8]) -> Opened {
        let Some((id, sealed)) = sealed.split_at_checked(ID_LEN) else { return Opened::Corrupt };
        let Some(key) = [&self.current].into_iter().chain(&self.older).find(|key| key.id == id) else {
            return Opened::Foreign;
        };
        key.open(name, sealed).map_or(Opened::Corrupt, Opened::Text)
    }
}

/// Opens a value that these keys sealed; without keys, returns an unsealed value unchanged.
pub(super) fn open(keys: Option<&SealingKeys>, name: &str, value: &[u8]) -> Opened {
    match keys {
        Some(keys) => keys.open(name, value),
        None => Opened::without_key(Zeroizing::new(value.to_vec())),
    }
}

impl Key {
    fn new(key: &[u8; 32]) -> Self {
        // Identifies the key without a name. The digest of 32 random bytes reveals nothing.
        let digest = Blake2s256::new().chain_update("pointapi sealing key").chain_update(key).finalize();
        let mut id = [0; ID_LEN];
        id.iter_mut().zip(digest).for_each(|(id, byte)| *id = byte);
        Self { id, cipher: RandomizedNonceKey::new(&AES_256_GCM, key).expect("AES-256 takes keys of 32 bytes") }
    }

    fn seal(&self, name: &str, text: &[u8]) -> Option<Vec<u8>> {
        // Reserves room for the tag: a reallocation would leave the plaintext in freed memory.
        let mut sealed = Zeroizing::new(Vec::with_capacity(text.len() + AES_256_GCM.tag_len()));
        sealed.extend_from_slice(text);
        let nonce = self.cipher.seal_in_place_append_tag(Aad::from(self.bound_to(name)), &mut *sealed).ok()?;
        Some([&[LAYOUT][..], &self.id, nonce.as_ref(), &sealed].concat())
    }

    fn open(&self, name: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LEN>()?;
        let mut text = Zeroizing::new(sealed.to_vec());
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let length = self.cipher.open_in_place(nonce, Aad::from(self.bound_to(name)), &mut text).ok()?.len();
        text.truncate(length);
        Some(text)
    }

    /// Returns the data that the seal authenticates in addition to the text.
    fn bound_to(&self, name: &str) -> Vec<u8> {
        [&[LAYOUT][..], &self.id, name.as_bytes()].concat()
    }
}

impl fmt::Debug for SealingKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SealingKeys")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = br#"{"access":"canary"}"#;

    fn keys() -> SealingKeys {
        SealingKeys::new(&[1; 32])
    }

    fn opened(keys: &SealingKeys, name: &str, value: &[u8]) -> Opened {
        open(Some(keys), name, value)
    }

    #[test]
    fn a_sealed_value_opens_again_and_hides_its_text() {
        let sealed = keys().seal("greta", TEXT).expect("sealed");
        assert_eq!(opened(&keys(), "greta", &sealed), Opened::Text(Zeroizing::new(TEXT.to_vec())));
        assert!(!sealed.windows(6).any(|part| part == b"canary" || part == b"access"));
        assert_ne!(sealed, keys().seal("greta", TEXT).expect("sealed"), "a nonce of its own");
    }

    #[test]
    fn a_value_of_another_identity_or_with_any_bit_changed_is_corrupt_or_foreign() {
        let sealed = keys().seal("greta", TEXT).expect("sealed");
        assert_eq!(opened(&keys(), "grete", &sealed), Opened::Corrupt);
        for position in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[position] ^= 0x80;
            assert!(!matches!(opened(&keys(), "greta", &changed), Opened::Text(_)), "byte {position}");
        }
        for length in 0..sealed.len() {
            assert!(!matches!(opened(&keys(), "greta", &sealed[..length]), Opened::Text(_)), "{length} bytes");
        }
    }

    #[test]
    fn an_older_key_opens_but_no_longer_seals() {
        let (old, new) = ([1; 32], [2; 32]);
        let rotated = SealingKeys::new(&new).older(&old);
        let before = keys().seal("greta", TEXT).expect("sealed");
        assert!(matches!(opened(&rotated, "greta", &before), Opened::Text(_)));
        let after = rotated.seal("greta", TEXT).expect("sealed");
        assert_eq!(opened(&keys(), "greta", &after), Opened::Foreign, "a newer key's value is not ours to judge");
    }

    #[test]
    fn keys_reject_unsealed_values_and_a_store_without_keys_rejects_sealed_ones() {
        assert_eq!(opened(&keys(), "greta", TEXT), Opened::Unsealed);
        assert_eq!(open(None, "greta", TEXT), Opened::Text(Zeroizing::new(TEXT.to_vec())));
        let sealed = keys().seal("greta", TEXT).expect("sealed");
        assert_eq!(open(None, "greta", &sealed), Opened::Foreign);
        assert_eq!(opened(&keys(), "greta", &[2, 0, 0]), Opened::Foreign, "the layout of a later version");
    }

    #[test]
    fn debug_shows_no_key() {
        assert_eq!(format!("{:?}", SealingKeys::new(b"canary-canary-canary-canary-cana")), "SealingKeys");
    }
}
