//! Marks that identify credentials in a store, where others may read: a slow hash under a salt.
//!
//! A mark is computed only if the store has a hold or is to get one, so a login that works never pays for it.

use std::hash::{BuildHasher, Hasher, RandomState};

#[cfg(feature = "shared-guard")]
use self::slow_hash::SlowHash;
use crate::auth::api::fingerprint::Fingerprint;

/// Returns a salt for one record. It must be unique, not secret.
pub(crate) fn new_salt() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

/// Returns the mark of the credentials, or `None` if this build has no slow hash or the runtime is shutting down.
#[cfg(feature = "shared-guard")]
pub(crate) async fn of(fingerprint: &Fingerprint, salt: &str) -> Option<String> {
    /// On a paused clock, a test that waits for the hash of another test would run out of time; users' tests too.
    const AT_ONCE: usize = if cfg!(any(test, debug_assertions)) { 64 } else { 1 };
    static SLOW_HASH: SlowHash = SlowHash::new(AT_ONCE);
    SLOW_HASH.of(fingerprint.clone(), salt.to_owned()).await
}

#[cfg(not(feature = "shared-guard"))]
pub(crate) async fn of(_: &Fingerprint, _: &str) -> Option<String> {
    None
}

#[cfg(feature = "shared-guard")]
mod slow_hash {
    use std::sync::{Mutex, PoisonError};

    use argon2::{Argon2, Block, Params};
    use tokio::sync::Semaphore;

    use crate::auth::api::fingerprint::Fingerprint;
    use crate::encode::hex;

    /// Argon2id with the least parameters that OWASP accepts: 19 MiB, two passes.
    pub(super) struct SlowHash {
        /// Taken before a thread is: 200 rejected accounts must not take 200 threads of 19 MiB each.
        permits: Semaphore,
        /// Reused, since the allocator would keep the 19 MiB of each hash anyway.
        memory: Mutex<Vec<Block>>,
    }

    impl SlowHash {
        pub(super) const fn new(at_once: usize) -> Self {
            Self { permits: Semaphore::const_new(at_once), memory: Mutex::new(Vec::new()) }
        }

        pub(super) async fn of(&'static self, fingerprint: Fingerprint, salt: String) -> Option<String> {
            let permit = self.permits.acquire().await.ok()?;
            // The thread holds the permit: it goes on if the caller stops to wait.
            let hash = tokio::task::spawn_blocking(move || {
                let hash = self.compute(fingerprint.material(), &salt);
                drop(permit);
                hash
            });
            hash.await.ok().flatten()
        }

        fn compute(&self, material: &str, salt: &str) -> Option<String> {
            let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
            memory.resize(Params::DEFAULT.block_count(), Block::default());
            let mut hash = [0; 16];
            let (material, salt) = (material.as_bytes(), salt.as_bytes());
            // A truncated salt is an error here; the record then identifies no credentials and holds nothing.
            Argon2::default().hash_password_into_with_memory(material, salt, &mut hash, &mut *memory).ok()?;
            Some(hex(&hash))
        }
    }

    #[cfg(test)]
    mod tests {
        use futures_util::FutureExt;

        use super::*;

        #[test]
        fn one_hash_takes_a_thread_although_its_caller_is_gone() {
            static HASH: SlowHash = SlowHash::new(1);
            let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
            let _entered = runtime.enter();
            let hash = |number: u32| HASH.of(Fingerprint::of([number.to_string().as_str()]), "a salt".repeat(4));
            // No hash ends before this is given back.
            let memory = HASH.memory.lock().expect("no panic");
            assert_eq!(hash(0).now_or_never(), None);
            assert_eq!(HASH.permits.available_permits(), 0);
            drop(memory);
            assert!(runtime.block_on(hash(1)).is_some());
        }

        #[test]
        fn waiting_hashes_take_no_thread() {
            static HASH: SlowHash = SlowHash::new(1);
            let runtime = tokio::runtime::Builder::new_current_thread().max_blocking_threads(2).build();
            runtime.expect("a runtime").block_on(async {
                let hash = |number: u32| HASH.of(Fingerprint::of([number.to_string().as_str()]), "a salt".repeat(4));
                let hashes: Vec<_> = (0..8).map(|number| tokio::spawn(hash(number))).collect();
                tokio::task::yield_now().await;
                tokio::task::spawn_blocking(|| ()).await.expect("a free thread");
                for hash in hashes {
                    assert!(hash.await.expect("no panic").is_some());
                }
            });
        }
    }
}

#[cfg(all(test, feature = "shared-guard"))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_mark_is_equal_only_for_the_same_credentials_and_salt() {
        let salt = new_salt();
        let mark = async |password, salt: &str| of(&Fingerprint::of(["greta", password]), salt).await.expect("a mark");
        let right = mark("right", &salt).await;
        assert_eq!(right, mark("right", &salt).await);
        assert_ne!(right, mark("wrong", &salt).await);
        assert_ne!(right, mark("right", &new_salt()).await);
        assert_eq!(right.len(), 32);
    }

    #[tokio::test]
    async fn an_unusable_salt_makes_no_mark() {
        assert_eq!(of(&Fingerprint::of(["greta"]), "").await, None);
    }
}
