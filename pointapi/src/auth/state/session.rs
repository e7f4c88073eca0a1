//! The mutable state of a session, behind one lock that is never held across an await.

use std::sync::{Arc, Weak};
use std::time::SystemTime;

use tokio::task::JoinHandle;

use super::decide::{Phase, Refresh};
use super::fetch_handle::FetchHandle;
use super::sign_out::SignOut;
use super::suppression::{ForcedFetches, Suppressions};
use crate::auth::api::access_token::AccessToken;
use crate::auth::api::failure::{AuthFailure, AuthFailureKind};
use crate::auth::api::secret::Secret;
use crate::auth::numbers as n;
use crate::clock::Moment;
use crate::store::{StoreKey, TokenRecord};

pub(crate) struct Session {
    pub(crate) phase: Phase,
    /// Grows with each sign-out: the result of a token fetch of an earlier session is dropped.
    pub(crate) number: u64,
    pub(crate) refresh: Option<RefreshGrant>,
    pub(crate) fetch: Option<Arc<FetchHandle>>,
    /// The last token fetch while its task runs: it may still be saving after its waiters woke.
    pub(crate) last_fetch: Weak<FetchHandle>,
    pub(crate) next_fetch: u64,
    pub(crate) pause: Option<Paused>,
    /// Failed token fetches in a row.
    pub(crate) failures: u32,
    /// Token fetches in a row whose refresh failed and that did not try to sign in.
    pub(crate) failed_refreshes: u32,
    /// The token that the server rejected, until another replaces it.
    pub(crate) rejected: Option<AccessToken>,
    pub(crate) is_forced: bool,
    pub(crate) suppressions: Suppressions,
    pub(crate) forced: ForcedFetches,
    pub(crate) last_start: Option<Moment>,
    pub(crate) last_escalation: Option<Moment>,
    /// The generation of the last clock jump.
    pub(crate) last_jump: Option<u64>,
    pub(crate) was_provider_asked: bool,
    pub(crate) sign_out: SignOut,
    /// The tasks that write sign-outs to the store; a repeated one does not end the one before.
    pub(crate) sign_out_tasks: Vec<JoinHandle<()>>,
    /// The record in the store that this one last saw or wrote.
    record: Option<StoreKey>,
    version: Version,
}

/// The version that a commit to the store replaces. It is read while the record is still wanted, so that the commit never
/// overwrites a later sign-out.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    session: u64,
    pub(crate) key: StoreKey,
    pub(crate) version: Version,
}

/// The version of a stored record; the default where it was never seen.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) epoch: u64,
    issued_at: Option<SystemTime>,
}

impl Version {
    pub(crate) fn of(record: &TokenRecord) -> Self {
        Self { epoch: record.epoch(), issued_at: Some(record.issued_at()) }
    }

    /// Returns true if `other` came later. A store that lost its records counts anew, and a replica that took over
    /// counts from an earlier epoch. So a later time of issue is newer too, if no difference of two clocks explains it:
    /// an old record that is put back is not.
    pub(crate) fn is_before(self, other: Self) -> bool {
        let is_issued_later =
            || other.issued_at?.duration_since(self.issued_at?).ok().map(|later| later > n::RECORD_SKEW);
        other.epoch > self.epoch || is_issued_later().unwrap_or(false)
    }
}

/// A refresh token and its end.
#[derive(Clone)]
pub(crate) struct RefreshGrant {
    pub(crate) token: Secret,
    pub(crate) deadline: Option<SystemTime>,
    /// The deadline less its guard, on both clocks.
    pub(crate) use_until: Option<Moment>,
}

/// The last failure, which later callers get until the pause is over.
pub(crate) struct Paused {
    pub(crate) failure: Arc<AuthFailure>,
    pub(crate) until: Moment,
    /// Only sign-ins wait; a refresh may go.
    pub(crate) is_about_sign_in: bool,
    /// When the provider may be asked for newer credentials.
    pub(crate) look_at: Moment,
    /// The hub's count of pardons at that time: a later one ends the pause.
    pub(crate) resets: u64,
}

impl Session {
    pub(crate) fn new() -> Self {
        Self {
            phase: Phase::Open,
            number: 0,
            refresh: None,
            fetch: None,
            last_fetch: Weak::new(),
            next_fetch: 0,
            pause: None,
            failures: 0,
            failed_refreshes: 0,
            rejected: None,
            is_forced: false,
            suppressions: Suppressions::default(),
            forced: ForcedFetches::default(),
            last_start: None,
            last_escalation: None,
            last_jump: None,
            was_provider_asked: false,
            sign_out: SignOut::default(),
            sign_out_tasks: Vec::new(),
            record: None,
            version: Version::default(),
        }
    }

    pub(crate) fn add_sign_out_task(&mut self, task: JoinHandle<()>) {
        self.sign_out_tasks.retain(|task| !task.is_finished());
        self.sign_out_tasks.push(task);
    }

    pub(crate) fn refresh_view(&self) -> Refresh {
        match &self.refresh {
            None => Refresh::Missing,
            Some(grant) => Refresh::Held { use_until: grant.use_until },
        }
    }

    pub(crate) fn last_failure(&self) -> Arc<AuthFailure> {
        match &self.pause {
            Some(pause) => Arc::clone(&pause.failure),
            None => AuthFailure::of(AuthFailureKind::Unavailable),
        }
    }

    pub(crate) fn refresh_deadline(&self) -> Option<SystemTime> {
        self.refresh.as_ref().and_then(|grant| grant.deadline)
    }

    /// Returns true if the fetch belongs to this session.
    pub(crate) fn is_current(&self, fetch: &FetchHandle) -> bool {
        self.number == fetch.session
    }

    /// Returns the known version of the record under this key. The key changes when a provider names another account.
    pub(crate) fn seen(&mut self, key: StoreKey) -> Seen {
        if self.record.as_ref() != Some(&key) {
            self.record = Some(key.clone());
            self.version = Version::default();
        }
        Seen { session: self.number, key, version: self.version }
    }

    /// Returns true if there was no sign-out since.
    pub(crate) fn is_session_of(&self, seen: &Seen) -> bool {
        self.number == seen.session
    }

    pub(crate) fn saw(&mut self, version: Version) {
        self.version = version;
    }

    /// Records a commit, unless another one, such as that of a sign-out, was recorded meanwhile.
    pub(crate) fn wrote(&mut self, version: Version, over: &Seen) {
        if self.number == over.session && self.version == over.version && self.record.as_ref() == Some(&over.key) {
            self.version = version;
        }
    }

    /// Creates the token fetch that all callers join from now on.
    pub(crate) fn start_fetch(&mut self, now: Moment) -> Arc<FetchHandle> {
        let fetch = Arc::new(FetchHandle::new(self.next_fetch, self.number));
        self.next_fetch += 1;
        self.last_start = Some(now);
        self.last_fetch = Arc::downgrade(&fetch);
        self.fetch = Some(Arc::clone(&fetch));
        fetch
    }

    pub(crate) fn clear_fetch(&mut self, fetch: &FetchHandle) {
        if self.fetch.as_ref().is_some_and(|current| current.id == fetch.id) {
            self.fetch = None;
        }
    }

    /// Drops everything that a sign-out ends.
    pub(crate) fn forget(&mut self) -> Option<Arc<FetchHandle>> {
        self.number += 1;
        self.refresh = None;
        self.pause = None;
        self.failures = 0;
        self.rejected = None;
        self.is_forced = false;
        self.fetch.take()
    }

    /// Returns true, once, if enough refreshes have failed for a sign-in to come first: the next token fetch begins
    /// with the refresh again, whether or not this sign-in is sent.
    pub(crate) fn take_due_sign_in(&mut self) -> bool {
        let is_due = self.failed_refreshes >= n::FETCHES_BEFORE_SIGN_IN;
        if is_due {
            self.failed_refreshes = 0;
        }
        is_due
    }

    /// Drops a rejected refresh token, unless another has replaced it.
    pub(crate) fn drop_refresh(&mut self, rejected: &Secret) {
        if self.refresh.as_ref().is_some_and(|grant| grant.is(rejected)) {
            self.refresh = None;
        }
    }
}

impl RefreshGrant {
    /// A refresh token whose deadline is seen from `anchor`.
    pub(crate) fn new(token: Secret, deadline: Option<SystemTime>, anchor: Moment) -> Self {
        let use_until = deadline.map(|deadline| {
            let life = deadline.duration_since(anchor.wall).unwrap_or_default();
            anchor.after(life.saturating_sub(n::REFRESH_DEADLINE_GUARD))
        });
        Self { token, deadline, use_until }
    }

    pub(crate) fn is(&self, token: &Secret) -> bool {
        self.token.expose() == token.expose()
    }

    pub(crate) fn is_live(&self, now: Moment) -> bool {
        self.use_until.is_none_or(|until| !until.reached_on_both(now))
    }
}
