//! Valid and invalid webhook tokens.

use std::time::Duration;

use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::webhook::Processed;
use pointapi::{Client, async_trait};
use serde_json::{Value, json};

use crate::scene::{HOUR, SECOND, Scene, assert_forbidden, in_process, trusting};

/// Returns the claims with one changed or removed.
fn with(scene: &Scene, name: &str, value: Option<Value>) -> Value {
    let mut claims = scene.webhooks.claims();
    match value {
        Some(value) => claims[name] = value,
        None => drop(claims.as_object_mut().expect("an object").remove(name)),
    }
    claims
}

/// Returns claims with times relative to now, in seconds.
fn lasting(scene: &Scene, issued: i64, expiry: i64) -> Value {
    let mut claims = scene.webhooks.claims();
    let now = claims["iat"].as_i64().expect("a time");
    claims["iat"] = (now + issued).into();
    claims["exp"] = (now + expiry).into();
    claims
}

#[tokio::test(start_paused = true)]
async fn a_token_of_the_platform_is_accepted() {
    let scene = Scene::new();
    assert_eq!(scene.send_token(&scene.webhooks.token()).await.expect("good"), Processed::Handled);
    assert_eq!(scene.handled.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_documented_sample_token_is_rejected() {
    let scene = Scene::new();
    let mut claims = scene.webhooks.claims();
    for time in ["iat", "exp"] {
        claims[time] = (claims[time].as_u64().expect("a time") / 1000).into();
    }
    let sample = |signature: &str| {
        let token = scene.webhooks.sign(&scene.webhooks.token_header(), &claims);
        format!("{}.{signature}", token.rsplit_once('.').expect("segments").0)
    };
    assert_forbidden(scene.send_token(&sample("dGVzdA==")).await, "without padding");
    assert_forbidden(scene.send_token(&sample("dGVzdA")).await, "signature is wrong");
    assert_forbidden(scene.send_claims(&claims).await, "expired");
    assert_eq!(scene.handled.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn iss_must_match_exactly() {
    let scene = Scene::new();
    let issuer = scene.webhooks.issuer();
    for wrong in
        [json!("https://securetoken.google.com/other"), json!(format!("{issuer}/")), json!(issuer.to_uppercase())]
    {
        assert_forbidden(scene.send_claims(&with(&scene, "iss", Some(wrong))).await, "another issuer");
    }
    for wrong in [Some(json!([issuer])), Some(json!(1)), Some(Value::Null), None] {
        assert_forbidden(scene.send_claims(&with(&scene, "iss", wrong)).await, "claims");
    }
}

#[tokio::test(start_paused = true)]
async fn aud_must_contain_the_audience() {
    let scene = Scene::new();
    for right in [json!("larchfield"), json!(["larchfield"]), json!(["other", "larchfield"])] {
        assert!(scene.send_claims(&with(&scene, "aud", Some(right))).await.is_ok());
    }
    for wrong in [json!("other"), json!(""), json!(["other"]), json!([])] {
        assert_forbidden(scene.send_claims(&with(&scene, "aud", Some(wrong))).await, "another audience");
    }
    for wrong in [Some(json!(1)), Some(Value::Null), None] {
        assert_forbidden(scene.send_claims(&with(&scene, "aud", wrong)).await, "lacks");
    }
}

#[tokio::test(start_paused = true)]
async fn sub_must_match_and_not_be_empty() {
    let scene = Scene::new();
    assert_forbidden(scene.send_claims(&with(&scene, "sub", Some(json!("xpps|1")))).await, "not expected");
    assert_forbidden(scene.send_claims(&with(&scene, "sub", None)).await, "claims");

    let scene = Scene::with(|_, sandbox| without_subject(sandbox), |receiver| receiver);
    assert!(scene.send_claims(&with(&scene, "sub", Some(json!("xpps|1")))).await.is_ok());
    assert_forbidden(scene.send_claims(&with(&scene, "sub", Some(json!("")))).await, "no subject");
}

fn without_subject(sandbox: &pointapi_sandbox::Sandbox) -> pointapi::webhook::VerifierBuilder {
    let webhooks = sandbox.webhooks();
    pointapi::webhook::Verifier::builder(webhooks.issuer(), webhooks.audience())
        .jwks_url(webhooks.jwks_url())
        .allow_insecure_loopback()
        .fetch_with(in_process(sandbox))
        .clock(sandbox.clock())
}

#[tokio::test(start_paused = true)]
async fn a_token_is_valid_until_60_seconds_after_its_expiry() {
    let scene = Scene::new();
    let token = scene.webhooks.token();
    scene.sandbox.advance(HOUR + 59 * SECOND);
    assert!(scene.send_token(&token).await.is_ok());
    scene.sandbox.advance(SECOND);
    assert_forbidden(scene.send_token(&token).await, "expired");
    assert_forbidden(scene.send_claims(&with(&scene, "exp", None)).await, "claims");
}

#[tokio::test(start_paused = true)]
async fn iat_is_at_most_60_seconds_ahead() {
    let scene = Scene::new();
    assert!(scene.send_claims(&lasting(&scene, 60, 3600)).await.is_ok());
    assert_forbidden(scene.send_claims(&lasting(&scene, 62, 3600)).await, "future");
    assert_forbidden(scene.send_claims(&with(&scene, "iat", None)).await, "claims");
}

#[tokio::test(start_paused = true)]
async fn a_token_lives_at_most_24_hours() {
    let scene = Scene::new();
    assert!(scene.send_claims(&lasting(&scene, 0, 24 * 3600)).await.is_ok());
    assert_forbidden(scene.send_claims(&lasting(&scene, 0, 24 * 3600 + 1)).await, "24 hours");
    assert_forbidden(scene.send_claims(&with(&scene, "exp", Some(json!(u64::MAX)))).await, "24 hours");
}

#[tokio::test(start_paused = true)]
async fn nbf_is_checked_if_present() {
    let scene = Scene::new();
    let ahead = |seconds: u64| json!(scene.webhooks.claims()["iat"].as_u64().expect("a time") + seconds);
    assert!(scene.send_claims(&with(&scene, "nbf", Some(ahead(60)))).await.is_ok());
    assert_forbidden(scene.send_claims(&with(&scene, "nbf", Some(ahead(62)))).await, "not good yet");
}

#[tokio::test(start_paused = true)]
async fn only_rs256_is_accepted() {
    let scene = Scene::new();
    for algorithm in ["none", "None", "HS256", "RS384", "PS256", "ES256", "rs256", ""] {
        let mut header = scene.webhooks.token_header();
        header["alg"] = algorithm.into();
        let token = scene.webhooks.sign(&header, &scene.webhooks.claims());
        assert_forbidden(scene.send_token(&token).await, "not RS256");
        let unsigned = format!("{}.", token.rsplit_once('.').expect("segments").0);
        assert!(scene.send_token(&unsigned).await.is_err());
    }
    assert_eq!(scene.webhooks.jwks_fetches(), 0, "an invalid token causes no key fetch");
}

#[tokio::test(start_paused = true)]
async fn keys_inside_a_token_are_ignored() {
    let scene = Scene::new();
    let stranger = pointapi_sandbox::Sandbox::in_process().webhooks();
    let mut header = scene.webhooks.token_header();
    header["jku"] = "https://evil.example/keys".into();
    header["x5u"] = "https://evil.example/certificate".into();
    assert!(scene.send_token(&scene.webhooks.sign(&header, &scene.webhooks.claims())).await.is_ok());
    assert_forbidden(scene.send_token(&stranger.sign(&header, &stranger.claims())).await, "signature is wrong");
    assert!(scene.sandbox.requests().iter().all(|request| request.target() == "/.well-known/jwks.json"));
}

#[tokio::test(start_paused = true)]
async fn a_critical_extension_is_rejected() {
    let scene = Scene::new();
    for demands in [json!(["b64"]), json!(["made-up"]), json!([]), Value::Null] {
        let mut header = scene.webhooks.token_header();
        header["crit"] = demands;
        assert_forbidden(scene.send_token(&scene.webhooks.sign(&header, &scene.webhooks.claims())).await, "critical");
    }
}

#[tokio::test(start_paused = true)]
async fn typ_is_jwt_or_absent() {
    let scene = Scene::new();
    for (kind, is_good) in [(Some("JWT"), true), (None, true), (Some("at+jwt"), false), (Some(""), false)] {
        let mut header = scene.webhooks.token_header();
        header["typ"] = kind.into();
        let outcome = scene.send_token(&scene.webhooks.sign(&header, &scene.webhooks.claims())).await;
        assert_eq!(outcome.is_ok(), is_good, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_id_has_only_plain_characters() {
    let scene = Scene::new();
    for key_id in ["", "a b", "../keys", "k\u{e9}y", &"k".repeat(129)] {
        assert_forbidden(scene.send_key_id(key_id).await, "malformed key id");
    }
    assert_eq!(scene.webhooks.jwks_fetches(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_changed_token_is_rejected() {
    let scene = Scene::new();
    let (good, other) = (scene.webhooks.token(), scene.webhooks.sign(&scene.webhooks.token_header(), &json!({})));
    let (message, signature) = good.rsplit_once('.').expect("segments");
    let header = message.split('.').next().expect("a header");
    let foreign_payload = other.split('.').nth(1).expect("claims");
    assert_forbidden(scene.send_token(&format!("{header}.{foreign_payload}.{signature}")).await, "signature");
    assert_forbidden(scene.send_token(&format!("{good}=")).await, "padding");
    assert_forbidden(scene.send_token(&format!("{good}.{signature}")).await, "three segments");
    assert_forbidden(scene.send_token(message).await, "three segments");
    // In base64 of 256 bytes the last character has four unused bits; only the canonical character is accepted.
    let last = signature.chars().last().expect("a character");
    for end in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".chars().filter(|end| *end != last) {
        let outcome = scene.send_token(&format!("{message}.{}{end}", &signature[..signature.len() - 1])).await;
        assert_eq!(outcome.expect_err("changed").status(), 403);
    }
    assert_eq!(scene.handled.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_foreign_key_with_the_same_id_verifies_nothing() {
    let scene = Scene::new();
    let stranger = pointapi_sandbox::Sandbox::in_process().webhooks();
    assert_eq!(stranger.token_header(), scene.webhooks.token_header());
    assert_forbidden(scene.send_token(&stranger.token()).await, "signature is wrong");
}

/// A login that returns one fixed token.
struct Fixed(String);

#[async_trait]
impl TokenSource for Fixed {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new(self.0.clone()).expires_in(Duration::from_secs(600)))
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        self.sign_in().await
    }
}

#[tokio::test(start_paused = true)]
async fn our_own_current_access_token_is_rejected() {
    let sandbox = pointapi_sandbox::Sandbox::in_process();
    let webhooks = sandbox.webhooks();
    let token = webhooks.token();
    let client = Client::builder().token_source(Fixed(token.clone())).build().expect("a client");
    let verifier = trusting(&sandbox).own_client(&client).build().expect("a verifier");
    let mut headers = webhooks.headers("orders/placed");
    headers.insert("authorization", format!("Bearer {token}").parse().expect("a value"));
    assert!(verifier.verify(&headers).await.is_ok(), "not signed in yet");
    client.sign_in().await.expect("signed in");
    let error = verifier.verify(&headers).await.expect_err("our own");
    assert_eq!((error.status().as_u16(), error.to_string().as_str()), (403, "the token is our own access token"));
    let sender = verifier.verify(&webhooks.headers("orders/placed")).await;
    // Tokens of the same second are identical, so the other is issued one second later.
    sandbox.advance(SECOND);
    assert!(sender.is_err() && verifier.verify(&webhooks.headers("orders/placed")).await.is_ok());
}
