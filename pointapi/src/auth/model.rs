//! A model check of the interleavings of callers, token fetches, rejections and sign-outs, as far as time allows.
//!
//! The threads run the real transitions, with the lock and the flags of the checker. Each transition writes the
//! snapshot once, under that lock, so a reader cannot see other states than here. Run it with
//! `RUSTFLAGS="--cfg shuttle" cargo test -p pointapi --lib auth::model`.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use shuttle::thread::{self, JoinHandle};

use super::api::access_token::AccessToken;
use super::api::secret::Secret;
use super::api::token_error::TokenError;
use super::api::token_set::TokenSet;
use super::api::token_source::TokenSource;
use super::environment::{Environment, Identity};
use super::state::decide::Phase;
use super::state::fetch_handle::FetchHandle;
use super::state::fetched::RefreshChange;
use super::state::lifespan::Lifespan;
use super::state::shared::Shared;
use super::state::snapshot::{Authorization, LiveToken};
use super::state::suppression::EndpointId;
use super::state::transitions::Rejection;
use crate::clock::ManualClock;
use crate::store::MemoryStore;

const ENDPOINT: EndpointId = EndpointId::numbered(1);

/// Orders that are tried, of each kind.
const ORDERS: usize = 5_000;

struct UnusedLogin;

#[async_trait]
impl TokenSource for UnusedLogin {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Err(TokenError::transient("the model lands its fetches itself"))
    }
}

fn world() -> Arc<Shared> {
    world_of(&ManualClock::starting_at(SystemTime::UNIX_EPOCH))
}

fn world_of(clock: &ManualClock) -> Arc<Shared> {
    let environment = Environment {
        clock: Arc::new(clock.clone()),
        jitter_seed: 1,
        guard: Arc::default(),
        store: Arc::new(MemoryStore::new()),
        login_timeout: None,
        identity: Identity { origin: "https://api.example".to_owned(), login: None, alias: None },
    };
    Arc::new(Shared::new(Arc::new(UnusedLogin), environment))
}

/// A caller who needs a token: takes it if it is there, else joins the token fetch, or starts it and lands it with `token`.
fn call(shared: &Shared, token: &str) {
    fetch(shared, token, |shared| shared.usable().is_none());
}

/// A token fetch that may start also while there is a token.
fn fetch(shared: &Shared, token: &str, is_due: impl FnOnce(&Shared) -> bool) {
    let mut session = shared.lock();
    if session.phase != Phase::Open || session.fetch.is_some() || !is_due(shared) {
        return;
    }
    let fetch = session.start_fetch(shared.now());
    drop(session);
    land(shared, &fetch, token);
}

fn land(shared: &Shared, fetch: &FetchHandle, token: &str) {
    let hour = Duration::from_secs(3600);
    let token = AccessToken::new(Secret::from(token), &*shared.source).expect("a token");
    let life = Lifespan::new(shared.now(), hour, hour, &shared.jitter);
    let outcome = shared.publish(fetch, LiveToken { token, life, is_suspect: false }, RefreshChange::Keep);
    fetch.resolve(outcome.map(drop));
    assert!(fetch.subscribe().borrow().is_some(), "a token fetch that landed has an outcome");
}

/// A reader to whom generations never run backwards, and who never sees two tokens of one.
fn read(shared: &Shared) {
    let mut seen: HashMap<u64, Authorization> = HashMap::new();
    let mut last = 0;
    for _ in 0..4 {
        let generation = shared.snapshot.load().generation;
        assert!(generation >= last, "generations only grow");
        last = generation;
        if let Some(authorization) = shared.usable() {
            let known = seen.entry(authorization.generation).or_insert_with(|| authorization.clone());
            assert_eq!(known.header, authorization.header, "a generation is one token");
        }
        thread::yield_now();
    }
}

fn spawn(shared: &Arc<Shared>, work: impl FnOnce(&Arc<Shared>) + Send + 'static) -> JoinHandle<()> {
    let shared = Arc::clone(shared);
    thread::spawn(move || work(&shared))
}

fn join_all<const COUNT: usize>(threads: [JoinHandle<()>; COUNT]) {
    for thread in threads {
        thread.join().expect("no panic");
    }
}

fn check(model: impl Fn() + Send + Sync + Clone + 'static) {
    shuttle::check_dfs(model.clone(), Some(ORDERS));
    shuttle::check_pct(model, ORDERS, 3);
}

#[test]
fn rejections_of_one_token_take_it_out_of_use_once_and_never_touch_a_newer_one() {
    check(|| {
        let shared = world();
        call(&shared, "old");
        let used = shared.usable().expect("published");
        let threads = [
            spawn(&shared, {
                let used = used.clone();
                move |shared| reject_and_call(shared, &used, "new-1")
            }),
            spawn(&shared, move |shared| reject_and_call(shared, &used, "new-2")),
            spawn(&shared, |shared| read(shared)),
        ];
        join_all(threads);
        let current = shared.usable().expect("the last fetch has left a token");
        assert_eq!(current.generation, 2, "one new token, though two rejected the old one");
        assert!(shared.lock().fetch.is_none() && shared.lock().rejected.is_none());
    });
}

fn reject_and_call(shared: &Arc<Shared>, used: &Authorization, token: &str) {
    assert_ne!(shared.reject(used, ENDPOINT), Rejection::Final);
    let after = shared.usable();
    assert!(after.is_none_or(|after| after.header != used.header), "a rejected token is never served again");
    call(shared, token);
}

#[test]
fn the_result_of_a_fetch_after_a_sign_out_is_dropped() {
    check(|| {
        let shared = world();
        call(&shared, "old");
        let threads = [
            spawn(&shared, |shared| fetch(shared, "new", |_| true)),
            spawn(&shared, |shared| {
                shared.leave().expect("not closed");
                assert!(shared.usable().is_none(), "nothing is served from here on");
            }),
            spawn(&shared, |shared| read(shared)),
        ];
        join_all(threads);
        assert!(shared.usable().is_none());
        let session = shared.lock();
        assert!(session.phase == Phase::SignedOut && session.fetch.is_none());
    });
}

#[test]
fn a_sign_in_after_a_sign_out_gets_nothing_from_the_earlier_session() {
    check(|| {
        let shared = world();
        let before = shared.lock().start_fetch(shared.now());
        let threads = [
            spawn(&shared, move |shared| land(shared, &before, "before")),
            spawn(&shared, |shared| {
                shared.leave().expect("not closed");
                shared.reopen();
                call(shared, "after");
                assert_eq!(shared.usable().expect("its own").header, "Bearer after");
            }),
            spawn(&shared, |shared| read(shared)),
        ];
        join_all(threads);
        assert_eq!(shared.usable().expect("of this session").header, "Bearer after");
    });
}

#[test]
fn nothing_is_served_after_a_close_whatever_ends_or_is_rejected_meanwhile() {
    check(|| {
        let shared = world();
        call(&shared, "old");
        let used = shared.usable().expect("published");
        let threads = [
            spawn(&shared, |shared| fetch(shared, "new", |_| true)),
            spawn(&shared, move |shared| {
                shared.reject(&used, ENDPOINT);
            }),
            spawn(&shared, |shared| {
                shared.shut();
                assert!(shared.usable().is_none(), "nothing is served from here on");
            }),
        ];
        join_all(threads);
        assert!(shared.usable().is_none());
        assert!(shared.lock().fetch.is_none(), "the lost token fetch is gone");
    });
}

#[test]
fn a_suppression_that_begins_while_a_2xx_ends_the_last_can_be_ended_too() {
    check(|| {
        let clock = ManualClock::starting_at(SystemTime::UNIX_EPOCH);
        let shared = world_of(&clock);
        call(&shared, "only");
        let used = shared.usable().expect("published");
        shared.reject_replay(&used, ENDPOINT);
        clock.advance(Duration::from_secs(30));
        let threads = [
            spawn(&shared, move |shared| {
                shared.reject_replay(&used, ENDPOINT);
            }),
            spawn(&shared, |shared| shared.accepted(ENDPOINT)),
        ];
        join_all(threads);
        shared.accepted(ENDPOINT);
        assert!(!shared.lock().suppressions.is_active(ENDPOINT, shared.now()), "no suppression is stuck");
    });
}
