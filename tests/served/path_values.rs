//! Several values in one segment of a path, which a literal separates.

use pointapi::{Client, ErrorKind, Result, point_api};

#[point_api(server)]
trait Routes {
    #[point_endpoint(GET "/word/{from}to{to}")]
    async fn word(&self, from: &str, to: &str) -> Result<(String, String)>;

    #[point_endpoint(GET "/digits/{from}20{to}")]
    async fn digits(&self, from: &str, to: &str) -> Result<(String, String)>;

    #[point_endpoint(GET "/mark/{from}-{to}")]
    async fn mark(&self, from: &str, to: &str) -> Result<(String, String)>;

    #[point_endpoint(GET "/encoded/{from}%20{to}")]
    async fn encoded(&self, from: &str, to: &str) -> Result<(String, String)>;
}

struct Echo;

#[pointapi::async_trait]
impl Routes for Echo {
    async fn word(&self, from: &str, to: &str) -> Result<(String, String)> {
        Ok((from.to_owned(), to.to_owned()))
    }

    async fn digits(&self, from: &str, to: &str) -> Result<(String, String)> {
        Ok((from.to_owned(), to.to_owned()))
    }

    async fn mark(&self, from: &str, to: &str) -> Result<(String, String)> {
        Ok((from.to_owned(), to.to_owned()))
    }

    async fn encoded(&self, from: &str, to: &str) -> Result<(String, String)> {
        Ok((from.to_owned(), to.to_owned()))
    }
}

#[tokio::test]
async fn two_values_of_one_segment_arrive_equal() {
    let router = RoutesServer::new(Echo).unprotected().router();
    let routes = RoutesClient::new(Client::builder().in_process(router).build().unwrap());
    let values = ["toronto", "to", "20", "a b", "%20", "2", "-", "a-b-", "2024-02-29", "tot"];
    for (from, to) in values.iter().flat_map(|from| values.iter().map(move |to| (*from, *to))) {
        let sent = (from.to_owned(), to.to_owned());
        assert_eq!(routes.word(from, to).await.unwrap(), sent, "{from} and {to}");
        assert_eq!(routes.digits(from, to).await.unwrap(), sent, "{from} and {to}");
        assert_eq!(routes.mark(from, to).await.unwrap(), sent, "{from} and {to}");
        match routes.encoded(from, to).await {
            Ok(received) => assert_eq!(received, sent, "{from} and {to}"),
            Err(error) => assert!(from.contains(' ') && matches!(error.kind(), ErrorKind::Request(_)), "{error}"),
        }
    }
}

#[tokio::test]
async fn a_percent_sign_before_the_literal_begins_no_octet() {
    let router = RoutesServer::new(Echo).unprotected().router::<()>();
    let request = http::Request::get("/mark/100%-x").body(axum::body::Body::empty()).unwrap();
    let body = tower::ServiceExt::oneshot(router, request).await.unwrap().into_body();
    assert_eq!(axum::body::to_bytes(body, usize::MAX).await.unwrap(), r#"["100%","x"]"#);
}
