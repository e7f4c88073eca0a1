//! One identity's state, behind one lock and one snapshot.

use std::sync::{Arc, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use arc_swap::ArcSwap;

use super::activity::Activity;
use super::decide::{Access, FetchKind, View};
use super::jitter::Jitter;
use super::session::{Paused, Session};
use super::snapshot::{Authorization, Snapshot};
use super::sync::{AtomicBool, Mutex, MutexGuard};
use crate::auth::api::token_source::TokenSource;
use crate::auth::environment::{Environment, Identity};
use crate::auth::lockout::guard::{AccountGuard, GuardHub};
use crate::auth::{numbers as n, telemetry};
use crate::clock::{Clock, Moment};
use crate::store::{StoreKey, TokenStore};

pub(crate) struct Shared {
    pub(crate) source: Arc<dyn TokenSource>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) jitter: Jitter,
    pub(crate) guard: Arc<GuardHub>,
    pub(crate) store: Arc<dyn TokenStore>,
    pub(crate) identity: Identity,
    pub(crate) login_timeout: Option<Duration>,
    /// Identifies the records of this writer.
    pub(crate) writer: u64,
    /// Written under the lock alone, read without it.
    pub(crate) snapshot: ArcSwap<Snapshot>,
    pub(crate) activity: Activity,
    /// Lets each success see without the lock that there is no suppression to end.
    pub(crate) is_suppressing: AtomicBool,
    session: Mutex<Session>,
    /// The account's name in the guard, where the source has none.
    nameless: OnceLock<String>,
}

impl Shared {
    pub(crate) fn new(source: Arc<dyn TokenSource>, environment: Environment) -> Self {
        Self {
            source,
            clock: environment.clock,
            jitter: Jitter::with_seed(environment.jitter_seed),
            guard: environment.guard,
            store: environment.store,
            identity: environment.identity,
            login_timeout: environment.login_timeout,
            writer: environment.jitter_seed,
            snapshot: ArcSwap::from_pointee(Snapshot::EMPTY),
            activity: Activity::default(),
            is_suppressing: AtomicBool::new(false),
            session: Mutex::new(Session::new()),
            nameless: OnceLock::new(),
        }
    }

    pub(crate) fn now(&self) -> Moment {
        Moment::now(&*self.clock)
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The header, while the server may still accept it.
    pub(crate) fn usable(&self) -> Option<Authorization> {
        self.snapshot.load().usable(self.now())
    }

    /// The name under which a lockout of the account is guarded against.
    fn guarded_account(&self) -> String {
        match self.source.account() {
            name if name.is_empty() => self.nameless.get_or_init(|| self.guard.name_for_the_nameless()).clone(),
            name => name,
        }
    }

    pub(crate) fn account_guard(&self) -> Arc<AccountGuard> {
        self.guard.account(self.identity.login(), &self.guarded_account(), self.now())
    }

    /// Ends the holds of the account at the caller's request.
    pub(crate) fn reset_holds(&self, reset: impl FnOnce(&GuardHub, &AccountGuard)) {
        reset(&self.guard, &self.account_guard());
        let mut session = self.lock();
        session.pause = None;
        session.failures = 0;
    }

    /// The time limit of one call of the source.
    pub(crate) fn attempt_limit(&self, kind: FetchKind) -> Duration {
        self.login_timeout.unwrap_or_else(|| match kind {
            FetchKind::Refresh => self.source.refresh_timeout(),
            FetchKind::SignIn => self.source.timeout(),
        })
    }

    /// The time limit of a token fetch: long enough for one attempt of the source and a retry of a quick one.
    pub(crate) fn fetch_limit(&self) -> Duration {
        n::FETCH_LIMIT.max(self.attempt_limit(FetchKind::SignIn).saturating_add(n::FETCH_MARGIN))
    }

    /// The time limit of a caller that waits for a token.
    pub(crate) fn caller_wait(&self) -> Duration {
        n::CALLER_WAIT.max(self.fetch_limit().saturating_add(n::FETCH_MARGIN))
    }

    /// The alias of the client, or else of the source.
    pub(crate) fn alias(&self) -> Option<String> {
        self.identity.alias.clone().or_else(|| self.source.alias())
    }

    /// The key of this identity's record. Account and alias may be known only after the first sign-in. Without an account
    /// the login is a part of it, since a refresh token must not be sent to another.
    pub(crate) fn store_key(&self) -> StoreKey {
        let (account, alias) = (self.source.account(), self.alias());
        match &self.identity.login {
            Some(login) if account.is_empty() => {
                StoreKey::new(&format!("{} {login}", self.identity.origin), "", alias.as_deref())
            }
            _ => StoreKey::new(&self.identity.origin, &account, alias.as_deref()),
        }
    }

    /// The last failure, unless a reset has ended the pause that followed.
    pub(crate) fn live_pause<'a>(&self, session: &'a Session) -> Option<&'a Paused> {
        let resets = self.guard.resets();
        session.pause.as_ref().filter(|pause| pause.resets == resets)
    }

    pub(crate) fn view(&self, session: &Session, snapshot: &Snapshot, min_life: Option<Duration>) -> View {
        let pause = self.live_pause(session);
        let until = |is_about_sign_in: bool| {
            pause.filter(|pause| pause.is_about_sign_in == is_about_sign_in).map(|pause| pause.until)
        };
        View {
            phase: session.phase,
            access: match &snapshot.token {
                Some(token) => Access::Held(token.life),
                None if session.rejected.is_some() => Access::Invalidated,
                None => Access::Missing,
            },
            refresh: session.refresh_view(),
            backoff: until(false),
            hold: until(true),
            look_at: pause.map(|pause| pause.look_at),
            failure: pause.map(|pause| pause.failure.kind()),
            is_forced: session.is_forced,
            is_fetching: session.fetch.is_some(),
            proactive_at: session.last_start.map(|start| start.after(n::PROACTIVE_INTERVAL)),
            is_interactive: self.source.is_interactive(),
            min_life,
        }
    }

    /// Reports the remaining lives of both tokens.
    pub(crate) fn report_remaining(&self, snapshot: &Snapshot, refresh_deadline: Option<SystemTime>, now: Moment) {
        self.report_access_remaining(snapshot, now);
        let remaining = refresh_deadline.map(|deadline| deadline.duration_since(now.wall).unwrap_or_default());
        telemetry::refresh_remaining(self.identity.label(), remaining);
    }

    /// Reports the remaining life of the access token.
    pub(crate) fn report_access_remaining(&self, snapshot: &Snapshot, now: Moment) {
        let remaining = snapshot.token.as_ref().map(|token| token.life.expiry.remaining(now));
        telemetry::access_remaining(self.identity.label(), remaining);
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.activity.wake();
    }
}
