//! Responses and repetition as an endpoint declares them.

use pointapi::{Result, point_api};

use super::*;

#[point_api(auth = none)]
trait Health {
    #[point_endpoint(PUT "/event", once)]
    async fn fire(&self) -> Result<()>;

    #[point_endpoint(GET "/counter", once)]
    async fn count(&self) -> Result<()>;

    #[point_endpoint(GET "/health", none_on = [408, 429, 503])]
    async fn check(&self) -> Result<Option<()>>;
}

#[tokio::test]
async fn a_status_of_none_on_is_the_response_and_not_retried() {
    for status in [408, 429, 503] {
        for headers in [&[][..], &[("Retry-After", "0")]] {
            let server = Server::start([respond(status, headers, b"{}"), json(200, OK)]).await;
            let health = HealthClient::new(builder(&server).build().unwrap());
            assert_eq!(health.check().await.unwrap(), None, "{status}");
            assert_eq!(server.count(), 1, "{status}");
        }
    }
}

#[tokio::test]
async fn an_endpoint_declared_once_is_sent_once_whatever_its_method() {
    for first in [script().read().reset(), json(503, "{}"), json(500, "{}")] {
        for is_put in [true, false] {
            let server = Server::start([first.clone(), json(200, OK)]).await;
            let health = HealthClient::new(builder(&server).build().unwrap());
            let error = if is_put { health.fire().await } else { health.count().await }.unwrap_err();
            assert!(error.outcome_unknown() && !error.is_retryable(), "{error:?}");
            assert_eq!(server.count(), 1);
        }
    }
}
