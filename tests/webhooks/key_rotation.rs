//! Events of a new key that arrive while the keys are being fetched.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use pointapi::{Client, HttpRequest};
use pointapi_sandbox::Sandbox;
use tokio::time::sleep;
use tower::ServiceExt;

use crate::scene::{SECOND, Scene};

#[tokio::test(start_paused = true)]
async fn events_of_a_new_key_wait_for_the_running_fetch() {
    for is_known_id in [false, true] {
        let (replaced, is_replaced) = (Sandbox::in_process(), Arc::new(AtomicBool::new(!is_known_id)));
        let (old, is_new) = (replaced.service(), Arc::clone(&is_replaced));
        let scene = Scene::with(
            |verifier, sandbox| {
                let new = sandbox.service();
                let slow = tower::service_fn(move |request: HttpRequest| {
                    let service = if is_new.load(Ordering::Relaxed) { new.clone() } else { old.clone() };
                    async move {
                        sleep(Duration::from_millis(100)).await;
                        service.oneshot(request).await
                    }
                });
                verifier.fetch_with(Client::builder().transport(slow))
            },
            |receiver| receiver,
        );
        let known = if is_known_id { replaced.webhooks().token() } else { scene.webhooks.token() };
        scene.send_token(&known).await.unwrap();
        match is_known_id {
            true => is_replaced.store(true, Ordering::Relaxed),
            false => scene.webhooks.rotate_keys(),
        }
        scene.sandbox.advance(30 * SECOND);
        let events = (0..4).map(|number| {
            let scene = &scene;
            async move {
                sleep(Duration::from_millis(5 * number)).await;
                scene.send().await
            }
        });
        // Those after the first arrived after the fetch began, whose keys do not prove that there are no others.
        assert_eq!(join_all(events).await, [200; 4], "{is_known_id}");
        assert_eq!(scene.webhooks.jwks_fetches(), if is_known_id { 1 } else { 2 });
    }
}
