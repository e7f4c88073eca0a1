//! One identity's state, and the step that each caller takes through it.

use std::{
    sync::{Arc, OnceLock, PoisonError},
    time::Duration,
};

use arc_swap::ArcSwap;
use tokio::{runtime::Handle, sync::watch};

use super::{
    AuthState, TokenSource,
    coordinator::{Coordinator, FlightHandle, Outcome, Paused},
    decide::{Access, Action, Flight, View, decide, state},
    events,
    failure::{AuthFailure, AuthFailureKind},
    flight::Flying,
    guard::{AccountGuard, GuardHub},
    jitter::Jitter,
    keeper::Keeper,
    manager::{Environment, Identity},
    metrics, numbers as n,
    snapshot::{Authorization, Snapshot},
    sync::{AtomicBool, Mutex, MutexGuard},
};
use crate::{
    clock::{Clock, Moment},
    store::{StoreKey, TokenStore},
};

pub(super) struct Shared {
    pub(super) source: Arc<dyn TokenSource>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) jitter: Jitter,
    pub(super) guard: Arc<GuardHub>,
    pub(super) store: Arc<dyn TokenStore>,
    pub(super) identity: Identity,
    /// Tells this writer's records from others'.
    pub(super) writer: u64,
    /// Written under the lock alone, read without it.
    pub(super) snapshot: ArcSwap<Snapshot>,
    pub(super) keeper: Keeper,
    /// Lets the 2xx of every call see without the lock that there is nothing to clear.
    pub(super) is_suppressing: AtomicBool,
    coordinator: Mutex<Coordinator>,
    /// The account's name in the guard, where the source has none.
    nameless: OnceLock<String>,
}

/// What a caller does next.
pub(super) enum Step {
    Serve(Authorization),
    Fail(Arc<AuthFailure>),
    Wait { outcome: watch::Receiver<Option<Outcome>>, is_brief: bool },
}

impl Shared {
    pub(super) fn new(source: Arc<dyn TokenSource>, environment: Environment) -> Self {
        Self {
            source,
            clock: environment.clock,
            jitter: Jitter::with_seed(environment.jitter_seed),
            guard: environment.guard,
            store: environment.store,
            identity: environment.identity,
            writer: environment.jitter_seed,
            snapshot: ArcSwap::from_pointee(Snapshot::EMPTY),
            keeper: Keeper::default(),
            is_suppressing: AtomicBool::new(false),
            coordinator: Mutex::new(Coordinator::new()),
            nameless: OnceLock::new(),
        }
    }

    pub(super) fn now(&self) -> Moment {
        Moment::now(&*self.clock)
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Coordinator> {
        self.coordinator.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The header, as long as the server may take it.
    pub(super) fn usable(&self) -> Option<Authorization> {
        self.snapshot.load().usable(self.now())
    }

    /// The name under which a lockout of the account is guarded against.
    fn guarded_account(&self) -> String {
        match self.source.account() {
            name if name.is_empty() => self.nameless.get_or_init(|| self.guard.name_for_the_nameless()).clone(),
            name => name,
        }
    }

    pub(super) fn account_guard(&self) -> Arc<AccountGuard> {
        self.guard.account(&self.identity.origin, &self.guarded_account())
    }

    /// The credentials have changed, or the operator vouches for them: ends what holds sign-ins back.
    pub(super) fn pardon(&self, end: impl FnOnce(&GuardHub, &str, &str)) {
        end(&self.guard, &self.identity.origin, &self.guarded_account());
        let mut coordinator = self.lock();
        coordinator.pause = None;
        coordinator.failures = 0;
    }

    /// The alias that the client was told, or else the source.
    pub(super) fn alias(&self) -> Option<String> {
        self.identity.alias.clone().or_else(|| self.source.alias())
    }

    /// Where this identity's record is. Account and alias may be known only after the first sign-in.
    pub(super) fn store_key(&self) -> StoreKey {
        StoreKey::new(&self.identity.origin, &self.source.account(), self.alias().as_deref())
    }

    /// The last failure, unless a pardon has ended what followed from it.
    pub(super) fn live_pause<'a>(&self, coordinator: &'a Coordinator) -> Option<&'a Paused> {
        let pardons = self.guard.pardons();
        coordinator.pause.as_ref().filter(|pause| pause.pardons == pardons)
    }

    pub(super) fn view(&self, coordinator: &Coordinator, snapshot: &Snapshot, min_life: Option<Duration>) -> View {
        let pause = self.live_pause(coordinator);
        let until = |is_about_sign_in: bool| {
            pause.filter(|pause| pause.is_about_sign_in == is_about_sign_in).map(|pause| pause.until)
        };
        View {
            phase: coordinator.phase,
            access: match &snapshot.token {
                Some(token) => Access::Held(token.life),
                None if coordinator.refused.is_some() => Access::Invalidated,
                None => Access::Missing,
            },
            refresh: coordinator.refresh_view(),
            backoff: until(false),
            hold: until(true),
            look_at: pause.map(|pause| pause.look_at),
            is_forced: coordinator.is_forced,
            is_flying: coordinator.flight.is_some(),
            proactive_at: coordinator.last_start.map(|start| start.after(n::PROACTIVE_INTERVAL)),
            min_life,
        }
    }

    /// Decides for one caller, and starts the flight that the decision asks for.
    pub(super) fn step(self: &Arc<Self>, min_life: Option<Duration>) -> Step {
        let now = self.now();
        let mut coordinator = self.lock();
        let snapshot = self.snapshot.load_full();
        let view = self.view(&coordinator, &snapshot, min_life);
        let action = decide(&view, now);

        let mut launch = None;
        let mut awaited = None;
        let mut join = |coordinator: &mut Coordinator, flight| {
            let (handle, flying) = self.join(coordinator, (flight, state(&view, now)), now)?;
            launch = flying;
            let outcome = handle.subscribe();
            awaited = Some(handle);
            Ok(outcome)
        };
        let step = match action {
            Action::Serve => serve(&snapshot, now),
            Action::ServeAndStart(flight) => {
                // Without a runtime the token is served all the same.
                let _ = join(&mut coordinator, flight);
                serve(&snapshot, now)
            }
            Action::WaitBriefly(flight) => match join(&mut coordinator, flight) {
                Ok(outcome) => Step::Wait { outcome, is_brief: true },
                Err(_) => serve(&snapshot, now),
            },
            Action::Wait(flight) => match join(&mut coordinator, flight) {
                Ok(outcome) => Step::Wait { outcome, is_brief: false },
                Err(failure) => Step::Fail(failure),
            },
            Action::Fail => Step::Fail(last_failure(&coordinator)),
            Action::FailAndLook => {
                let failure = last_failure(&coordinator);
                if let Some(pause) = &mut coordinator.pause {
                    pause.look_at = now.after(n::CREDENTIAL_LOOK_INTERVAL);
                }
                let _ = join(&mut coordinator, Flight::SignIn);
                Step::Fail(failure)
            }
            Action::SignedOut => Step::Fail(AuthFailure::of(AuthFailureKind::SignedOut)),
            Action::Closed => Step::Fail(AuthFailure::of(AuthFailureKind::Closed)),
        };
        let refresh_deadline = coordinator.refresh_deadline();
        // A runtime that is shutting down drops the task at once, and the task's drop takes the lock.
        drop(coordinator);
        metrics::remaining(&self.identity, &snapshot, refresh_deadline, now);
        if let Some(flying) = launch {
            flying.spawn();
        }
        if let (Step::Wait { .. }, Some(flight)) = (&step, awaited) {
            flight.span.link_waiter();
        }
        step
    }

    /// The flight that is under way, or a new one that is still to be spawned.
    fn join(
        self: &Arc<Self>,
        coordinator: &mut Coordinator,
        wanted: (Flight, AuthState),
        now: Moment,
    ) -> Result<(Arc<FlightHandle>, Option<Flying>), Arc<AuthFailure>> {
        if let Some(handle) = &coordinator.flight {
            return Ok((Arc::clone(handle), None));
        }
        let runtime = Handle::try_current().map_err(|_| AuthFailure::of(AuthFailureKind::NoRuntime))?;
        self.report_clock_jump(coordinator, now);
        let handle = coordinator.start_flight(now);
        let flying = Flying::new(Arc::clone(self), Arc::clone(&handle), wanted, runtime);
        Ok((handle, Some(flying)))
    }

    /// Once a token: the next one is anchored anew.
    fn report_clock_jump(&self, coordinator: &mut Coordinator, now: Moment) {
        let snapshot = self.snapshot.load();
        let Some(token) = &snapshot.token else { return };
        let divergence = token.life.anchor.divergence(now);
        if divergence > n::CLOCK_JUMP && coordinator.last_jump.replace(snapshot.generation) != Some(snapshot.generation)
        {
            events::clock_jump(divergence);
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.keeper.wake();
    }
}

fn serve(snapshot: &Snapshot, now: Moment) -> Step {
    let authorization = snapshot.usable(now);
    Step::Serve(authorization.expect("a token is served only while it is usable"))
}

fn last_failure(coordinator: &Coordinator) -> Arc<AuthFailure> {
    match &coordinator.pause {
        Some(pause) => Arc::clone(&pause.failure),
        None => AuthFailure::of(AuthFailureKind::Unavailable),
    }
}
