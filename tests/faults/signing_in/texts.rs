//! Texts of errors, and bodies that belong to no row of the table.

use pointapi::AuthCause;

use super::{Scene, TOKENS};
use crate::server::{json, respond, script};

#[tokio::test]
async fn an_error_that_echoes_the_password_is_shown_nowhere() {
    for status in [200, 400, 401, 403, 404] {
        let scene = Scene::new([json(status, r#"{"error":"PASSWORD-CANARY"}"#)]).await;
        let (_, error) = scene.failure().await;
        let chain = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
        for error in chain {
            assert!(!format!("{error} {error:?}").contains("CANARY"), "{status}: {error:?}");
        }
        assert!(!format!("{:?}", scene.client).contains("CANARY"));
    }
}

#[tokio::test]
async fn auth_error_chains_say_a_thing_once() {
    for reply in
        [json(403, r#"{"error":"access_denied"}"#), json(200, "{}"), json(500, "{}"), json(429, "{}"), script().reset()]
    {
        let scene = Scene::new([reply]).await;
        let (_, error) = scene.failure().await;
        let chain: Vec<_> = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source())
            .map(ToString::to_string)
            .collect();
        for (depth, text) in chain.iter().enumerate() {
            assert!(!chain[..depth].iter().any(|above| above.contains(text)), "{chain:#?}");
        }
    }
}

#[tokio::test]
async fn the_content_type_of_a_json_token_response_is_ignored() {
    for kind in ["text/html", "application/octet-stream", "nonsense"] {
        let scene = Scene::new([respond(200, &[("Content-Type", kind)], TOKENS.as_bytes())]).await;
        scene.client.sign_in().await.unwrap();
    }
}

#[tokio::test]
async fn a_token_response_over_64_kib_is_malformed_not_a_rejection() {
    let body = format!(r#"{{"access_token":"access","padding":"{}"}}"#, "x".repeat(64 * 1024));
    let scene = Scene::new([json(200, &body)]).await;
    assert_eq!(scene.failure().await.0, AuthCause::BadAnswer);
}
