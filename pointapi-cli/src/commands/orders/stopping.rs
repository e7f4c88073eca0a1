//! Requests to end while orders are in flight.

use pointapi_cli::batch::Stop;

use crate::context::Context;
use crate::failure::Result;
use crate::interrupt::{self, Interrupt};

/// Runs a batch. The first request to end lets the requests in flight finish, since an order whose response is lost
/// cannot be polled; the second ends at once.
///
/// # Errors
///
/// The second request to end; `advice` says how to continue.
pub(super) async fn stoppable<T>(
    context: &Context,
    stop: &Stop,
    advice: &str,
    run: impl Future<Output = T>,
) -> Result<T> {
    let mut interrupt = Interrupt::listen();
    let mut run = std::pin::pin!(run);
    tokio::select! {
        done = &mut run => return Ok(done),
        () = interrupt.requested() => {}
    }
    stop.request();
    context.output.note("stopping after the requests in flight; Ctrl-C again ends at once");
    tokio::select! {
        done = run => Ok(done),
        () = interrupt.requested() => Err(interrupt::failure("interrupted").advise(advice)),
    }
}
