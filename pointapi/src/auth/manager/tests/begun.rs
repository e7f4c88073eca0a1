//! Sign-ins whose process dies between the request and its response. Each process is a separate `World`.

use super::{super::*, script::*, shared_holds::Machine};
use crate::auth::TokenError;

/// A response that arrives after the process has died.
fn too_late() -> Reply {
    Reply::After(seconds(9), Box::new(Reply::Panic))
}

fn rejected() -> Reply {
    Reply::Error(TokenError::rejected("access denied"))
}

/// Starts a process that sends a sign-in request and dies before the response.
async fn dies_during_sign_in(machine: &Machine, login: &Arc<Login>, seed: u64) {
    let (sign_ins, _) = login.counts();
    login.on_sign_in([too_late()]);
    let manager = machine.process().manager(login, None, seed);
    let caller = tokio::spawn(authorize(manager.clone()));
    while login.counts().0 == sign_ins {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    manager.close(Duration::ZERO).await;
    assert_eq!(caller.await.expect("no panic"), Err(AuthFailureKind::Closed));
}

async fn authorize(manager: TokenManager) -> Result<String, AuthFailureKind> {
    token(&manager).await
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_whose_process_died_counts_as_an_attempt() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    dies_during_sign_in(&machine, &login, 1).await;
    login.on_sign_in([rejected()]);
    let next = token(&machine.process().manager(&login, None, 2)).await;
    assert_eq!(next, Err(AuthFailureKind::Rejected { attempts: 2 }));
    assert_eq!(login.counts(), (2, 0));
}

#[tokio::test(start_paused = true)]
async fn two_sign_ins_whose_processes_died_hold_the_credentials() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    for seed in 1..3 {
        dies_during_sign_in(&machine, &login, seed).await;
    }
    for seed in 3..6 {
        let next = token(&machine.process().manager(&login, Some("b"), seed)).await;
        assert_eq!(next, Err(AuthFailureKind::Held { attempts: 2 }));
    }
    login.set_password("newer");
    assert!(token(&machine.process().manager(&login, None, 6)).await.is_ok(), "other credentials are not held");
    assert_eq!(login.counts(), (3, 0));
}

#[tokio::test(start_paused = true)]
async fn the_hold_after_dead_processes_is_a_minute_and_then_five() {
    for (dead, held) in [(2, 60), (3, 300)] {
        let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
        for seed in 1..=dead {
            dies_during_sign_in(&machine, &login, seed).await;
            machine.first.clock.advance(if seed == dead { seconds(held - 1) } else { seconds(60) });
        }
        let attempts = u32::try_from(dead).expect("few");
        let within = token(&machine.process().manager(&login, None, 7)).await;
        assert_eq!(within, Err(AuthFailureKind::Held { attempts }), "{dead}");
        machine.first.clock.advance(seconds(1));
        assert!(token(&machine.process().manager(&login, None, 8)).await.is_ok(), "{dead}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_sign_in_under_way_does_not_hold_its_waiters() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    dies_during_sign_in(&machine, &login, 1).await;
    // The second sign-in in a row: if its process died too, the account would be held.
    login.on_sign_in([Reply::After(seconds(5), Box::new(Reply::Tokens(tokens("first"))))]);
    let first = tokio::spawn(authorize(machine.process().manager(&login, None, 2)));
    tokio::time::sleep(seconds(1)).await;
    let other = authorize(machine.process().manager(&login, Some("b"), 3)).await;
    assert_eq!(first.await.expect("no panic").as_deref(), Ok("first"));
    assert_eq!(other.as_deref(), Ok("access-0"));
}

#[tokio::test(start_paused = true)]
async fn a_finished_sign_in_is_no_longer_under_way() {
    let ends = [
        Reply::Tokens(tokens("in").expires_in(seconds(30))),
        Reply::Error(TokenError::transient("500")),
        Reply::Error(TokenError::unsent("rejected")),
    ];
    for end in ends {
        let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
        login.on_sign_in([end, rejected()]);
        let _ = token(&machine.process().manager(&login, Some("a"), 1)).await;
        let next = token(&machine.process().manager(&login, Some("b"), 2)).await;
        assert_eq!(next, Err(AuthFailureKind::Rejected { attempts: 1 }));
    }
}

#[tokio::test(start_paused = true)]
async fn a_reset_forgets_a_sign_in_whose_process_died() {
    let (machine, login) = (Machine::new(), Arc::new(Login::of("greta")));
    dies_during_sign_in(&machine, &login, 1).await;
    let manager = machine.process().manager(&login, None, 2);
    manager.reset_sign_in_guard();
    login.on_sign_in([rejected()]);
    assert_eq!(token(&manager).await, Err(AuthFailureKind::Rejected { attempts: 1 }));
}
