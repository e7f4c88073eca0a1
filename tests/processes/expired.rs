//! Twenty processes at once.

use crate::child::Outcome;
use crate::place::Place;
use crate::scene::Scene;

async fn twenty_processes_and_one_expired_token_are_1_refresh(place: Place) {
    let scene = Scene::with_an_expired_token(place).await;
    for outcome in scene.outcomes(20) {
        assert!(matches!(outcome, Outcome::SignedIn { seconds_left: 3500..=3600 }), "{outcome:?}");
    }
    assert_eq!(scene.counts(), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_processes_and_one_expired_token_are_1_refresh_with_files() {
    twenty_processes_and_one_expired_token_are_1_refresh(Place::files()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_processes_and_one_expired_token_are_1_refresh_with_redis() {
    let Some(place) = Place::redis() else { return };
    twenty_processes_and_one_expired_token_are_1_refresh(place).await;
}

async fn twenty_processes_with_a_wrong_password_are_1_sign_in(place: Place) {
    let scene = Scene::new(place, "wrong").await;
    for outcome in scene.outcomes(20) {
        assert_eq!(outcome, Outcome::Rejected);
    }
    assert_eq!(scene.counts(), (1, 0));

    let mut corrected = scene.orders.clone();
    corrected.password = "right".to_owned();
    assert!(matches!(scene.outcome(&corrected), Outcome::SignedIn { .. }), "a new password is tried at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_processes_with_a_wrong_password_are_1_sign_in_with_files() {
    twenty_processes_with_a_wrong_password_are_1_sign_in(Place::files()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_processes_with_a_wrong_password_are_1_sign_in_with_redis() {
    let Some(place) = Place::redis() else { return };
    twenty_processes_with_a_wrong_password_are_1_sign_in(place).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_restarted_again_and_again_with_a_wrong_password_signs_in_once() {
    let scene = Scene::new(Place::files(), "wrong").await;
    for _ in 0..5 {
        assert_eq!(scene.outcome(&scene.orders), Outcome::Rejected);
    }
    assert_eq!(scene.counts(), (1, 0));
}
