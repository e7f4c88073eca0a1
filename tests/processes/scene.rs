//! A server, a place for tokens, and the processes that come.

use std::error::Error;
use std::time::Duration;

use pointapi::auth::{Commit, Lease, StoreKey, StoredRecord, TokenRecord, TokenStore};
use pointapi::sandbox::Sandbox;
use pointapi::{Client, Credentials, async_trait};
use tokio::time::{sleep, timeout};

use crate::child::{Orders, Outcome, Process};
use crate::place::Place;

/// No event of these tests takes nearly as long.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Scene {
    pub(crate) sandbox: Sandbox,
    pub(crate) place: Place,
    pub(crate) orders: Orders,
}

impl Scene {
    /// Processes with this password; `right` is the right one.
    pub(crate) async fn new(place: Place, password: &str) -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.user("greta", "right");
        let orders = Orders {
            base_url: sandbox.base_url().to_owned(),
            password: password.to_owned(),
            address: place.address(),
            stop_at: None,
            clock_ahead: 0,
        };
        Self { sandbox, place, orders }
    }

    /// One where a token is kept that has expired; its refresh token is good.
    pub(crate) async fn with_an_expired_token(place: Place) -> Self {
        let scene = Self::new(place, "right").await;
        let client = Client::builder()
            .base_url(scene.sandbox.base_url())
            .allow_insecure_loopback()
            .credentials(Credentials::password("greta", "right"))
            .token_store(Backdating(scene.place.address().open()))
            .build()
            .unwrap();
        client.sign_in().await.unwrap();
        assert_eq!(scene.counts(), (1, 0));
        scene
    }

    /// Sign-ins and refreshes so far.
    pub(crate) fn counts(&self) -> (u64, u64) {
        let stats = self.sandbox.stats();
        (stats.sign_ins, stats.refreshes)
    }

    /// What so many processes get that start at the same time.
    pub(crate) fn outcomes(&self, count: usize) -> Vec<Outcome> {
        let mut processes: Vec<_> = (0..count).map(|_| Process::start(&self.orders)).collect();
        processes.iter_mut().for_each(Process::go);
        processes.into_iter().map(Process::outcome).collect()
    }

    /// What one process gets.
    pub(crate) fn outcome(&self, orders: &Orders) -> Outcome {
        let mut process = Process::start(orders);
        process.go();
        process.outcome()
    }

    /// Waits until the server has counted so many sign-ins and refreshes together.
    pub(crate) async fn asked(&self, requests: u64) {
        let asked = async {
            while self.counts().0 + self.counts().1 < requests {
                sleep(Duration::from_millis(2)).await;
            }
        };
        timeout(PATIENCE, asked).await.expect("the server is asked");
    }
}

/// A store that writes access tokens as if they had expired an hour ago.
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
