//! Polling until something is done.
//!
//! A [`Poller`] calls a function at intervals and returns each state, up to the last one. Time is tokio's. The meaning of
//! a state is not decided here, nor how a single call is retried.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use futures_util::stream;
use tokio::time::{Instant, sleep_until};

use crate::error::{ApiError, Error, ErrorKind, Result, TimeoutStage};

/// The longest pause between two calls, also if the server asks for a longer one.
const MAX_PAUSE: Duration = Duration::from_secs(60 * 60);

/// The shortest pause that a server can ask for, unless the policy's own is shorter.
const MIN_REQUESTED_PAUSE: Duration = Duration::from_secs(1);

/// The interval of polling, and its end.
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
/// The default polls every 10 minutes, 10 % more or less, for 48 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct PollPolicy {
    every: Duration,
    at_least: Duration,
    give_up_after: Duration,
    most_failures: u32,
}

impl Default for PollPolicy {
    fn default() -> Self {
        Self {
            every: Duration::from_secs(600),
            at_least: Duration::ZERO,
            give_up_after: Duration::from_secs(48 * 3600),
            most_failures: 10,
        }
    }
}

impl PollPolicy {
    /// Sets the pause between two calls, 10 % more or less; an hour at most.
    pub fn every(mut self, pause: Duration) -> Self {
        self.every = pause.min(MAX_PAUSE);
        self
    }

    /// Sets the shortest pause between two calls, whatever [`every`](Self::every) and the server say; a second call can
    /// only raise it.
    pub fn at_least(mut self, pause: Duration) -> Self {
        self.at_least = self.at_least.max(pause).min(MAX_PAUSE);
        self
    }

    /// Sets the time after which polling ends, counted from the creation of the `Poller`.
    pub fn give_up_after(mut self, time: Duration) -> Self {
        self.give_up_after = time;
        self
    }

    /// Sets the number of transient failures in a row (no connection, a timeout, a 5xx, [`Polled::is_passing`]) that
    /// ends polling; the default is 10.
    pub fn most_failures(mut self, failures: u32) -> Self {
        self.most_failures = failures;
        self
    }

    /// The pause before the next call. The server's request wins, within limits: a pause of zero would be a busy loop,
    /// and a pause of years would never end.
    fn pause(&self, requested: Option<Duration>) -> Duration {
        let pause = match requested {
            Some(requested) => requested.max(MIN_REQUESTED_PAUSE.min(self.every)),
            None => self.every.mul_f64(0.9 + 0.2 * fastrand::f64()),
        };
        pause.clamp(self.at_least, MAX_PAUSE)
    }
}

/// A state that can be the last.
pub trait Polled: Send + 'static {
    /// True if no other state follows.
    fn is_done(&self) -> bool;

    /// The time that the server asks to wait before the next call; see
    /// [`RawResponse::retry_after`](crate::RawResponse::retry_after).
    fn retry_after(&self) -> Option<Duration> {
        None
    }

    /// True for a failure that is transient although its status does not say so, such as a fault inside a 2xx. Polling
    /// continues after it, as it does after those that [`PollPolicy::most_failures`] lists.
    fn is_passing(_error: &Error) -> bool
    where
        Self: Sized,
    {
        false
    }
}

/// Calls a function until the state that it returns is done.
///
/// ```
/// use pointapi::{Error, PollPolicy, Polled, Poller};
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
/// let job = Poller::new(PollPolicy::default(), || async { Ok::<_, Error>(Job(100)) }).until_done().await?;
/// assert_eq!(job.0, 100);
/// # Ok(())
/// # }
/// ```
///
/// The first call is made at once, each other after the pause of the policy, or after the one that the server asks for
/// ([`Polled::retry_after`]): at least a second (or [`PollPolicy::every`], if that is shorter), at most an hour. Polling
/// continues after a transient failure. Any other error ends it, and so does the policy's time limit
/// ([`TimeoutStage::Total`]); a new `Poller` can continue from there.
#[must_use]
pub struct Poller<T, E = Error> {
    policy: PollPolicy,
    ask: Ask<T, E>,
    due: Instant,
    deadline: Option<Instant>,
    failures: u32,
}

type Ask<T, E> = Box<dyn FnMut() -> Pin<Box<dyn Future<Output = Result<T, E>> + Send>> + Send>;

impl<T: Polled, E: ApiError> Poller<T, E> {
    /// Polls with `ask`, as the policy says.
    pub fn new<F, Fut>(policy: PollPolicy, mut ask: F) -> Self
    where
        F: FnMut() -> Fut + Send + 'static,
        Fut: Future<Output = Result<T, E>> + Send + 'static,
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

    /// Makes the first call when the server, in an earlier response, asked for it.
    #[cfg(feature = "platform")]
    pub(crate) fn not_before(mut self, requested: Option<Duration>) -> Self {
        if requested.is_some() {
            self.due += self.policy.pause(requested);
        }
        self
    }

    /// Returns the last state.
    ///
    /// # Errors
    ///
    /// The error that ended polling.
    pub async fn until_done(mut self) -> Result<T, E> {
        loop {
            let state = self.next_state().await?;
            if state.is_done() {
                return Ok(state);
            }
        }
    }

    /// Returns all states, including the last one. The stream ends after it, or after the first error.
    pub fn states(self) -> StateStream<T, E> {
        StateStream::of(stream::unfold(Some(self), |poller| async move {
            let mut poller = poller?;
            let state = poller.next_state().await;
            let goes_on = state.as_ref().is_ok_and(|state| !state.is_done());
            Some((state, goes_on.then_some(poller)))
        }))
    }

    async fn next_state(&mut self) -> Result<T, E> {
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

    /// Sleeps until the next call. The last one is made at the deadline.
    async fn wait(&mut self) -> Result<(), E> {
        if let Some(deadline) = self.deadline
            && self.due > deadline
        {
            if deadline <= Instant::now() {
                let text = format!("not done within {:?} (`give_up_after`)", self.policy.give_up_after);
                return Err(Error::new(ErrorKind::Timeout(TimeoutStage::Total), text).into());
            }
            self.due = deadline;
        }
        sleep_until(self.due).await;
        Ok(())
    }

    /// Counts a transient failure; returns an error that ends polling.
    fn survive(&mut self, error: E) -> Result<(), E> {
        self.failures += 1;
        let pause = match error.as_error() {
            Some(own) if own.is_transient() || T::is_passing(own) => self.policy.pause(own.retry_after()),
            _ => return Err(error),
        };
        if self.failures >= self.policy.most_failures {
            return Err(error);
        }
        self.due = Instant::now() + pause;
        Ok(())
    }
}

/// A stream of states; ends after the last one or the first error.
#[must_use = "a stream does nothing until it is polled"]
pub struct StateStream<T, E = Error>(Pin<Box<dyn Stream<Item = Result<T, E>> + Send>>);

impl<T, E> StateStream<T, E> {
    pub(crate) fn of(stream: impl Stream<Item = Result<T, E>> + Send + 'static) -> Self {
        Self(Box::pin(stream))
    }
}

impl<T, E> Stream for StateStream<T, E> {
    type Item = Result<T, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T, E>>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<T, E> fmt::Debug for StateStream<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StateStream")
    }
}

impl<T, E> fmt::Debug for Poller<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Poller").field("policy", &self.policy).field("failures", &self.failures).finish_non_exhaustive()
    }
}
