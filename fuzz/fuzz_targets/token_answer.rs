//! A login whose answers are the fuzzer's: nothing panics, and no token comes out that could not be sent.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run token_answer` from the root, on the stable compiler.

#![no_main]

use std::{
    convert::Infallible,
    sync::LazyLock,
    time::{Duration, SystemTime},
};

use libfuzzer_sys::fuzz_target;
use pointapi::{Body, Client, Credentials, HttpRequest, http::Response};
use tokio::runtime::{Builder, Runtime};

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_time().build().expect("a runtime"));

fuzz_target!(|answer: &[u8]| {
    let answer = answer.to_vec();
    let login = tower::service_fn(move |_: HttpRequest| {
        let answer = answer.clone();
        async { Ok::<_, Infallible>(Response::new(Body::from(answer))) }
    });
    let client = Client::builder()
        .transport(login)
        .credentials(Credentials::password("user", "not-a-real-one"))
        .build()
        .expect("settings that can be used");
    if let Ok(token) = RUNTIME.block_on(client.access_token()) {
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
        assert!((1..=16 * 1024).contains(&token.expose().len()) && token.expose().bytes().all(is_token));
        let expires_at = client.auth_status().access_expires_at().expect("a token has an end");
        assert!(expires_at <= SystemTime::now() + Duration::from_secs(24 * 3600));
    }
});
