//! Tells credentials apart in a store, where others may read: a slow hash under a salt, so that guessing is dear.
//!
//! It is made only when a hold stands in the store or is to be written there, so a login that works never pays
//! for it.

use std::hash::{BuildHasher, Hasher, RandomState};

use crate::auth::api::fingerprint::Fingerprint;

/// A salt for one record. It has to be unique, not secret.
pub(crate) fn new_salt() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

/// The mark of the credentials under a salt, or nothing where this build makes none or the runtime is going down.
#[cfg(feature = "shared-guard")]
pub(crate) async fn of(fingerprint: &Fingerprint, salt: &str) -> Option<String> {
    let (fingerprint, salt) = (fingerprint.clone(), salt.to_owned());
    tokio::task::spawn_blocking(move || slow_hash(fingerprint.material(), &salt)).await.ok().flatten()
}

#[cfg(not(feature = "shared-guard"))]
pub(crate) async fn of(_: &Fingerprint, _: &str) -> Option<String> {
    None
}

/// Argon2id with the parameters that OWASP calls the least: 19 MiB, two passes.
#[cfg(feature = "shared-guard")]
fn slow_hash(material: &str, salt: &str) -> Option<String> {
    use std::{
        fmt::Write,
        sync::{Mutex, PoisonError},
    };

    /// Many identities may ask at once, and each needs its 19 MiB.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);

    let mut hash = [0; 16];
    // A salt that somebody cut short is rejected here; then nothing is told apart, and nothing is held.
    argon2::Argon2::default().hash_password_into(material.as_bytes(), salt.as_bytes(), &mut hash).ok()?;
    Some(hash.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(all(test, feature = "shared-guard"))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_mark_is_the_same_for_the_same_credentials_and_salt_alone() {
        let salt = new_salt();
        let mark = async |password, salt: &str| of(&Fingerprint::of(["greta", password]), salt).await.expect("a mark");
        let right = mark("right", &salt).await;
        assert_eq!(right, mark("right", &salt).await);
        assert_ne!(right, mark("wrong", &salt).await);
        assert_ne!(right, mark("right", &new_salt()).await);
        assert_eq!(right.len(), 32);
    }

    #[tokio::test]
    async fn a_salt_that_cannot_be_used_makes_no_mark() {
        assert_eq!(of(&Fingerprint::of(["greta"]), "").await, None);
    }
}
