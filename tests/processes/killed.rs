//! A process that is killed in the middle of a flight, and the one that comes after it.

use pointapi::sandbox::Fault;

use crate::child::{Orders, Outcome, Process};
use crate::place::Place;
use crate::scene::Scene;
use crate::stopping::Step;

/// Each step, and what the server has counted when the next process has its outcome: the requests of both.
const STEPS_OF_A_REFRESH: [(Step, u64); 4] = [
    (Step::BeforeTheLease, 1),
    (Step::WithTheLease, 1),
    // What the dead one had is lost with it.
    (Step::BeforeTheCommit, 2),
    (Step::AfterTheCommit, 1),
];

/// The first commit says that a sign-in begins, the second what became of it.
const STEPS_OF_A_REJECTED_SIGN_IN: [(Step, u64); 6] = [
    (Step::BeforeTheLease, 1),
    (Step::WithTheLease, 1),
    (Step::BeforeTheCommit, 1),
    (Step::AfterTheCommit, 1),
    // It is known that it was begun; that it was rejected is lost.
    (Step::BeforeTheSecondCommit, 2),
    (Step::AfterTheSecondCommit, 1),
];

fn stopped_at(scene: &Scene, step: Step) -> Process {
    let mut process = Process::start(&Orders { stop_at: Some(step), ..scene.orders.clone() });
    process.go();
    process
}

async fn killed_while_refreshing(place: impl Fn() -> Option<Place>) {
    for (step, refreshes) in STEPS_OF_A_REFRESH {
        let Some(place) = place() else { return };
        let scene = Scene::with_an_expired_token(place).await;
        stopped_at(&scene, step).kill_when_stopped();
        scene.place.end_leases();
        assert!(matches!(scene.outcome(&scene.orders), Outcome::SignedIn { .. }), "{step:?}");
        assert_eq!(scene.counts(), (1, refreshes), "{step:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_killed_in_each_step_of_a_refresh_is_in_nobodys_way_with_files() {
    killed_while_refreshing(|| Some(Place::files())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_killed_in_each_step_of_a_refresh_is_in_nobodys_way_with_redis() {
    killed_while_refreshing(Place::redis).await;
}

async fn killed_while_signing_in(place: impl Fn() -> Option<Place>) {
    for (step, sign_ins) in STEPS_OF_A_REJECTED_SIGN_IN {
        let Some(place) = place() else { return };
        let scene = Scene::new(place, "wrong").await;
        stopped_at(&scene, step).kill_when_stopped();
        scene.place.end_leases();
        for _ in 0..3 {
            assert_eq!(scene.outcome(&scene.orders), Outcome::Rejected, "{step:?}");
        }
        assert_eq!(scene.counts(), (sign_ins, 0), "{step:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_killed_in_each_step_of_a_rejected_sign_in_costs_one_attempt_at_most_with_files() {
    killed_while_signing_in(|| Some(Place::files())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_killed_in_each_step_of_a_rejected_sign_in_costs_one_attempt_at_most_with_redis() {
    killed_while_signing_in(Place::redis).await;
}

/// The server has the request and does not answer.
async fn killed_while_waiting(scene: &Scene) {
    let before = scene.counts().0 + scene.counts().1;
    scene.sandbox.fail_next(1, Fault::Hang);
    let mut process = Process::start(&scene.orders);
    process.go();
    scene.asked(before + 1).await;
    process.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_killed_while_the_server_answers_is_followed_by_the_next_with_files() {
    let scene = Scene::with_an_expired_token(Place::files()).await;
    killed_while_waiting(&scene).await;
    for outcome in scene.outcomes(5) {
        assert!(matches!(outcome, Outcome::SignedIn { .. }), "{outcome:?}");
    }
    assert_eq!(scene.counts(), (1, 2));
}

/// Nobody ends the lease here: the next one goes on alone after its 5 seconds.
#[tokio::test(flavor = "multi_thread")]
async fn a_holder_killed_while_the_server_answers_is_followed_by_the_next_with_redis() {
    let Some(place) = Place::redis() else { return };
    let scene = Scene::with_an_expired_token(place).await;
    killed_while_waiting(&scene).await;
    assert!(matches!(scene.outcome(&scene.orders), Outcome::SignedIn { .. }));
    assert_eq!(scene.counts(), (1, 2));
}

async fn sign_ins_killed_while_the_server_answers(place: impl Fn() -> Option<Place>) {
    let Some(place_of_one) = place() else { return };
    let scene = Scene::new(place_of_one, "wrong").await;
    killed_while_waiting(&scene).await;
    scene.place.end_leases();
    for outcome in scene.outcomes(5) {
        assert_eq!(outcome, Outcome::Rejected);
    }
    assert_eq!(scene.counts(), (2, 0), "one is dead, one was rejected, and who comes after them asks nobody");

    let scene = Scene::new(place().expect("as before"), "wrong").await;
    for _ in 0..2 {
        killed_while_waiting(&scene).await;
        scene.place.end_leases();
    }
    for outcome in scene.outcomes(5) {
        assert!(matches!(&outcome, Outcome::Failed(text) if text.contains("(attempts: 2)")), "{outcome:?}");
    }
    assert_eq!(scene.counts(), (2, 0), "two that nobody lived to see answered are two attempts");

    let mut corrected = scene.orders.clone();
    corrected.password = "right".to_owned();
    assert!(matches!(scene.outcome(&corrected), Outcome::SignedIn { .. }), "a new password is tried at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_ins_killed_while_the_server_answers_count_as_attempts_with_files() {
    sign_ins_killed_while_the_server_answers(|| Some(Place::files())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_ins_killed_while_the_server_answers_count_as_attempts_with_redis() {
    sign_ins_killed_while_the_server_answers(Place::redis).await;
}
