//! The two guarantees of token traffic, tested with random sequences of login responses.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use futures_util::future::join_all;

use super::super::*;
use super::script::*;
use crate::auth::api::token_error::RejectionBody;
use crate::auth::environment::Identity;
use crate::auth::{TokenError, TokenSet};
use crate::clock::ManualClock;

/// A login with random responses, which returns tokens once it has recovered.
struct DrawnLogin {
    random: Mutex<fastrand::Rng>,
    clock: ManualClock,
    is_working: AtomicBool,
    /// The times of sign-ins that were sent, did not succeed, and did not get 5xx, 408, 425 or 429.
    counted: Mutex<Vec<Duration>>,
}

impl DrawnLogin {
    /// Draws a response, and whether it counts towards the ceiling when it is the response to a sign-in.
    fn draw(&self) -> (Result<TokenSet, TokenError>, bool) {
        let random = &mut *self.random.lock().expect("no panic");
        let status =
            |code: u16, body| TokenError::from_status(http::StatusCode::from_u16(code).expect("a status"), body, None);
        let text = format!("token-{}", random.u32(..));
        let tokens = |lifetime| TokenSet::new(text.clone()).expires_in(lifetime);
        match random.u8(..15) {
            0 => (Ok(tokens(seconds(60)).refresh_token("refresh")), false),
            1 => (Ok(tokens(seconds(300))), false),
            2 => (Ok(tokens(Duration::ZERO).refresh_token("refresh")), true),
            3 => (Ok(TokenSet::new("not a token")), true),
            4 => (Err(status(401, RejectionBody::with_code("invalid_grant"))), true),
            5 => (Err(status(200, RejectionBody::with_code("access_denied"))), true),
            6 => (Err(status(403, RejectionBody::Bare)), true),
            7 => (Err(status(404, RejectionBody::Bare)), true),
            8 => (Err(status(422, RejectionBody::with_code("invalid_request"))), true),
            9 => (Err(status(302, RejectionBody::Bare)), true),
            10 => (Err(status([408, 425, 500, 503][random.usize(..4)], RejectionBody::Bare)), false),
            11 => (Err(TokenError::throttled(seconds(random.u64(..30)))), false),
            12 => (Err(TokenError::malformed("an empty body")), true),
            13 => (Err(TokenError::unanswered("reset")), true),
            _ => (Err(TokenError::unsent("no route")), false),
        }
    }
}

#[async_trait]
impl TokenSource for DrawnLogin {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        if self.is_working.load(Ordering::SeqCst) {
            return Ok(tokens("it works").refresh_token("refresh"));
        }
        let (response, is_counted) = self.draw();
        if is_counted {
            self.counted.lock().expect("no panic").push(self.clock.monotonic());
        }
        // The sign-ins of other identities are sent meanwhile.
        tokio::time::sleep(seconds(1)).await;
        response
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        if self.is_working.load(Ordering::SeqCst) { Ok(tokens("works")) } else { self.draw().0 }
    }

    fn account(&self) -> String {
        "greta".to_owned()
    }
}

/// The token managers of these aliases of one account.
fn scene<const COUNT: usize>(seed: u64, aliases: [&str; COUNT]) -> (Arc<DrawnLogin>, [TokenManager; COUNT]) {
    let world = World::new();
    let login = Arc::new(DrawnLogin {
        random: Mutex::new(fastrand::Rng::with_seed(seed)),
        clock: world.clock.clone(),
        is_working: AtomicBool::new(false),
        counted: Mutex::default(),
    });
    let environment = |alias: &str| Environment {
        clock: Arc::new(world.clock.clone()),
        jitter_seed: seed,
        guard: Arc::clone(&world.guard),
        store: Arc::clone(&world.store),
        identity: Identity {
            origin: "https://api.example".to_owned(),
            login: None,
            alias: Some(alias).filter(|alias| !alias.is_empty()).map(str::to_owned),
        },
        login_timeout: None,
    };
    let managers =
        aliases.map(|alias| TokenManager::new(Arc::clone(&login) as Arc<dyn TokenSource>, environment(alias)));
    (login, managers)
}

/// Calls repeatedly for the given time; some of the calls have their token rejected.
async fn call_for(login: &DrawnLogin, manager: &TokenManager, time: Duration) {
    let end = login.clock.monotonic() + time;
    while login.clock.monotonic() < end {
        if let Ok(authorization) = manager.authorize(None).await
            && login.random.lock().expect("no panic").u8(..20) == 0
        {
            manager.rejected(&authorization, ENDPOINT);
        }
        let pause = login.random.lock().expect("no panic").u64(1..10);
        login.clock.advance(seconds(pause));
    }
}

#[tokio::test(start_paused = true)]
async fn an_account_gets_at_most_4_sign_ins_without_a_token_an_hour_whatever_the_responses() {
    for seed in 0..12 {
        let (login, [manager]) = scene(seed, [""]);
        call_for(&login, &manager, 3 * HOUR).await;
        check_ceiling(&login, seed);
        let (login, managers) = scene(seed, ["a", "b", "c", "d"]);
        join_all(managers.each_ref().map(|manager| call_for(&login, manager, 3 * HOUR))).await;
        check_ceiling(&login, seed);
    }
}

fn check_ceiling(login: &DrawnLogin, seed: u64) {
    let counted = login.counted.lock().expect("no panic").clone();
    for five in counted.windows(5) {
        assert!(five[4] - five[0] >= HOUR, "seed {seed}: {five:?}");
    }
    assert!(!counted.is_empty(), "seed {seed} tries nothing");
}

#[tokio::test(start_paused = true)]
async fn calls_succeed_within_60_s_of_the_recovery_or_of_the_end_of_a_hold() {
    for seed in 0..40 {
        let (login, [manager]) = scene(seed, [""]);
        let time = seconds(login.random.lock().expect("no panic").u64(..3600));
        call_for(&login, &manager, time).await;
        login.is_working.store(true, Ordering::SeqCst);
        let mut waited = 0;
        while let Err(failure) = token(&manager).await {
            let is_held = matches!(failure, AuthFailureKind::Rejected { .. } | AuthFailureKind::Held { .. });
            // A hold excuses no session that could refresh.
            let can_refresh = manager.shared.lock().refresh.as_ref().is_some_and(|grant| grant.is_live(manager.now()));
            match manager.status().retry_at().filter(|_| is_held && !can_refresh) {
                Some(end) => {
                    login.clock.advance(end.duration_since(login.clock.wall()).expect("ahead"));
                    waited = 0;
                }
                None => {
                    login.clock.advance(seconds(1));
                    waited += 1;
                }
            }
            assert!(waited <= 60, "seed {seed}: {failure:?}");
        }
    }
}
