//! Twenty concurrent processes.

use crate::child::Outcome;
use crate::location::Location;
use crate::scene::Scene;

async fn twenty_processes_with_one_expired_token_refresh_once(location: Location) {
    let scene = Scene::with_an_expired_token(location).await;
    for outcome in scene.outcomes(20) {
        assert!(matches!(outcome, Outcome::SignedIn { seconds_left: 3500..=3600 }), "{outcome:?}");
    }
    assert_eq!(scene.counts(), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_processes_with_one_expired_token_refresh_once_with_files() {
    twenty_processes_with_one_expired_token_refresh_once(Location::files()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_processes_with_one_expired_token_refresh_once_with_redis() {
    let Some(location) = Location::redis() else { return };
    twenty_processes_with_one_expired_token_refresh_once(location).await;
}

async fn twenty_processes_with_a_wrong_password_sign_in_once(location: Location) {
    let scene = Scene::new(location, "wrong").await;
    for outcome in scene.outcomes(20) {
        assert_eq!(outcome, Outcome::Rejected);
    }
    assert_eq!(scene.counts(), (1, 0));

    let mut corrected = scene.instructions.clone();
    corrected.password = "right".to_owned();
    assert!(matches!(scene.outcome(&corrected), Outcome::SignedIn { .. }), "a new password is tried at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_processes_with_a_wrong_password_sign_in_once_with_files() {
    twenty_processes_with_a_wrong_password_sign_in_once(Location::files()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_processes_with_a_wrong_password_sign_in_once_with_redis() {
    let Some(location) = Location::redis() else { return };
    twenty_processes_with_a_wrong_password_sign_in_once(location).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_restarted_with_a_wrong_password_signs_in_once() {
    let scene = Scene::new(Location::files(), "wrong").await;
    for _ in 0..5 {
        assert_eq!(scene.outcome(&scene.instructions), Outcome::Rejected);
    }
    assert_eq!(scene.counts(), (1, 0));
}
