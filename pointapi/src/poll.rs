//! Asking again and again until something is done.
//!
//! What flows in is a function that asks once, what flows out is each state until the last. Time is tokio's; what a state
//! means, and how one question is repeated on the spot after a failure, is not decided here.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use futures_util::stream;
use tokio::time::{Instant, sleep_until};

use crate::error::{Error, ErrorKind, Result, TimeoutStage};

/// Nobody asks more often than this.
const SHORTEST_PAUSE: Duration = Duration::from_secs(60);

/// Nobody is kept waiting longer than this between two questions.
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);

/// How often to ask, and when to give up.
///
/// ```
/// use std::time::Duration;
///
/// use pointapi::PollPolicy;
///
/// let patient = PollPolicy::default().every(Duration::from_secs(1800)).give_up_after(Duration::from_secs(5 * 86_400));
/// # drop(patient);
/// ```
///
/// The default asks every 10 minutes, 10 % more or less, for 48 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct PollPolicy {
    every: Duration,
    give_up_after: Duration,
    most_failures: u32,
}

impl Default for PollPolicy {
    fn default() -> Self {
        Self { every: Duration::from_secs(600), give_up_after: Duration::from_secs(48 * 3600), most_failures: 10 }
    }
}

impl PollPolicy {
    /// How long to wait between two questions: a minute at least, an hour at most.
    pub fn every(mut self, pause: Duration) -> Self {
        self.every = pause.clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
        self
    }

    /// How long to go on, counted from when the waiting begins.
    pub fn give_up_after(mut self, time: Duration) -> Self {
        self.give_up_after = time;
        self
    }

    /// How many passing failures in a row (no connection, a timeout, a 5xx, [`Polled::is_passing`]) end the waiting; 10 if
    /// not set.
    pub fn most_failures(mut self, failures: u32) -> Self {
        self.most_failures = failures;
        self
    }

    /// The pause before the next question; what the server asked for wins, within the limits.
    fn pause(&self, asked_for: Option<Duration>) -> Duration {
        let pause = asked_for.unwrap_or_else(|| self.every.mul_f64(0.9 + 0.2 * fastrand::f64()));
        pause.clamp(SHORTEST_PAUSE, LONGEST_PAUSE)
    }
}

/// A state that can be the last.
pub trait Polled: Send + 'static {
    /// True if there is nothing more to wait for.
    fn is_done(&self) -> bool;

    /// How long the server asked to wait before the next question, if it did; see
    /// [`Answer::retry_after`](crate::Answer::retry_after).
    fn retry_after(&self) -> Option<Duration> {
        None
    }

    /// True for a failure that may pass although a call cannot know it: a success of the server's that says so. Those
    /// that [`PollPolicy::most_failures`] lists are survived anyway.
    fn is_passing(_error: &Error) -> bool
    where
        Self: Sized,
    {
        false
    }
}

/// Asks until the answer says that it is done.
///
/// ```
/// use pointapi::{PollPolicy, Polled, Poller};
///
/// struct Job(u32);
///
/// impl Polled for Job {
///     fn is_done(&self) -> bool {
///         self.0 == 100
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> pointapi::Result<()> {
/// let job = Poller::new(PollPolicy::default(), || async { Ok(Job(100)) }).until_done().await?;
/// assert_eq!(job.0, 100);
/// # Ok(())
/// # }
/// ```
///
/// The first question is asked at once, the next after the usual pause, or after what the server asked for
/// ([`Polled::retry_after`]) within the limits of [`PollPolicy::every`]. A passing failure is survived alike. Any other
/// error ends the waiting, as does time
/// ([`TimeoutStage::Total`]); a new `Poller` can go on from there.
#[must_use]
pub struct Poller<T> {
    policy: PollPolicy,
    ask: Ask<T>,
    due: Instant,
    deadline: Option<Instant>,
    failures: u32,
}

type Ask<T> = Box<dyn FnMut() -> Pin<Box<dyn Future<Output = Result<T>> + Send>> + Send>;

impl<T: Polled> Poller<T> {
    /// Waits as `policy` says for what `ask` gives.
    pub fn new<F, Answer>(policy: PollPolicy, mut ask: F) -> Self
    where
        F: FnMut() -> Answer + Send + 'static,
        Answer: Future<Output = Result<T>> + Send + 'static,
    {
        let now = Instant::now();
        Self {
            policy,
            ask: Box::new(move || Box::pin(ask())),
            due: now,
            deadline: now.checked_add(policy.give_up_after),
            failures: 0,
        }
    }

    /// Asks for the first time when the server, in an answer from before, asked for it.
    #[cfg(feature = "platform")]
    pub(crate) fn not_before(mut self, asked_for: Option<Duration>) -> Self {
        if asked_for.is_some() {
            self.due += self.policy.pause(asked_for);
        }
        self
    }

    /// Waits for the last state.
    ///
    /// # Errors
    ///
    /// The error that ended the waiting.
    pub async fn until_done(mut self) -> Result<T> {
        loop {
            let state = self.next_state().await?;
            if state.is_done() {
                return Ok(state);
            }
        }
    }

    /// Each state, the last included. It ends after that, or after the first error.
    pub fn states(self) -> StateStream<T> {
        StateStream::of(stream::unfold(Some(self), |poller| async move {
            let mut poller = poller?;
            let state = poller.next_state().await;
            let goes_on = state.as_ref().is_ok_and(|state| !state.is_done());
            Some((state, goes_on.then_some(poller)))
        }))
    }

    async fn next_state(&mut self) -> Result<T> {
        loop {
            self.wait().await?;
            match (self.ask)().await {
                Ok(state) => {
                    self.failures = 0;
                    self.due = Instant::now() + self.policy.pause(state.retry_after());
                    return Ok(state);
                }
                Err(error) => self.survive(error)?,
            }
        }
    }

    /// Sleeps until the next question; the last one is asked when time is up.
    async fn wait(&mut self) -> Result<()> {
        if self.due <= Instant::now() {
            return Ok(());
        }
        if let Some(deadline) = self.deadline {
            if deadline <= Instant::now() {
                let text = format!("not done within {} s", self.policy.give_up_after.as_secs());
                return Err(Error::new(ErrorKind::Timeout(TimeoutStage::Total), text));
            }
            self.due = self.due.min(deadline);
        }
        sleep_until(self.due).await;
        Ok(())
    }

    /// Takes note of a failure that may pass; gives back one that ends the waiting.
    fn survive(&mut self, error: Error) -> Result<()> {
        self.failures += 1;
        let may_pass = error.is_transient() || T::is_passing(&error);
        if !may_pass || self.failures >= self.policy.most_failures {
            return Err(error);
        }
        self.due = Instant::now() + self.policy.pause(error.retry_after());
        Ok(())
    }
}

/// A stream of states; ends after the last one or the first error.
#[must_use = "a stream does nothing until it is polled"]
pub struct StateStream<T>(Pin<Box<dyn Stream<Item = Result<T>> + Send>>);

impl<T> StateStream<T> {
    pub(crate) fn of(stream: impl Stream<Item = Result<T>> + Send + 'static) -> Self {
        Self(Box::pin(stream))
    }
}

impl<T> Stream for StateStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<T> fmt::Debug for StateStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StateStream")
    }
}

impl<T> fmt::Debug for Poller<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Poller").field("policy", &self.policy).field("failures", &self.failures).finish_non_exhaustive()
    }
}
