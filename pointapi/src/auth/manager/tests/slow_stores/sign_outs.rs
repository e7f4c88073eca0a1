//! Sign-outs that the store takes late, or not at all.

use super::super::{super::*, doubles::*, script::*};
use super::{alive_tasks, on, slow};
use crate::store::{Commit, TokenRecord};

#[tokio::test(start_paused = true)]
async fn a_repeated_sign_out_tries_the_store_again() {
    let store = slow(Duration::ZERO);
    let (_, _, manager) = on(&store);
    token(&manager).await.expect("signed in");
    store.around.set_away(true);
    manager.sign_out().await.expect_err("the store is away");
    tokio::time::sleep(seconds(60)).await;
    manager.sign_out().await.expect_err("the store is still away");
    store.around.set_away(false);
    manager.sign_out().await.expect("signed out in the store too");
    assert!(kept(&store.inner).await.expect("kept").is_signed_out());
}

#[tokio::test(start_paused = true)]
async fn a_close_waits_for_an_unsaved_sign_out() {
    let store = slow(Duration::ZERO);
    let (_, _, manager) = on(&store);
    token(&manager).await.expect("signed in");
    store.around.set_away(true);
    manager.sign_out().await.expect_err("the store is away");
    store.around.set_away(false);
    manager.close(seconds(10)).await;
    assert!(kept(&store.inner).await.expect("kept").is_signed_out(), "saved before the close returned");
    assert_eq!(alive_tasks(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_close_at_its_deadline_ends_every_unsaved_sign_out() {
    let store = slow(Duration::ZERO);
    let (_, _, manager) = on(&store);
    token(&manager).await.expect("signed in");
    store.around.set_away(true);
    for _ in 0..2 {
        manager.sign_out().await.expect_err("the store is away");
    }
    manager.close(seconds(1)).await;
    tokio::task::yield_now().await;
    assert_eq!(alive_tasks(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_sign_out_that_the_store_acknowledges_late_does_not_end_the_next_session() {
    let store = slow(Duration::ZERO);
    let (world, _, manager) = on(&store);
    token(&manager).await.expect("signed in");
    store.around.acknowledged_after.lock().expect("no panic").push_back(Duration::from_millis(1200));
    manager.sign_out().await.expect_err("not acknowledged in time");
    assert!(kept(&store.inner).await.expect("kept").is_signed_out(), "but applied");
    manager.sign_in().await.expect("its own sign-out is not news");
    world.clock.advance(HOUR);
    token(&manager).await.expect("refreshed");
}

#[tokio::test(start_paused = true)]
async fn a_sign_out_that_reaches_the_store_during_the_next_sign_in_is_replaced() {
    let store = slow(Duration::ZERO);
    let (world, login, manager) = on(&store);
    token(&manager).await.expect("signed in");
    store.around.set_away(true);
    let signed_out_at = world.clock.wall();
    manager.sign_out().await.expect_err("the store is away");
    store.around.set_away(false);
    login.on_sign_in([Reply::After(Duration::from_millis(500), Box::new(Reply::Tokens(tokens("next"))))]);
    let (signed_in, ()) = tokio::join!(manager.sign_in(), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let late = TokenRecord::tombstone(1, signed_out_at).stamped(2, world.clock.wall());
        assert_eq!(store.inner.commit(&tokens_key(), &late, 1).await.expect("in memory"), Commit::Stored);
    });
    signed_in.expect("signed in");
    let record = kept(&store.inner).await.expect("kept");
    assert_eq!(record.access().expect("the new one").token.expose(), "next");
}
