//! The failure classes of token fetches, row by row, with the platform's login over a real connection.

mod refresh;
mod sign_in;
mod texts;

use std::time::{Duration, SystemTime};

use pointapi::clock::{Clock, ManualClock};
use pointapi::{AuthCause, Client, Credentials, Error, ErrorKind};

use crate::api::builder;
use crate::server::{Script, Server, json};

const HOUR: Duration = Duration::from_secs(3600);
const TOKENS: &str = r#"{"access_token":"access","refresh_token":"refresh","expires_in":3600}"#;

struct Scene {
    server: Server,
    client: Client,
    clock: ManualClock,
}

impl Scene {
    async fn new(scripts: impl IntoIterator<Item = Script>) -> Self {
        let server = Server::start(scripts).await;
        let clock = ManualClock::starting_at(SystemTime::now());
        let credentials = Credentials::password("greta", "PASSWORD-CANARY");
        let client = builder(&server).clock(clock.clone()).credentials(credentials).build().unwrap();
        Self { server, client, clock }
    }

    /// A scene in which the access token has expired and the refresh token is valid.
    async fn expired(scripts: impl IntoIterator<Item = Script>) -> Self {
        let scene = Self::new([json(200, TOKENS)].into_iter().chain(scripts)).await;
        scene.client.sign_in().await.unwrap();
        scene.clock.advance(HOUR);
        scene
    }

    /// Signs in and returns the cause of the failure.
    async fn failure(&self) -> (AuthCause, Error) {
        let error = self.client.sign_in().await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("CANARY"));
        match error.kind() {
            ErrorKind::Auth(cause) => (cause, error),
            kind => panic!("{kind:?}"),
        }
    }

    /// Returns the seconds until the next token fetch is allowed.
    fn pause(&self) -> u64 {
        let retry_at = self.client.auth_status().retry_at().expect("a pause");
        retry_at.duration_since(self.clock.wall()).unwrap().as_secs()
    }

    /// Returns the last path segment of each request.
    fn asked(&self) -> Vec<String> {
        let last = |line: &str| line.split(' ').nth(1).and_then(|path| path.rsplit('/').next()).map(str::to_owned);
        self.server.requests().iter().filter_map(|request| last(request.line())).collect()
    }
}

const REFRESH: &str = "refreshIdToken";
const SIGN_IN: &str = "signInWithPassword";

fn signed_in_times(count: usize) -> Vec<String> {
    vec![SIGN_IN.to_owned(); count]
}

fn then(paths: &[&str]) -> Vec<String> {
    [SIGN_IN].iter().chain(paths).map(ToString::to_string).collect()
}
