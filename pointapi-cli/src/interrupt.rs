//! Ctrl-C.

use crate::exit;
use crate::failure::Failure;

#[cfg(unix)]
type Signal = tokio::signal::unix::Signal;
#[cfg(windows)]
type Signal = tokio::signal::windows::CtrlC;

/// Ctrl-C, received by the program instead of ending it.
///
/// Create it before the program says that Ctrl-C ends it, and keep it between waits: signals are lost while no listener
/// exists.
pub(crate) struct Interrupt(Option<Signal>);

impl Interrupt {
    /// Receives Ctrl-C from now on. Where the signal cannot be received, Ctrl-C ends the program.
    pub(crate) fn listen() -> Self {
        #[cfg(unix)]
        let signal = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt());
        #[cfg(windows)]
        let signal = tokio::signal::windows::ctrl_c();
        Self(signal.ok())
    }

    /// Waits for the next Ctrl-C. A wait that is dropped loses none.
    pub(crate) async fn requested(&mut self) {
        let received = match &mut self.0 {
            Some(signal) => signal.recv().await,
            None => None,
        };
        if received.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

/// The failure of an interrupted command.
pub(crate) fn failure(message: impl Into<String>) -> Failure {
    Failure::new(exit::INTERRUPTED, message)
}
