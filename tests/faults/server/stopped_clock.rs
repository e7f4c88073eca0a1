//! Makes the test's clock jump while nothing is on its way.

use std::sync::Mutex;

thread_local! {
    /// How many scripts hang on this thread, which is the whole runtime of a test.
    static HANGING: Mutex<usize> = const { Mutex::new(0) };
}

/// While one of these is there, tokio's clock goes from timer to timer.
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
            // Without a runtime the test is over, and its clock with it.
            if *hanging == 0 && tokio::runtime::Handle::try_current().is_ok() {
                tokio::time::resume();
            }
        });
    }
}
