//! The metrics of tokens, with their labels.

use super::super::*;
use super::script::*;
use super::stores::broken;
use crate::auth::api::token_set::Lifetime;
use crate::auth::{TokenError, TokenSet};
use crate::clock::Clock;
use crate::metrics::listener::Listener;

const ACCESS: &str = "gauge.pointapi.auth.access.remaining";
const REFRESH: &str = "gauge.pointapi.auth.refresh.remaining";

fn after(delay: Duration, access: &str) -> Reply {
    Reply::After(delay, Box::new(Reply::Tokens(tokens(access))))
}

#[tokio::test(start_paused = true)]
async fn ten_callers_at_expiry_are_1_fetch_and_10_waiters_of_as_many_seconds() {
    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR);
    stage.login.on_refresh([after(seconds(3), "late")]);
    let listener = Listener::listen();
    crowd(&stage.manager, 10).await;
    let labels = [("kind", "refresh"), ("trigger", "Expired"), ("outcome", "published")];
    assert_eq!(listener.count("auth.token_fetches", &labels), 1.0);
    assert_eq!(listener.count("auth.token_fetches", &[]), 1.0);
    assert_eq!(listener.values("histogram.pointapi.auth.token_fetch.duration", &labels), [3.0]);
    assert_eq!(listener.count("auth.waiters", &[]), 10.0);
    assert_eq!(listener.values("histogram.pointapi.auth.wait.duration", &[]), [3.0; 10]);
    assert_eq!(listener.count("auth.stale_served", &[]), 0.0);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_caller_is_counted_as_a_waiter() {
    let stage = Stage::new();
    stage.login.on_sign_in([after(seconds(5), "late")]);
    let listener = Listener::listen();
    assert!(timeout(seconds(2), stage.manager.authorize(None)).await.is_err());
    assert_eq!(listener.values("histogram.pointapi.auth.wait.duration", &[]), [2.0]);
    assert_eq!(listener.count("auth.token_fetches", &[]), 0.0, "it is still under way");
    stage.settle().await;
    assert_eq!(listener.count("auth.token_fetches", &[("trigger", "Empty"), ("outcome", "published")]), 1.0);
}

#[tokio::test(start_paused = true)]
async fn a_fetch_is_counted_by_how_it_ended() {
    let listener = Listener::listen();
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::Error(TokenError::transient("500"))]);
    let _ = stage.token().await;
    assert_eq!(listener.count("auth.token_fetches", &[("kind", "sign_in"), ("outcome", "unavailable")]), 1.0);

    let stage = Stage::signed_in().await;
    stage.clock.advance(HOUR);
    stage.login.on_refresh([Reply::Panic]);
    let _ = stage.token().await;
    assert_eq!(listener.count("auth.token_fetches", &[("kind", "refresh"), ("outcome", "lost")]), 1.0);

    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    for seed in [1, 2] {
        token(&world.manager(&login, None, seed)).await.expect("a token");
    }
    assert_eq!(listener.count("auth.token_fetches", &[("kind", "sign_in"), ("outcome", "adopted")]), 1.0);

    let stage = Stage::new();
    stage.login.on_sign_in([after(seconds(1), "too late")]);
    let _ = tokio::join!(stage.token(), async {
        tokio::task::yield_now().await;
        stage.manager.sign_out().await
    });
    tokio::time::sleep(seconds(2)).await;
    assert_eq!(listener.count("auth.token_fetches", &[("outcome", "signed_out")]), 1.0);
}

#[tokio::test(start_paused = true)]
async fn a_header_past_its_advisory_is_stale() {
    let stage = Stage::signed_in().await;
    let listener = Listener::listen();
    stage.token().await.expect("fresh");
    assert_eq!(listener.count("auth.stale_served", &[]), 0.0);
    stage.clock.advance(HOUR - seconds(200));
    assert_eq!(stage.token().await.as_deref(), Ok("access-0"));
    assert_eq!(listener.count("auth.stale_served", &[]), 1.0);
    assert_eq!(listener.count("auth.waiters", &[]), 0.0, "a background fetch has no waiters");
    stage.settle().await;
    assert_eq!(listener.count("auth.token_fetches", &[("kind", "refresh"), ("trigger", "Advisory")]), 1.0);
}

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_an_invalidation_and_a_replaced_one_a_late_one() {
    let stage = Stage::signed_in().await;
    let used = stage.current();
    let listener = Listener::listen();
    for _ in 0..3 {
        stage.manager.rejected(&used, ENDPOINT);
    }
    assert_eq!(listener.count("auth.invalidations", &[("outcome", "applied")]), 1.0);
    assert_eq!(listener.count("auth.invalidations", &[("outcome", "late")]), 2.0);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_password_is_1_hold_however_many_aliases_ask() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    login.on_sign_in([Reply::Error(TokenError::rejected("invalid_grant"))]);
    let listener = Listener::listen();
    for (alias, seed) in [("one", 1), ("two", 2), ("three", 3)] {
        let _ = token(&world.manager(&login, Some(alias), seed)).await;
    }
    assert_eq!(listener.count("auth.guard_holds", &[("reason", "rejected")]), 1.0);
    assert_eq!(listener.count("auth.token_fetches", &[("outcome", "rejected")]), 3.0);
}

#[tokio::test(start_paused = true)]
async fn throttled_and_unproven_sign_ins_are_holds_with_their_own_reasons() {
    let stage = Stage::new();
    stage.login.on_sign_in([Reply::Error(TokenError::throttled(seconds(60)))]);
    let listener = Listener::listen();
    let _ = stage.token().await;
    assert_eq!(listener.count("auth.guard_holds", &[("reason", "throttled")]), 1.0);

    let stage = Stage::new();
    stage.login.on_sign_in([Reply::Panic, Reply::Panic]);
    let _ = stage.token().await;
    assert_eq!(listener.count("auth.guard_holds", &[("reason", "unproven")]), 1.0, "from the second on");
}

#[tokio::test(start_paused = true)]
async fn a_lifetime_that_is_not_stated_is_counted_once_with_its_reason() {
    for (lifetime, reason) in [(Lifetime::Assumed, "absent"), (Lifetime::Unreadable, "unreadable")] {
        let stage = Stage::new();
        stage.login.on_sign_in([Reply::Tokens(TokenSet::new("one").lifetime(lifetime))]);
        let listener = Listener::listen();
        stage.token().await.expect("a token");
        assert_eq!(listener.count("auth.lifetime_assumed", &[("reason", reason)]), 1.0);
        assert_eq!(listener.count("auth.lifetime_assumed", &[]), 1.0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_jump_of_31_seconds_is_counted_once_and_one_of_30_is_not() {
    for (jump, count) in [(30, 0.0), (31, 1.0)] {
        let stage = Stage::signed_in().await;
        stage.login.on_refresh((0..9).map(|_| Reply::Error(TokenError::transient("500"))));
        stage.clock.advance(HOUR - seconds(200));
        stage.clock.set_wall(stage.clock.wall() + seconds(jump));
        let listener = Listener::listen();
        for _ in 0..2 {
            stage.token().await.expect("still usable");
            stage.settle().await;
            stage.clock.advance(seconds(40));
        }
        assert_eq!(listener.count("auth.clock_jumps", &[]), count, "{jump} s");
        assert_eq!(listener.count("auth.token_fetches", &[]), 2.0, "two fetches saw it");
    }
}

#[tokio::test(start_paused = true)]
async fn a_failing_store_is_degraded_and_its_operations_record_their_outcomes() {
    for (hangs, outcome) in [(false, "error"), (true, "timeout")] {
        let listener = Listener::listen();
        let world = World::with_store(broken(hangs));
        token(&world.manager(&Arc::new(Login::of("greta")), None, 1)).await.expect("a token without the store");
        for op in ["load", "lease", "commit"] {
            assert!(listener.count("auth.store_degraded", &[("op", op)]) >= 1.0, "{op}");
            assert!(listener.count("auth.store_ops", &[("op", op), ("outcome", outcome)]) >= 1.0, "{op}");
        }
        assert_eq!(listener.count("auth.store_ops", &[("outcome", "ok")]), 0.0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_works_is_never_degraded() {
    let listener = Listener::listen();
    let stage = Stage::signed_in().await;
    stage.token().await.expect("a token");
    assert!(listener.count("auth.store_ops", &[("op", "commit"), ("outcome", "ok")]) >= 1.0);
    assert_eq!(listener.count("auth.store_degraded", &[]), 0.0);
}

#[tokio::test(start_paused = true)]
async fn the_gauges_report_the_remaining_life_of_each_token_by_identity() {
    let (world, login) = (World::new(), Arc::new(Login::of("greta")));
    let deadline = world.clock.wall() + 10 * HOUR;
    login.on_sign_in([Reply::Tokens(tokens("one").refresh_token("r").refresh_expires_at(deadline))]);
    let manager = world.manager(&login, Some("branch-7"), 1);
    let listener = Listener::listen();
    token(&manager).await.expect("a token");
    let mine = [("identity", "branch-7")];
    assert_eq!(listener.values(ACCESS, &mine).last(), Some(&3600.0));
    assert_eq!(listener.values(REFRESH, &mine).last(), Some(&36_000.0));

    world.clock.advance(seconds(600));
    manager.accepted(ENDPOINT);
    assert_eq!(listener.values(ACCESS, &mine).last(), Some(&3000.0), "also where nothing is to be done");
    world.clock.advance(seconds(2800));
    token(&manager).await.expect("a token");
    assert_eq!(listener.values(ACCESS, &mine).last(), Some(&200.0));
    assert_eq!(listener.values(REFRESH, &mine).last(), Some(&32_600.0));
}

#[tokio::test(start_paused = true)]
async fn no_label_names_the_user_or_shows_a_secret() {
    let listener = Listener::listen();
    let (world, login) = (World::with_store(broken(false)), Arc::new(Login::of("greta-canary")));
    login.set_password("password-canary");
    login.on_sign_in([Reply::Tokens(TokenSet::new("access-canary").refresh_token("refresh-canary"))]);
    let manager = world.manager(&login, None, 1);
    token(&manager).await.expect("a token");
    login.on_refresh([Reply::Error(TokenError::rejected("code-canary"))]);
    login.on_sign_in([Reply::Error(TokenError::rejected("code-canary"))]);
    world.clock.advance(HOUR);
    token(&manager).await.expect_err("rejected");
    let heard = format!("{:?}", listener.all());
    assert!(heard.contains("pointapi.auth.guard_holds") && !heard.contains("canary"), "{heard}");
}
