//! Ctrl-C.

use crate::exit;
use crate::failure::Failure;

/// Waits for Ctrl-C. Where the signal cannot be received, it never returns, and Ctrl-C ends the program.
pub(crate) async fn requested() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// The failure of an interrupted command.
pub(crate) fn failure(message: impl Into<String>) -> Failure {
    Failure::new(exit::INTERRUPTED, message)
}
