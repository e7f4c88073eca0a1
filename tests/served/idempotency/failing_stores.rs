//! Stores that fail or lose what they were asked to keep.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use pointapi::BoxError;
use pointapi::clock::ManualClock;
use pointapi::server::{Earlier, KeyedRequest, MemoryResponses, ResponseStore, StoredResponse};
use tokio::time::{Instant, sleep, timeout};

use super::{Scene, Shared};

/// A store in memory whose results of claims are lost.
struct Lossy {
    responses: MemoryResponses,
    /// The results that are lost, from the first one.
    losses: AtomicU32,
    /// A loss is an error at once; else the result never comes.
    reports_loss: bool,
}

#[pointapi::async_trait]
impl ResponseStore for Lossy {
    async fn claim(&self, request: &KeyedRequest, claim_for: Duration) -> Result<Earlier, BoxError> {
        let earlier = self.responses.claim(request, claim_for).await;
        if self.losses.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |losses| losses.checked_sub(1)).is_err() {
            return earlier;
        }
        if self.reports_loss { Err("the connection broke".into()) } else { std::future::pending().await }
    }

    async fn finish(&self, request: &KeyedRequest, response: &StoredResponse) -> Result<(), BoxError> {
        self.responses.finish(request, response).await
    }

    async fn release(&self, request: &KeyedRequest) -> Result<(), BoxError> {
        self.responses.release(request).await
    }
}

#[tokio::test(start_paused = true)]
async fn a_claim_whose_result_is_lost_is_a_503_and_is_released() {
    for reports_loss in [true, false] {
        let store = Lossy { responses: MemoryResponses::new(), losses: AtomicU32::new(1), reports_loss };
        let scene = Scene::with_store(Arc::default(), store);
        assert!(scene.shop("a", "k").place("book").await.unwrap_err().is_status(503));
        assert_eq!(scene.shop("a", "k").place("book").await.unwrap().into_inner(), "book 1");
    }
}

/// A store in memory that keeps and releases nothing for a while.
struct Away {
    responses: MemoryResponses,
    /// The steps that fail, from the first one.
    failures: AtomicU32,
    panics: bool,
}

impl Away {
    fn fail(&self) -> Result<(), BoxError> {
        match self.failures.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |failures| failures.checked_sub(1)) {
            Ok(_) if self.panics => panic!("a store that panics"),
            Ok(_) => Err("the connection broke".into()),
            Err(_) => Ok(()),
        }
    }
}

#[pointapi::async_trait]
impl ResponseStore for Away {
    async fn claim(&self, request: &KeyedRequest, claim_for: Duration) -> Result<Earlier, BoxError> {
        self.responses.claim(request, claim_for).await
    }

    async fn finish(&self, request: &KeyedRequest, response: &StoredResponse) -> Result<(), BoxError> {
        self.fail()?;
        self.responses.finish(request, response).await
    }

    async fn release(&self, request: &KeyedRequest) -> Result<(), BoxError> {
        self.fail()?;
        self.responses.release(request).await
    }
}

#[tokio::test(start_paused = true)]
async fn a_response_that_the_store_did_not_keep_is_kept_later() {
    for panics in [false, true] {
        let store = Away { responses: MemoryResponses::new(), failures: AtomicU32::new(2), panics };
        let scene = Scene::with_store(Arc::default(), store);
        let shop = scene.shop("a", "k");
        assert_eq!(shop.place("book").await.unwrap().into_inner(), "book 1", "the client does not wait");
        assert!(shop.place("book").await.unwrap_err().is_status(409));
        sleep(Duration::from_secs(4)).await;
        assert_eq!(shop.place("book").await.unwrap().into_inner(), "book 1");
        assert_eq!(scene.placed(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_that_the_store_did_not_release_is_released_later() {
    let store = Away { responses: MemoryResponses::new(), failures: AtomicU32::new(1), panics: false };
    let scene = Scene::with_store(Arc::default(), store);
    assert!(scene.shop("a", "k").place("full").await.unwrap_err().is_status(503));
    sleep(Duration::from_secs(2)).await;
    assert!(scene.shop("a", "k").place("full").await.unwrap_err().is_status(503));
    assert_eq!(scene.placed(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_request_whose_response_was_never_kept_is_not_processed_again() {
    let clock = Arc::new(ManualClock::starting_at(SystemTime::UNIX_EPOCH));
    let responses = MemoryResponses::with_clock(Shared(Arc::clone(&clock)));
    let store = Away { responses, failures: AtomicU32::new(u32::MAX), panics: false };
    let scene = Scene::with_store(Arc::default(), store);
    assert_eq!(scene.shop("a", "k").place("book").await.unwrap().into_inner(), "book 1");
    clock.advance(Duration::from_secs(24 * 3600 - 1));
    assert!(scene.shop("a", "k").place("book").await.unwrap_err().is_status(409));
    assert_eq!(scene.placed(), 1);
}

/// A store that is down, with the times of its releases.
#[derive(Clone, Default)]
struct Down(Arc<Mutex<Vec<Instant>>>);

#[pointapi::async_trait]
impl ResponseStore for Down {
    async fn claim(&self, _: &KeyedRequest, _: Duration) -> Result<Earlier, BoxError> {
        Err("no connection".into())
    }

    async fn finish(&self, _: &KeyedRequest, _: &StoredResponse) -> Result<(), BoxError> {
        Err("no connection".into())
    }

    async fn release(&self, _: &KeyedRequest) -> Result<(), BoxError> {
        self.0.lock().unwrap().push(Instant::now());
        Err("no connection".into())
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_is_down_is_tried_again_for_1000_requests_at_different_times() {
    let store = Down::default();
    let shop = Scene::with_store(Arc::default(), store.clone()).shop("a", "k");
    for _ in 0..1010 {
        assert!(shop.place("book").await.unwrap_err().is_status(503));
    }
    sleep(Duration::from_secs(3600)).await;
    let releases = store.0.lock().unwrap();
    assert_eq!(releases.len(), 1010 + 1000 * 10);
    assert!(releases.iter().collect::<BTreeSet<_>>().len() > 1000);
}

#[tokio::test(start_paused = true)]
async fn a_claim_of_a_client_that_went_away_is_released() {
    let store = Lossy { responses: MemoryResponses::new(), losses: AtomicU32::new(1), reports_loss: false };
    let scene = Scene::with_store(Arc::default(), store);
    let shop = scene.shop("a", "k");
    assert!(timeout(Duration::from_secs(1), shop.place("book")).await.is_err());
    sleep(Duration::from_secs(5)).await;
    assert_eq!(shop.place("book").await.unwrap().into_inner(), "book 1");
}
