//! The key in the keyring of the operating system that the files of tokens are sealed with.
//!
//! The keyring keeps the key alone: its entries are too small for tokens on Windows (2 560 bytes), and reading one may ask
//! a person.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use keyring::{Entry, Error};
use zeroize::Zeroizing;

use crate::exit;
use crate::failure::{Failure, Result};
use crate::folders;

const SERVICE: &str = "pointapi";
const NAME: &str = "sealing key of tokens";

/// A person may have to unlock the keyring meanwhile.
const PATIENCE: Duration = Duration::from_secs(60);

type Key = Zeroizing<[u8; 32]>;

/// Returns the key; `None` if the keyring has none.
///
/// # Errors
///
/// If the keyring does not return it.
pub(crate) fn key() -> Result<Option<Key>> {
    asked(stored)
}

/// Tokens that were sealed with a key that the keyring does not have.
pub(crate) fn without_key() -> Failure {
    Failure::new(exit::AUTH, "the keyring has no key of this program, so its tokens cannot be read")
        .advise("`pointapi login` signs in again, `pointapi logout --forget` removes the profile")
}

/// Makes the key unless the keyring has one, and calls `begin_anew` before: what was sealed with a lost key cannot be
/// read again, and no store replaces it.
///
/// # Errors
///
/// If the keyring does not keep it, or of `begin_anew`.
pub(crate) fn make_key(begin_anew: impl FnOnce() -> Result<()>) -> Result<()> {
    // Two logins that begin together must not make two keys.
    let _lock = folders::locked(&folders::state()?, "keyring.lock")?;
    if key()?.is_some() {
        return Ok(());
    }
    begin_anew()?;
    asked(|| {
        let mut key = Key::default();
        getrandom::fill(&mut *key).map_err(|error| Error::PlatformFailure(Box::new(error)))?;
        Entry::new(SERVICE, NAME)?.set_secret(&*key)
    })
}

/// Reads the key. An entry of another length is not ours, and must not be replaced.
fn stored() -> keyring::Result<Option<Key>> {
    let bytes = match Entry::new(SERVICE, NAME)?.get_secret() {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(Error::NoEntry) => return Ok(None),
        Err(error) => return Err(error),
    };
    match <[u8; 32]>::try_from(&**bytes) {
        Ok(key) => Ok(Some(Zeroizing::new(key))),
        Err(_) => Err(Error::Invalid(NAME.into(), "it is not 32 bytes".into())),
    }
}

/// Asks the keyring in a thread of its own: a request without a response cannot be canceled.
fn asked<T: Send + 'static>(ask: impl FnOnce() -> keyring::Result<T> + Send + 'static) -> Result<T> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(ask()));
    let reason = match receiver.recv_timeout(PATIENCE) {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(error)) => error.to_string(),
        Err(RecvTimeoutError::Timeout) => format!("it did not respond within {} seconds", PATIENCE.as_secs()),
        Err(RecvTimeoutError::Disconnected) => "it could not be asked".to_owned(),
    };
    Err(Failure::new(exit::AUTH, format!("the keyring of the operating system cannot be used: {reason}"))
        .advise("unlock it, or keep the tokens in files that only you can read: `pointapi login --tokens file`"))
}
