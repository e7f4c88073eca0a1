//! A delivery store in Redis.

use std::fmt;

use async_trait::async_trait;

use super::{CLAIMED_FOR, Claim, Delivery, DeliveryStore, REMEMBERED_FOR};
use crate::box_error::BoxError;
use crate::error::Result;
use crate::store::redis::claims::{Claims, claimed_in_redis};

/// The value of a handled event; it differs from every claimant.
const DONE: &str = "done";

/// A delivery store in Redis, for receivers on many machines.
///
/// ```no_run
/// use pointapi::webhook::{Receiver, RedisDeliveries, Verifier};
///
/// # fn receiver(verifier: Verifier) -> pointapi::Result<()> {
/// let receiver = Receiver::builder(verifier)
///     .tenant("OU9001")
///     .deliveries(RedisDeliveries::connect("rediss://larch:pass@redis.example:6380")?);
/// # drop(receiver);
/// # Ok(())
/// # }
/// ```
///
/// It remembers for 72 hours. A handler that takes longer than 15 minutes loses its claim, so another delivery of the
/// event may be handled beside it. Keys begin with `pointapi:webhook:`; keys and values contain the ids of events alone.
/// Two programs with one database handle each event once between them: give each its own
/// [namespace](Self::namespace) if both handle all events. It needs Redis 5 or later, with scripts.
#[derive(Clone)]
pub struct RedisDeliveries {
    claims: Claims,
}

claimed_in_redis!(RedisDeliveries, "events", "pointapi:webhook:", REMEMBERED_FOR);

#[async_trait]
impl DeliveryStore for RedisDeliveries {
    async fn claim(&self, delivery: &Delivery) -> Result<Claim, BoxError> {
        let kept = self.claims.claim(delivery.event_id(), &claimant(delivery), CLAIMED_FOR).await?;
        Ok(match kept.as_deref() {
            None => Claim::Granted,
            Some(DONE) => Claim::Done,
            Some(_) => Claim::InProgress,
        })
    }

    async fn finish(&self, delivery: &Delivery) -> Result<(), BoxError> {
        Ok(self.claims.finish(delivery.event_id(), DONE).await?)
    }

    async fn release(&self, delivery: &Delivery) -> Result<(), BoxError> {
        Ok(self.claims.release(delivery.event_id(), &claimant(delivery)).await?)
    }
}

fn claimant(delivery: &Delivery) -> String {
    format!("{:032x}", delivery.claimant())
}

impl fmt::Debug for RedisDeliveries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RedisDeliveries")
    }
}

#[cfg(test)]
mod tests {
    use redis::AsyncCommands;

    use super::*;
    use crate::store::redis::tests::cluster::Cluster;
    use crate::store::redis::tests::server::RedisServer;

    const ID: &str = "5b0e7c1a-1111-4222-8333-444455556666";

    #[tokio::test]
    async fn a_claim_that_arrives_after_its_release_holds_nothing() {
        let Some(server) = RedisServer::start() else { return };
        let store = RedisDeliveries::connect(&server.url()).expect("a URL");
        let (late, next) = (Delivery::of("an {id}"), Delivery::of("an {id}"));
        store.release(&late).await.expect("released");
        assert_ne!(store.claim(&late).await.expect("a result"), Claim::Granted);
        assert_eq!(store.claim(&next).await.expect("a result"), Claim::Granted);
    }

    #[tokio::test]
    async fn one_delivery_on_all_machines_is_granted_an_event() {
        let Some(server) = RedisServer::start() else { return };
        let here = RedisDeliveries::connect(&server.url()).expect("a URL");
        let there = RedisDeliveries::connect(&server.url()).expect("a URL");
        let (one, other, next) = (Delivery::of(ID), Delivery::of(ID), Delivery::of(ID));
        assert_eq!(here.claim(&one).await.expect("a result"), Claim::Granted);
        assert_eq!(here.claim(&one).await.expect("a result"), Claim::Granted, "the first response may have been lost");
        assert_eq!(there.claim(&other).await.expect("a result"), Claim::InProgress);
        there.release(&other).await.expect("no effect");
        assert_eq!(there.claim(&other).await.expect("a result"), Claim::InProgress);
        here.release(&one).await.expect("released");
        assert_eq!(there.claim(&next).await.expect("a result"), Claim::Granted);
        there.finish(&next).await.expect("recorded");
        there.release(&next).await.expect("no effect");
        assert_eq!(here.claim(&Delivery::of(ID)).await.expect("a result"), Claim::Done);
    }

    #[tokio::test]
    async fn events_are_claimed_once_on_a_cluster_and_once_for_each_tenant() {
        let Some(cluster) = Cluster::start().await else { return };
        let store = RedisDeliveries::connect_cluster(cluster.urls()).expect("URLs");
        let larch = store.clone().namespace("larch");
        for number in 0..9 {
            let id = format!("{number}{}", &ID[1..]);
            for store in [&store, &larch] {
                assert_eq!(store.claim(&Delivery::of(&id)).await.expect("a result"), Claim::Granted);
                assert_eq!(store.claim(&Delivery::of(&id)).await.expect("a result"), Claim::InProgress);
            }
        }
    }

    #[tokio::test]
    async fn a_claim_lasts_15_minutes_and_a_handled_event_72_hours() {
        let Some(server) = RedisServer::start() else { return };
        let store = RedisDeliveries::connect(&server.url()).expect("a URL");
        let client = redis::Client::open(server.url()).expect("a URL");
        let mut raw = client.get_multiplexed_async_connection().await.expect("a connection");
        let delivery = Delivery::of(ID);
        store.claim(&delivery).await.expect("a result");
        let key = format!("pointapi:webhook:{ID}");
        let left: u64 = raw.pttl(&key).await.expect("a time");
        assert!(left > 899_000 && left <= 900_000, "{left}");
        store.finish(&delivery).await.expect("recorded");
        let left: u64 = raw.pttl(&key).await.expect("a time");
        assert!(left > 72 * 3_600_000 - 1000 && left <= 72 * 3_600_000, "{left}");
    }

    #[tokio::test]
    async fn a_value_without_a_sane_end_is_no_claim() {
        let Some(server) = RedisServer::start() else { return };
        let store = RedisDeliveries::connect(&server.url()).expect("a URL");
        let client = redis::Client::open(server.url()).expect("a URL");
        let mut raw = client.get_multiplexed_async_connection().await.expect("a connection");
        let key = format!("pointapi:webhook:{ID}");
        for foreign in ["x", DONE] {
            let () = raw.set(&key, foreign).await.expect("set");
            assert_eq!(store.claim(&Delivery::of(ID)).await.expect("a result"), Claim::Granted);
            let () = raw.set_ex(&key, foreign, 73 * 3600).await.expect("set");
            assert_eq!(store.claim(&Delivery::of(ID)).await.expect("a result"), Claim::Granted);
        }
        assert_eq!(store.claim(&Delivery::of(ID)).await.expect("a result"), Claim::InProgress);
    }

    #[tokio::test]
    async fn a_value_of_another_type_is_no_claim() {
        let Some(server) = RedisServer::start() else { return };
        let store = RedisDeliveries::connect(&server.url()).expect("a URL");
        let key = format!("pointapi:webhook:{ID}");
        let () = server.raw().await.hset(&key, "a", "b").await.expect("set");
        assert_eq!(store.claim(&Delivery::of(ID)).await.expect("a result"), Claim::Granted);
        assert_eq!(store.claim(&Delivery::of(ID)).await.expect("a result"), Claim::InProgress);
    }

    #[tokio::test]
    async fn an_error_shows_no_password() {
        let store = RedisDeliveries::connect("redis://larch:canary@127.0.0.1:1").expect("a URL");
        let error = store.claim(&Delivery::of(ID)).await.expect_err("no server");
        assert!(!format!("{error} {error:?} {store:?}").contains("canary"));
    }
}
