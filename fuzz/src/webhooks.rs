//! Webhook tokens.

use std::sync::{Mutex, OnceLock};

use pointapi::Client;
use pointapi::http::HeaderMap;
use pointapi::webhook::{Verifier, WebhookErrorKind};
use pointapi_sandbox::Sandbox;
use tokio::runtime::{Builder, Runtime};

/// A verifier and one genuine token of its issuer, whose keys take long to create.
struct Issuer {
    /// A single runtime, because fetching keys outlives a verification.
    runtime: Mutex<Runtime>,
    verifier: Verifier,
    token: String,
}

fn issuer() -> &'static Issuer {
    static ISSUER: OnceLock<Issuer> = OnceLock::new();
    ISSUER.get_or_init(|| {
        let sandbox = Sandbox::in_process();
        let webhooks = sandbox.webhooks();
        let verifier = Verifier::builder(webhooks.issuer(), webhooks.audience())
            .jwks_url(webhooks.jwks_url())
            .subject(webhooks.subject())
            .allow_insecure_loopback()
            .fetch_with(Client::builder().transport(sandbox.service()))
            .clock(sandbox.clock());
        let runtime = Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime");
        Issuer { runtime: runtime.into(), verifier: verifier.build().expect("a verifier"), token: webhooks.token() }
    })
}

/// A token is accepted only if it is the genuine one. `*` stands for the genuine part at its position, so that the input
/// can combine genuine and forged parts.
pub fn webhook_token(text: &str) {
    let Issuer { runtime, verifier, token: genuine } = issuer();
    let genuine_parts: Vec<_> = genuine.split('.').collect();
    let part = |(index, part): (usize, &str)| match genuine_parts.get(index) {
        Some(genuine) if part == "*" => (*genuine).to_owned(),
        _ => part.to_owned(),
    };
    let token = text.split('.').enumerate().map(part).collect::<Vec<_>>().join(".");
    let Ok(authorization) = format!("Bearer {token}").parse() else { return };
    let headers = HeaderMap::from_iter([(pointapi::http::header::AUTHORIZATION, authorization)]);
    let result = runtime.lock().unwrap().block_on(verifier.verify(&headers));
    match result {
        Ok(_) => assert_eq!(token, *genuine, "a forged token is accepted"),
        Err(error) => {
            assert_ne!(token, *genuine, "the genuine token is rejected: {error}");
            assert!(
                matches!(
                    error.kind(),
                    WebhookErrorKind::Forbidden | WebhookErrorKind::Keys | WebhookErrorKind::UnknownKey
                ),
                "{error}"
            );
            let shown = format!("{error} {error:?}");
            // A part with a blank may be the fuzzer's guess at the text of the error.
            let is_secret = |part: &&str| part.len() >= 16 && !part.contains(' ');
            let secret = token.split('.').filter(is_secret).find(|part| shown.contains(part));
            assert_eq!(secret, None, "the error shows a part of the token");
        }
    }
}
