//! The state machine as decisions: the state, and the result for a caller.
//!
//! In: a [`View`] of what is held and a reading of the clocks. Out: an [`Action`]. Nothing here waits, locks or
//! remembers. `S0` to `S10` are the rows of the table of states in [`crate::auth`].

use std::time::Duration;

use super::lifespan::Lifespan;
use crate::auth::api::failure::AuthFailureKind;
use crate::auth::api::status::AuthState;
use crate::clock::Moment;

/// The inputs of a decision.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    pub(crate) phase: Phase,
    pub(crate) access: Access,
    pub(crate) refresh: Refresh,
    /// No token fetch starts before this.
    pub(crate) backoff: Option<Moment>,
    /// No sign-in starts before this.
    pub(crate) hold: Option<Moment>,
    /// The next time at which the provider may be asked for changed credentials during a hold.
    pub(crate) look_at: Option<Moment>,
    /// The failure that caused the pause.
    pub(crate) failure: Option<AuthFailureKind>,
    /// True if a rejected token allows one token fetch despite the backoff.
    pub(crate) is_forced: bool,
    pub(crate) is_fetching: bool,
    /// The earliest start of a token fetch in the background.
    pub(crate) proactive_at: Option<Moment>,
    /// A sign-in needs a person, so none starts while the token can be used.
    pub(crate) is_interactive: bool,
    /// The life that this caller requires of the token.
    pub(crate) min_life: Option<Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Open,
    SignedOut,
    Closed,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Access {
    /// There never was one, or it was dropped.
    Missing,
    /// Refused by the server before its time.
    Invalidated,
    Held(Lifespan),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Refresh {
    Missing,
    /// `use_until` is the deadline with its guard, where the deadline is known.
    Held {
        use_until: Option<Moment>,
    },
}

/// The first step of a token fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FetchKind {
    Refresh,
    SignIn,
}

impl FetchKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Refresh => "refresh",
            Self::SignIn => "sign_in",
        }
    }
}

/// The result for a caller, and the token fetch to start. A running fetch is joined, not started again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// The header at once.
    Serve,
    /// The header at once, and a token fetch in the background.
    ServeAndStart(FetchKind),
    /// Two seconds for the token fetch, then the header that is still usable.
    WaitBriefly(FetchKind),
    /// The token fetch's outcome.
    Wait(FetchKind),
    /// The last failure at once.
    Fail,
    /// The same, and a token fetch in the background that asks the provider for newer credentials.
    FailAndLook,
    SignedOut,
    Closed,
}

pub(crate) fn decide(view: &View, now: Moment) -> Action {
    match (view.phase, view.access) {
        (Phase::Closed, _) => Action::Closed,
        (Phase::SignedOut, _) => Action::SignedOut,
        (Phase::Open, Access::Held(life)) if life.is_usable(now) => with_token(view, &life, now),
        (Phase::Open, _) => without_token(view, now),
    }
}

/// S1, S2, S3, and whatever else is true while the token can still be used.
fn with_token(view: &View, life: &Lifespan, now: Moment) -> Action {
    let is_enough = life.outlives(view.min_life, now);
    if life.is_fresh(now) && is_enough {
        return Action::Serve;
    }
    let kind = view.fetch_kind(now);
    let may_start = view.may_start_proactively(kind, now);
    let is_needed_now = !is_enough || life.mandatory.reached_on_either(now);
    match (is_needed_now, view.is_fetching || may_start) {
        (_, false) => Action::Serve,
        (false, true) if may_start => Action::ServeAndStart(kind),
        (false, true) => Action::Serve,
        (true, true) if is_enough => Action::WaitBriefly(kind),
        (true, true) => Action::Wait(kind),
    }
}

/// S0, S4 to S8.
fn without_token(view: &View, now: Moment) -> Action {
    let kind = view.fetch_kind(now);
    if view.is_held(kind, now) {
        let is_look_due = view.look_at.is_some_and(|look_at| look_at.is_over(now));
        return match is_look_due && !view.is_fetching {
            true => Action::FailAndLook,
            false => Action::Fail,
        };
    }
    if view.is_backing_off(now) && !view.is_fetching && !view.is_forced {
        return Action::Fail;
    }
    Action::Wait(kind)
}

/// The name of the state, for a status.
pub(crate) fn state(view: &View, now: Moment) -> AuthState {
    match (view.phase, view.access) {
        (Phase::Closed, _) => AuthState::Closed,
        (Phase::SignedOut, _) => AuthState::SignedOut,
        (Phase::Open, Access::Held(life)) if life.is_fresh(now) => AuthState::Fresh,
        (Phase::Open, Access::Held(life)) if life.is_usable(now) => match life.mandatory.reached_on_either(now) {
            true => AuthState::Mandatory,
            false => AuthState::Advisory,
        },
        (Phase::Open, access) => state_without_token(view, access, now),
    }
}

fn state_without_token(view: &View, access: Access, now: Moment) -> AuthState {
    let kind = view.fetch_kind(now);
    let is_throttled = view.failure == Some(AuthFailureKind::Throttled);
    let is_rejected = matches!(view.failure, Some(AuthFailureKind::Rejected { .. }));
    match access {
        _ if view.is_held(kind, now) && is_throttled => AuthState::Throttled,
        _ if view.is_held(kind, now) && is_rejected => AuthState::Rejected,
        _ if view.is_held(kind, now) => AuthState::Backoff,
        _ if view.is_backing_off(now) && is_throttled => AuthState::Throttled,
        _ if view.is_backing_off(now) && !view.is_forced => AuthState::Backoff,
        Access::Invalidated => AuthState::Invalidated,
        Access::Missing if matches!(view.refresh, Refresh::Missing) => AuthState::Empty,
        _ if kind == FetchKind::Refresh => AuthState::Expired,
        _ => AuthState::RefreshUnusable,
    }
}

impl View {
    /// A refresh while there is something to refresh with. If the clocks disagree about its deadline, it is tried:
    /// that costs no password.
    fn fetch_kind(&self, now: Moment) -> FetchKind {
        match self.refresh {
            Refresh::Missing => FetchKind::SignIn,
            Refresh::Held { use_until } => match use_until.is_some_and(|until| until.reached_on_both(now)) {
                true => FetchKind::SignIn,
                false => FetchKind::Refresh,
            },
        }
    }

    /// A hold is about sign-ins; it never keeps a refresh from being tried.
    fn is_held(&self, kind: FetchKind, now: Moment) -> bool {
        kind == FetchKind::SignIn && self.hold.is_some_and(|hold| !hold.is_over(now))
    }

    fn is_backing_off(&self, now: Moment) -> bool {
        self.backoff.is_some_and(|backoff| !backoff.is_over(now))
    }

    /// True if the next token fetch would prompt a person.
    pub(crate) fn needs_a_person(&self, now: Moment) -> bool {
        self.would_prompt(self.fetch_kind(now))
    }

    fn would_prompt(&self, kind: FetchKind) -> bool {
        self.is_interactive && kind == FetchKind::SignIn
    }

    fn may_start_proactively(&self, kind: FetchKind, now: Moment) -> bool {
        !self.is_fetching
            && !self.would_prompt(kind)
            && !self.is_backing_off(now)
            && !self.is_held(kind, now)
            && self.proactive_at.is_none_or(|from| from.is_over(now))
    }
}

#[cfg(test)]
mod tests;
