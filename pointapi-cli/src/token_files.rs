//! The files of tokens, sealed if the profile says so.

use pointapi::store::FileStore;

use crate::failure::{Failure, Result};
use crate::folders;
use crate::profile::{Profile, Tokens};

/// The folder of the sealed files.
const SEALED: &str = "sealed-tokens";

/// Returns the store of a profile's tokens.
///
/// # Errors
///
/// If the tokens are sealed, and the keyring does not return the key.
pub(crate) fn of(profile: &Profile) -> Result<FileStore> {
    let folder = folders::state()?;
    match profile.tokens {
        Tokens::File => Ok(FileStore::new(folder.join("tokens"))),
        Tokens::Keyring => sealed(FileStore::new(folder.join(SEALED))),
    }
}

/// Returns why this program can never read the tokens that are there, if it has no key of them.
///
/// # Errors
///
/// If the keyring does not say whether it has the key.
pub(crate) fn missing_key(tokens: Tokens) -> Result<Option<Failure>> {
    match tokens {
        Tokens::File => Ok(None),
        #[cfg(feature = "keyring")]
        Tokens::Keyring => Ok(crate::keyring::key()?.is_none().then(crate::keyring::without_key)),
        #[cfg(not(feature = "keyring"))]
        Tokens::Keyring => Ok(Some(without_keyring())),
    }
}

/// Makes what a new login needs.
///
/// # Errors
///
/// If a key cannot be kept.
pub(crate) fn prepare(tokens: Tokens) -> Result<()> {
    match tokens {
        Tokens::File => Ok(()),
        #[cfg(feature = "keyring")]
        Tokens::Keyring => crate::keyring::make_key(remove_sealed),
        #[cfg(not(feature = "keyring"))]
        Tokens::Keyring => Err(without_keyring()),
    }
}

#[cfg(feature = "keyring")]
fn remove_sealed() -> Result<()> {
    let folder = folders::state()?.join(SEALED);
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::file(&folder, error)),
        _ => Ok(()),
    }
}

#[cfg(feature = "keyring")]
fn sealed(store: FileStore) -> Result<FileStore> {
    let key = crate::keyring::key()?.ok_or_else(crate::keyring::without_key)?;
    Ok(store.sealed_with(pointapi::store::SealingKeys::new(&key)))
}

#[cfg(not(feature = "keyring"))]
fn sealed(_: FileStore) -> Result<FileStore> {
    Err(without_keyring())
}

#[cfg(not(feature = "keyring"))]
fn without_keyring() -> Failure {
    Failure::usage("this program was built without the keyring")
        .advise("install it with `--features keyring`, or use `login --tokens file`")
}
