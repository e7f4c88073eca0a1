//! A server, a token store, and child processes.

use std::error::Error;
use std::time::Duration;

use pointapi::store::{Commit, Lease, StoreKey, StoredRecord, TokenRecord, TokenStore};
use pointapi::{Client, Credentials, async_trait};
use pointapi_sandbox::Sandbox;
use tokio::time::{sleep, timeout};

use crate::child::{Instructions, Outcome, Process};
use crate::location::Location;

/// Far longer than any event of these tests.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Scene {
    pub(crate) sandbox: Sandbox,
    pub(crate) location: Location,
    pub(crate) instructions: Instructions,
}

impl Scene {
    /// Child processes use this password; the right one is `right`.
    pub(crate) async fn new(location: Location, password: &str) -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.user("greta", "right");
        let instructions = Instructions {
            base_url: sandbox.base_url().to_owned(),
            password: password.to_owned(),
            address: location.address(),
            stop_at: None,
            clock_ahead: 0,
        };
        Self { sandbox, location, instructions }
    }

    /// A scene with a stored expired access token and a valid refresh token.
    pub(crate) async fn with_an_expired_token(location: Location) -> Self {
        let scene = Self::new(location, "right").await;
        let client = Client::builder()
            .base_url(scene.sandbox.base_url())
            .allow_insecure_loopback()
            .credentials(Credentials::password("greta", "right"))
            .token_store(Backdating(scene.location.address().open()))
            .build()
            .unwrap();
        client.sign_in().await.unwrap();
        assert_eq!(scene.counts(), (1, 0));
        scene
    }

    /// Returns the number of sign-ins and refreshes.
    pub(crate) fn counts(&self) -> (u64, u64) {
        let stats = self.sandbox.stats();
        (stats.sign_ins, stats.refreshes)
    }

    /// Returns the outcomes of processes that start at the same time.
    pub(crate) fn outcomes(&self, count: usize) -> Vec<Outcome> {
        let mut processes: Vec<_> = (0..count).map(|_| Process::start(&self.instructions)).collect();
        processes.iter_mut().for_each(Process::go);
        processes.into_iter().map(Process::outcome).collect()
    }

    /// Returns the outcome of one process.
    pub(crate) fn outcome(&self, instructions: &Instructions) -> Outcome {
        let mut process = Process::start(instructions);
        process.go();
        process.outcome()
    }

    /// Waits until the sum of sign-ins and refreshes reaches `count`.
    pub(crate) async fn asked(&self, requests: u64) {
        let asked = async {
            while self.counts().0 + self.counts().1 < requests {
                sleep(Duration::from_millis(2)).await;
            }
        };
        timeout(PATIENCE, asked).await.expect("the server must receive the requests");
    }
}

/// A store that records access tokens as expired an hour ago.
struct Backdating(Box<dyn TokenStore>);

#[async_trait]
impl TokenStore for Backdating {
    async fn load(&self, key: &StoreKey) -> Result<Option<StoredRecord>, Box<dyn Error + Send + Sync>> {
        self.0.load(key).await
    }

    async fn commit(
        &self,
        key: &StoreKey,
        record: &TokenRecord,
        expected_epoch: u64,
    ) -> Result<Commit, Box<dyn Error + Send + Sync>> {
        const HOUR: u64 = 3_600_000;
        let mut json = serde_json::to_value(record)?;
        let written_at = json["written_at"].as_u64().expect("milliseconds");
        json["issued_at"] = (written_at - 2 * HOUR).into();
        json["access"]["expires_at"] = (written_at - HOUR).into();
        self.0.commit(key, &serde_json::from_value(json)?, expected_epoch).await
    }

    async fn lease(&self, key: &StoreKey) -> Result<Option<Lease>, Box<dyn Error + Send + Sync>> {
        self.0.lease(key).await
    }
}
