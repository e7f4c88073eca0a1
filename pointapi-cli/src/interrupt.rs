//! Requests to end: Ctrl-C, and the signals with which other programs ask for it.

use std::future::poll_fn;
use std::io;
use std::task::Poll;

use crate::exit;
use crate::failure::Failure;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

#[cfg(windows)]
type Signal = tokio::signal::windows::CtrlC;

/// Ctrl-C, SIGTERM and SIGHUP, received by the program instead of ending it.
///
/// Create it before the program says that Ctrl-C ends it, and keep it between waits: signals are lost while no listener
/// exists.
pub(crate) struct Interrupt(Vec<Signal>);

impl Interrupt {
    /// Receives the signals from now on. One that cannot be received ends the program.
    pub(crate) fn listen() -> Self {
        Self(signals().into_iter().flatten().collect())
    }

    /// Receives Ctrl-C alone, for a prompt that blocks the thread: nothing could act on the other signals.
    pub(crate) fn listen_to_ctrl_c() -> Self {
        Self(ctrl_c().into_iter().collect())
    }

    /// Waits for the next signal. A wait that is dropped loses none.
    pub(crate) async fn requested(&mut self) {
        poll_fn(|context| {
            let is_received = |signal: &mut Signal| signal.poll_recv(context) == Poll::Ready(Some(()));
            if self.0.iter_mut().any(is_received) { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}

#[cfg(unix)]
fn signals() -> Vec<io::Result<Signal>> {
    let mut signals = vec![ctrl_c(), signal(SignalKind::terminate())];
    if !is_hangup_ignored() {
        signals.push(signal(SignalKind::hangup()));
    }
    signals
}

#[cfg(unix)]
fn ctrl_c() -> io::Result<Signal> {
    signal(SignalKind::interrupt())
}

#[cfg(windows)]
fn signals() -> Vec<io::Result<Signal>> {
    vec![ctrl_c()]
}

#[cfg(windows)]
fn ctrl_c() -> io::Result<Signal> {
    tokio::signal::windows::ctrl_c()
}

/// Returns true unless a hangup is known to end the program: `nohup` lets it outlive its terminal. Outside of Linux it
/// is not known.
#[cfg(unix)]
fn is_hangup_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_none_or(|mask| mask & 1 == 1)
}

/// The failure of an interrupted command.
pub(crate) fn failure(message: impl Into<String>) -> Failure {
    Failure::new(exit::INTERRUPTED, message)
}
