use std::time::SystemTime;

use super::{super::jitter::Jitter, *};

/// All rows look at the clocks at this moment.
const NOW: Moment = Moment { wall: SystemTime::UNIX_EPOCH, monotonic: Duration::from_secs(100_000) };

const EMPTY: View = View {
    phase: Phase::Open,
    access: Access::Missing,
    refresh: Refresh::Missing,
    backoff: None,
    hold: None,
    look_at: None,
    failure: None,
    is_forced: false,
    is_fetching: false,
    proactive_at: None,
    is_interactive: false,
    min_life: None,
};

const REJECTED: Option<AuthFailureKind> = Some(AuthFailureKind::Rejected { attempts: 1 });

fn later() -> Option<Moment> {
    Some(NOW.after(Duration::from_secs(60)))
}

/// A token with a lifetime of one hour and `seconds` left.
fn held(seconds: u64) -> Access {
    let hour = Duration::from_secs(3600);
    Access::Held(Lifespan::new(NOW, hour, Duration::from_secs(seconds), &Jitter::with_seed(7)))
}

fn refresh_until(use_until: Option<Moment>) -> Refresh {
    Refresh::Held { use_until }
}

fn with_token(seconds: u64) -> View {
    View { access: held(seconds), refresh: refresh_until(later()), ..EMPTY }
}

fn without_token() -> View {
    with_token(0)
}

fn check(row: &str, view: View, state_expected: AuthState, action: Action) {
    assert_eq!(state(&view, NOW), state_expected, "{row}");
    assert_eq!(decide(&view, NOW), action, "{row}");
}

#[test]
fn s0_empty_waits_for_a_sign_in() {
    check("cold", EMPTY, AuthState::Empty, Action::Wait(FetchKind::SignIn));
    let running = View { is_fetching: true, ..EMPTY };
    check("joined", running, AuthState::Empty, Action::Wait(FetchKind::SignIn));
}

#[test]
fn s1_fresh_is_served_and_nothing_is_done() {
    check("fresh", with_token(3600), AuthState::Fresh, Action::Serve);
    let troubled = View { backoff: later(), hold: later(), ..with_token(3600) };
    check("whatever the pauses", troubled, AuthState::Fresh, Action::Serve);
}

#[test]
fn s2_advisory_is_served_and_the_first_caller_starts_a_fetch_unless_backing_off() {
    let view = with_token(200);
    check("first caller", view, AuthState::Advisory, Action::ServeAndStart(FetchKind::Refresh));
    for view in
        [View { is_fetching: true, ..view }, View { backoff: later(), ..view }, View { proactive_at: later(), ..view }]
    {
        check("others", view, AuthState::Advisory, Action::Serve);
    }
}

#[test]
fn s3_mandatory_waits_briefly_for_a_fetch_that_is_started_or_running() {
    let view = with_token(40);
    check("first caller", view, AuthState::Mandatory, Action::WaitBriefly(FetchKind::Refresh));
    let running = View { is_fetching: true, ..view };
    check("others", running, AuthState::Mandatory, Action::WaitBriefly(FetchKind::Refresh));
    let backing_off = View { backoff: later(), ..view };
    check("backing off", backing_off, AuthState::Mandatory, Action::Serve);
}

#[test]
fn s4_access_expired_with_refresh_live_waits_for_a_refresh() {
    check("expired", without_token(), AuthState::Expired, Action::Wait(FetchKind::Refresh));
    check("in the hard skew", with_token(10), AuthState::Expired, Action::Wait(FetchKind::Refresh));
    let unknown_deadline = View { refresh: refresh_until(None), ..without_token() };
    check("no deadline", unknown_deadline, AuthState::Expired, Action::Wait(FetchKind::Refresh));
}

#[test]
fn s4_is_also_a_token_that_lives_too_short_for_the_caller() {
    let view = View { min_life: Some(Duration::from_secs(3601)), ..with_token(3600) };
    check("too short", view, AuthState::Fresh, Action::Wait(FetchKind::Refresh));
    let just_fetched = View { proactive_at: later(), ..view };
    check("not looped on", just_fetched, AuthState::Fresh, Action::Serve);
    let enough = View { min_life: Some(Duration::from_secs(3600)), ..view };
    check("long enough", enough, AuthState::Fresh, Action::Serve);
}

#[test]
fn s5_refresh_unusable_waits_for_a_sign_in_or_serves_a_usable_token() {
    let past = View { refresh: refresh_until(Some(NOW)), ..without_token() };
    check("deadline passed", past, AuthState::RefreshUnusable, Action::Wait(FetchKind::SignIn));
    let usable = View { refresh: Refresh::Missing, ..with_token(200) };
    check("still usable", usable, AuthState::Advisory, Action::ServeAndStart(FetchKind::SignIn));
}

#[test]
fn s5_a_sign_in_that_needs_a_person_starts_only_without_a_usable_token() {
    let prompting = |seconds| View { refresh: Refresh::Missing, is_interactive: true, ..with_token(seconds) };
    check("advisory", prompting(200), AuthState::Advisory, Action::Serve);
    check("mandatory", prompting(40), AuthState::Mandatory, Action::Serve);
    let short = View { min_life: Some(Duration::from_secs(3601)), ..prompting(3600) };
    check("too short", short, AuthState::Fresh, Action::Serve);
    check("expired", prompting(0), AuthState::RefreshUnusable, Action::Wait(FetchKind::SignIn));
    let refreshed = View { refresh: refresh_until(later()), ..prompting(200) };
    check("refresh live", refreshed, AuthState::Advisory, Action::ServeAndStart(FetchKind::Refresh));
}

#[test]
fn s5_needs_both_clocks_to_give_the_refresh_token_up() {
    let slept = Moment { wall: NOW.wall, monotonic: NOW.monotonic + Duration::from_secs(9) };
    let set_back = Moment { wall: NOW.wall + Duration::from_secs(9), monotonic: NOW.monotonic };
    for disagreeing in [slept, set_back] {
        let view = View { refresh: refresh_until(Some(disagreeing)), ..without_token() };
        check("clocks disagree", view, AuthState::Expired, Action::Wait(FetchKind::Refresh));
    }
}

#[test]
fn s6_credentials_rejected_fails_at_once_and_serves_a_usable_token() {
    let rejected = View { hold: later(), look_at: later(), failure: REJECTED, ..EMPTY };
    check("held", rejected, AuthState::Rejected, Action::Fail);
    let look = View { look_at: Some(NOW), ..rejected };
    check("look due", look, AuthState::Rejected, Action::FailAndLook);
    let looking = View { is_fetching: true, ..look };
    check("looking already", looking, AuthState::Rejected, Action::Fail);
    let usable = View { refresh: Refresh::Missing, hold: later(), ..with_token(40) };
    check("usable", usable, AuthState::Mandatory, Action::Serve);
    let over = View { hold: Some(NOW), ..EMPTY };
    check("hold over", over, AuthState::Empty, Action::Wait(FetchKind::SignIn));
}

#[test]
fn s6_never_blocks_the_refresh_path() {
    let view = View { hold: later(), ..without_token() };
    check("refresh live", view, AuthState::Expired, Action::Wait(FetchKind::Refresh));
}

#[test]
fn s7_backoff_fails_at_once_until_its_time_and_serves_a_usable_token() {
    let backing_off = View { backoff: later(), ..without_token() };
    check("none", backing_off, AuthState::Backoff, Action::Fail);
    let unproven = View { hold: later(), failure: Some(AuthFailureKind::Held { attempts: 2 }), ..EMPTY };
    check("held without a rejection", unproven, AuthState::Backoff, Action::Fail);
    let usable = View { backoff: later(), ..with_token(200) };
    check("usable", usable, AuthState::Advisory, Action::Serve);
    let over = View { backoff: Some(NOW), ..without_token() };
    check("over", over, AuthState::Expired, Action::Wait(FetchKind::Refresh));
    let running = View { is_fetching: true, ..backing_off };
    check("a token fetch is joined", running, AuthState::Backoff, Action::Wait(FetchKind::Refresh));
}

#[test]
fn s8_invalidated_waits_for_a_forced_fetch_that_ignores_the_backoff_once() {
    let rejected = View { access: Access::Invalidated, is_forced: true, ..without_token() };
    check("rejected", rejected, AuthState::Invalidated, Action::Wait(FetchKind::Refresh));
    let backing_off = View { backoff: later(), ..rejected };
    check("once", backing_off, AuthState::Invalidated, Action::Wait(FetchKind::Refresh));
    let again = View { is_forced: false, ..backing_off };
    check("not twice", again, AuthState::Backoff, Action::Fail);
    let held = View { refresh: Refresh::Missing, hold: later(), failure: REJECTED, ..rejected };
    check("never over a hold", held, AuthState::Rejected, Action::Fail);
}

#[test]
fn s9_signed_out_and_s10_closed_whatever_is_held() {
    for view in [EMPTY, with_token(3600), View { hold: later(), ..EMPTY }] {
        let signed_out = View { phase: Phase::SignedOut, ..view };
        check("signed out", signed_out, AuthState::SignedOut, Action::SignedOut);
        let closed = View { phase: Phase::Closed, ..view };
        check("closed", closed, AuthState::Closed, Action::Closed);
    }
}
