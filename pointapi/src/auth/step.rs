//! One caller's step through the state: decide, and start the token fetch that the decision requires.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;

use super::api::failure::{AuthFailure, AuthFailureKind};
use super::api::status::AuthState;
use super::fetch::task::FetchTask;
use super::numbers as n;
use super::state::decide::{Action, FetchKind, decide, state};
use super::state::fetch_handle::{FetchHandle, Outcome};
use super::state::session::Session;
use super::state::shared::Shared;
use super::state::snapshot::{Authorization, Snapshot};
use super::telemetry;
use crate::clock::Moment;

/// The next step of a caller.
pub(super) enum Step {
    Serve(Authorization),
    Fail(Arc<AuthFailure>),
    Wait { outcome: watch::Receiver<Option<Outcome>>, is_brief: bool },
}

/// Decides for one call, and starts the token fetch that the decision requires.
pub(super) fn step(shared: &Arc<Shared>, min_life: Option<Duration>) -> Step {
    step_for(Caller::Call { min_life }, shared)
}

/// Returns the token of a call that need not wait, and starts the token fetch that is due.
pub(super) fn serve_at_once(shared: &Arc<Shared>, min_life: Option<Duration>) -> Option<Authorization> {
    match step_for(Caller::AtOnce { min_life }, shared) {
        Step::Serve(authorization) => Some(authorization),
        Step::Fail(_) | Step::Wait { .. } => None,
    }
}

/// Starts the token fetch that is due, while no call waits for it: none that would prompt a person.
pub(super) fn start_due(shared: &Arc<Shared>) {
    step_for(Caller::Background, shared);
}

/// The caller that a step is for.
#[derive(Clone, Copy)]
enum Caller {
    Call {
        min_life: Option<Duration>,
    },
    /// It takes a token or none, and starts no fetch that it would have to wait for.
    AtOnce {
        min_life: Option<Duration>,
    },
    Background,
}

fn step_for(caller: Caller, shared: &Arc<Shared>) -> Step {
    let now = shared.now();
    let mut session = shared.lock();
    let snapshot = shared.snapshot.load_full();
    let view = match caller {
        Caller::Call { min_life } | Caller::AtOnce { min_life } => shared.view(&session, &snapshot, min_life),
        Caller::Background => shared.view(&session, &snapshot, None),
    };
    let action = match (caller, decide(&view, now)) {
        (Caller::Background, _) if view.needs_a_person(now) => Action::Fail,
        (Caller::AtOnce { .. }, action) if !matches!(action, Action::Serve | Action::ServeAndStart(_)) => Action::Fail,
        (_, action) => action,
    };

    let mut launch = None;
    let mut awaited = None;
    let mut join = |session: &mut Session, kind| {
        let (handle, task) = join(shared, session, (kind, state(&view, now)), now)?;
        launch = task;
        let outcome = handle.subscribe();
        awaited = Some(handle);
        Ok(outcome)
    };
    let step = match action {
        Action::Serve => serve(&snapshot, now),
        Action::ServeAndStart(kind) => {
            // Without a runtime no fetch starts, but the token is still usable.
            let _ = join(&mut session, kind);
            serve(&snapshot, now)
        }
        Action::WaitBriefly(kind) => match join(&mut session, kind) {
            Ok(outcome) => Step::Wait { outcome, is_brief: true },
            Err(_) => serve(&snapshot, now),
        },
        Action::Wait(kind) => match join(&mut session, kind) {
            Ok(outcome) => Step::Wait { outcome, is_brief: false },
            Err(failure) => Step::Fail(failure),
        },
        Action::Fail => Step::Fail(session.last_failure()),
        Action::FailAndLook => {
            let failure = session.last_failure();
            if let Some(pause) = &mut session.pause {
                pause.look_at = now.after(n::CREDENTIAL_LOOK_INTERVAL);
            }
            let _ = join(&mut session, FetchKind::SignIn);
            Step::Fail(failure)
        }
        Action::SignedOut => Step::Fail(AuthFailure::of(AuthFailureKind::SignedOut)),
        Action::Closed => Step::Fail(AuthFailure::of(AuthFailureKind::Closed)),
    };
    if let (Caller::Call { .. }, Action::Wait(_) | Action::FailAndLook, Some(fetch)) = (caller, action, &awaited) {
        fetch.needed_by_a_call();
    }
    let refresh_deadline = session.refresh_deadline();
    // A runtime that is shutting down drops the task at once, and the task's drop takes the lock.
    drop(session);
    shared.report_remaining(&snapshot, refresh_deadline, now);
    if let Some(task) = launch {
        task.spawn();
    }
    if let (Step::Wait { .. }, Some(fetch)) = (&step, awaited) {
        fetch.span.link_waiter();
    }
    step
}

/// The running token fetch, or a new one that is still to be spawned.
fn join(
    shared: &Arc<Shared>,
    session: &mut Session,
    wanted: (FetchKind, AuthState),
    now: Moment,
) -> Result<(Arc<FetchHandle>, Option<FetchTask>), Arc<AuthFailure>> {
    if let Some(handle) = &session.fetch {
        return Ok((Arc::clone(handle), None));
    }
    let runtime = Handle::try_current().map_err(|_| AuthFailure::of(AuthFailureKind::NoRuntime))?;
    report_clock_jump(shared, session, now);
    let handle = session.start_fetch(now);
    let task = FetchTask::new(Arc::clone(shared), Arc::clone(&handle), wanted, runtime);
    Ok((handle, Some(task)))
}

/// Reports a clock jump once per token: the next token is anchored anew.
fn report_clock_jump(shared: &Shared, session: &mut Session, now: Moment) {
    let snapshot = shared.snapshot.load();
    let Some(token) = &snapshot.token else { return };
    let divergence = token.life.anchor.divergence(now);
    if divergence > n::CLOCK_JUMP && session.last_jump.replace(snapshot.generation) != Some(snapshot.generation) {
        telemetry::clock_jump(divergence);
    }
}

fn serve(snapshot: &Snapshot, now: Moment) -> Step {
    let authorization = snapshot.usable(now);
    Step::Serve(authorization.expect("a token is served only while it is usable"))
}
