//! Makes the test's clock jump while no bytes are in flight.

use std::sync::Mutex;

thread_local! {
    /// The number of hanging scripts on this thread; a test's runtime has only one thread.
    static HANGING: Mutex<usize> = const { Mutex::new(0) };
}

/// While a value of this type exists, tokio's clock jumps from timer to timer.
pub(super) struct StoppedClock(());

impl StoppedClock {
    pub(super) fn stop() -> Self {
        HANGING.with(|hanging| {
            let mut hanging = hanging.lock().unwrap();
            if *hanging == 0 {
                tokio::time::pause();
            }
            *hanging += 1;
        });
        Self(())
    }
}

impl Drop for StoppedClock {
    fn drop(&mut self) {
        HANGING.with(|hanging| {
            let mut hanging = hanging.lock().unwrap();
            *hanging -= 1;
            // Without a runtime the test has ended.
            if *hanging == 0 && tokio::runtime::Handle::try_current().is_ok() {
                tokio::time::resume();
            }
        });
    }
}
