//! Calls that block the thread, on one current-thread runtime for the process.
//!
//! The runtime has a thread of its own, so that connections and timers are driven between calls too.

use std::future::pending;
use std::sync::OnceLock;
use std::thread;

use tokio::runtime::{Builder, Handle};

use crate::error::{Error, Result};

/// The runtime of all blocking calls; `None` if the system gave no thread for it.
static RUNTIME: OnceLock<Option<Handle>> = OnceLock::new();

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
    match RUNTIME.get_or_init(start) {
        Some(runtime) => Ok(runtime.block_on(future)),
        None => Err(Error::config("could not start the thread for blocking calls")),
    }
}

fn start() -> Option<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build().ok()?;
    let handle = runtime.handle().clone();
    let drive = move || runtime.block_on(pending::<()>());
    thread::Builder::new().name("pointapi-blocking".to_owned()).spawn(drive).ok()?;
    Some(handle)
}
