//! Calls that block the thread, on one current-thread runtime for the process.
//!
//! The runtime has a thread of its own, so that connections and timers are driven between calls too.

use std::future::pending;
use std::sync::{Mutex, PoisonError};
use std::thread;

use tokio::runtime::{Builder, Handle};

use crate::error::{Error, Result};

/// The runtime of all blocking calls, once the system has given a thread for it.
static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);

/// Runs `future` to its end and blocks the thread meanwhile.
///
/// # Errors
///
/// Within an async runtime, whose other tasks would stop, and if the runtime cannot be started.
pub(crate) fn wait<T>(future: impl Future<Output = T>) -> Result<T> {
    if Handle::try_current().is_ok() {
        return Err(Error::config(
            "a blocking call would stop the async runtime that it runs in: use the async client, or a thread of your own",
        ));
    }
    match started(&RUNTIME, start) {
        Some(runtime) => Ok(runtime.block_on(future)),
        None => Err(Error::config("could not start the thread for blocking calls")),
    }
}

/// Returns what was started, and starts it the first time. A failure is not kept: the next call may succeed.
fn started<T: Clone>(slot: &Mutex<Option<T>>, start: impl FnOnce() -> Option<T>) -> Option<T> {
    let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
    if slot.is_none() {
        *slot = start();
    }
    slot.clone()
}

fn start() -> Option<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build().ok()?;
    let handle = runtime.handle().clone();
    let drive = move || runtime.block_on(pending::<()>());
    thread::Builder::new().name("pointapi-blocking".to_owned()).spawn(drive).ok()?;
    Some(handle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_start_is_repeated_for_the_next_call() {
        let slot = Mutex::new(None);
        assert_eq!(started(&slot, || None), None);
        assert_eq!(started(&slot, || Some("runtime")), Some("runtime"));
        assert_eq!(started(&slot, || panic!("it runs")), Some("runtime"));
    }
}
