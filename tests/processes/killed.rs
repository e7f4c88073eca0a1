//! A process killed during a token fetch, and the next process.

use pointapi_sandbox::Fault;

use crate::child::{Instructions, Outcome, Process};
use crate::location::Location;
use crate::scene::Scene;
use crate::stopping::Step;

/// Each step, with the requests of both processes once the second has its outcome.
const STEPS_OF_A_REFRESH: [(Step, u64); 4] = [
    (Step::BeforeTheLease, 1),
    (Step::WithTheLease, 1),
    // The killed process had the new token only in memory.
    (Step::BeforeTheCommit, 2),
    (Step::AfterTheCommit, 1),
];

/// The first commit records that a sign-in begins, the second its outcome.
const STEPS_OF_A_REJECTED_SIGN_IN: [(Step, u64); 6] = [
    (Step::BeforeTheLease, 1),
    (Step::WithTheLease, 1),
    (Step::BeforeTheCommit, 1),
    (Step::AfterTheCommit, 1),
    // The store knows that it began, but not that it was rejected.
    (Step::BeforeTheSecondCommit, 2),
    (Step::AfterTheSecondCommit, 1),
];

fn stopped_at(scene: &Scene, step: Step) -> Process {
    let mut process = Process::start(&Instructions { stop_at: Some(step), ..scene.instructions.clone() });
    process.go();
    process
}

async fn killed_while_refreshing(location: impl Fn() -> Option<Location>) {
    for (step, refreshes) in STEPS_OF_A_REFRESH {
        let Some(location) = location() else { return };
        let scene = Scene::with_an_expired_token(location).await;
        stopped_at(&scene, step).kill_when_stopped();
        scene.location.end_leases();
        assert!(matches!(scene.outcome(&scene.instructions), Outcome::SignedIn { .. }), "{step:?}");
        assert_eq!(scene.counts(), (1, refreshes), "{step:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_killed_in_a_refresh_blocks_no_other_with_files() {
    killed_while_refreshing(|| Some(Location::files())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_killed_in_a_refresh_blocks_no_other_with_redis() {
    killed_while_refreshing(Location::redis).await;
}

async fn killed_while_signing_in(location: impl Fn() -> Option<Location>) {
    for (step, sign_ins) in STEPS_OF_A_REJECTED_SIGN_IN {
        let Some(location) = location() else { return };
        let scene = Scene::new(location, "wrong").await;
        stopped_at(&scene, step).kill_when_stopped();
        scene.location.end_leases();
        for _ in 0..3 {
            assert_eq!(scene.outcome(&scene.instructions), Outcome::Rejected, "{step:?}");
        }
        assert_eq!(scene.counts(), (sign_ins, 0), "{step:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_killed_in_a_rejected_sign_in_costs_one_attempt_with_files() {
    killed_while_signing_in(|| Some(Location::files())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_killed_in_a_rejected_sign_in_costs_one_attempt_with_redis() {
    killed_while_signing_in(Location::redis).await;
}

/// The holder is killed after the server received its request and before it responds.
async fn killed_while_waiting(scene: &Scene) {
    let before = scene.counts().0 + scene.counts().1;
    scene.sandbox.fail_next(1, Fault::Hang);
    let mut process = Process::start(&scene.instructions);
    process.go();
    scene.asked(before + 1).await;
    process.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_killed_before_the_response_is_replaced_with_files() {
    let scene = Scene::with_an_expired_token(Location::files()).await;
    killed_while_waiting(&scene).await;
    for outcome in scene.outcomes(5) {
        assert!(matches!(outcome, Outcome::SignedIn { .. }), "{outcome:?}");
    }
    assert_eq!(scene.counts(), (1, 2));
}

/// The lease is not ended here: the next process proceeds without it after 5 seconds.
#[tokio::test(flavor = "multi_thread")]
async fn a_holder_killed_before_the_response_is_replaced_with_redis() {
    let Some(location) = Location::redis() else { return };
    let scene = Scene::with_an_expired_token(location).await;
    killed_while_waiting(&scene).await;
    assert!(matches!(scene.outcome(&scene.instructions), Outcome::SignedIn { .. }));
    assert_eq!(scene.counts(), (1, 2));
}

async fn sign_ins_killed_before_the_response(location: impl Fn() -> Option<Location>) {
    let Some(first_location) = location() else { return };
    let scene = Scene::new(first_location, "wrong").await;
    killed_while_waiting(&scene).await;
    scene.location.end_leases();
    for outcome in scene.outcomes(5) {
        assert_eq!(outcome, Outcome::Rejected);
    }
    assert_eq!(
        scene.counts(),
        (2, 0),
        "one killed and one rejected sign-in are two attempts, so the next process sends none"
    );

    let scene = Scene::new(location().expect("as before"), "wrong").await;
    for _ in 0..2 {
        killed_while_waiting(&scene).await;
        scene.location.end_leases();
    }
    for outcome in scene.outcomes(5) {
        assert!(matches!(&outcome, Outcome::Failed(text) if text.contains("(attempts: 2)")), "{outcome:?}");
    }
    assert_eq!(scene.counts(), (2, 0), "two killed sign-ins are two attempts");

    let mut corrected = scene.instructions.clone();
    corrected.password = "right".to_owned();
    assert!(matches!(scene.outcome(&corrected), Outcome::SignedIn { .. }), "a new password is tried at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_ins_killed_before_the_response_count_as_attempts_with_files() {
    sign_ins_killed_before_the_response(|| Some(Location::files())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_ins_killed_before_the_response_count_as_attempts_with_redis() {
    sign_ins_killed_before_the_response(Location::redis).await;
}
