//! Responses and repetition as an endpoint declares them.

use pointapi::{Result, point_api};

use super::*;

#[point_api(auth = none)]
trait Health {
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
