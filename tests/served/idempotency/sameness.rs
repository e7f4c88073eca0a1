//! Which requests with one key are the same request.

use std::sync::atomic::{AtomicU32, Ordering};

use http::StatusCode;
use http_body_util::BodyExt;
use pointapi::server::{Caller, MemoryResponses, Rejection, Verify};
use pointapi::{Body, CallOptions, Client, Error, Part, Result, point_api};

#[point_api(server)]
trait Desk {
    #[point_endpoint(POST "/orders", idempotency_key = "Idempotency-Key")]
    async fn order(
        &self,
        #[header("X-Tenant")] tenant: &str,
        #[header("Accept-Language")] language: Option<&str>,
        #[cookie] desk: u32,
        #[extension] seal: Option<Seal>,
        #[body] name: &str,
    ) -> Result<u32>;

    #[point_endpoint(POST "/logs", idempotency_key = "Idempotency-Key")]
    async fn append(&self, #[body(stream)] log: Body) -> Result<u32>;

    #[point_endpoint(POST "/files", idempotency_key = "Idempotency-Key")]
    async fn upload(&self, #[part] file: Part) -> Result<u32>;
}

#[derive(Clone)]
struct Seal;

/// Returns the number of each call.
#[derive(Default)]
struct Counter(AtomicU32);

impl Counter {
    fn next(&self) -> Result<u32> {
        Ok(self.0.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

#[pointapi::async_trait]
impl Desk for Counter {
    async fn order(&self, _: &str, _: Option<&str>, _: u32, _: Option<Seal>, _: &str) -> Result<u32> {
        self.next()
    }

    async fn append(&self, log: Body) -> Result<u32> {
        log.collect().await.map_err(|_| Error::respond(StatusCode::INTERNAL_SERVER_ERROR, "cut"))?;
        self.next()
    }

    async fn upload(&self, _: Part) -> Result<u32> {
        self.next()
    }
}

/// Accepts every request; names its caller if this is true.
struct Names(bool);

#[pointapi::async_trait]
impl Verify for Names {
    async fn verify(&self, request: &mut http::request::Parts) -> Result<(), Rejection> {
        if self.0 {
            request.extensions.insert(Caller::new("greta"));
        }
        Ok(())
    }
}

/// The desk at two places, with one store.
fn desks(names_caller: bool) -> axum::Router {
    let server = DeskServer::new(Counter::default()).verify(Names(names_caller));
    let router = server.idempotency(MemoryResponses::new()).router::<()>();
    axum::Router::new().nest("/a", router.clone()).nest("/b", router)
}

type Headers<'a> = &'a [(&'a str, &'a str)];

/// Orders with these headers beside those of every order, and returns status and body.
async fn order(desks: &axum::Router, path: &str, headers: Headers<'_>, body: &'static str) -> (u16, String) {
    let always = [("idempotency-key", "k"), ("content-type", "application/json")];
    let usual = [("host", "a.example"), ("x-tenant", "1"), ("cookie", "desk=1; theme=dark"), ("x-api-key", "1")];
    let usual = usual.iter().filter(|(name, _)| headers.iter().all(|(own, _)| own != name));
    let request = always.iter().chain(usual).chain(headers);
    let request = request.fold(http::Request::post(path), |request, (name, value)| request.header(*name, *value));
    let response = tower::ServiceExt::oneshot(desks.clone(), request.body(axum::body::Body::from(body)).unwrap()).await;
    let response = response.unwrap();
    let status = response.status().as_u16();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn a_request_that_differs_is_not_a_repeat() {
    let rows: [(&str, bool, &str, Headers<'_>, u16); 20] = [
        ("nothing", true, "/a/orders", &[], 200),
        ("a header that is an argument", true, "/a/orders", &[("x-tenant", "2")], 422),
        ("an argument that browsers send too", true, "/a/orders", &[("accept-language", "de")], 422),
        ("a cookie that is an argument", true, "/a/orders", &[("cookie", "desk=2; theme=dark")], 422),
        ("another cookie", true, "/a/orders", &[("cookie", "desk=1; theme=light")], 200),
        ("another header", true, "/a/orders", &[("x-api-key", "2")], 200),
        ("the path that the router is nested at", true, "/b/orders", &[], 422),
        ("the host", true, "/a/orders", &[("host", "b.example")], 422),
        ("the case of the host", true, "/a/orders", &[("host", "A.example")], 200),
        ("the host in the target", true, "http://b.example/a/orders", &[], 422),
        ("the place of the host", true, "http://a.example/a/orders", &[], 200),
        ("nothing, of an unnamed caller", false, "/a/orders", &[], 200),
        ("a header of an unnamed caller", false, "/a/orders", &[("x-api-key", "2")], 422),
        ("a cookie of an unnamed caller", false, "/a/orders", &[("cookie", "desk=1; theme=light")], 422),
        ("a new header of an unnamed caller", false, "/a/orders", &[("x-user", "2")], 422),
        ("a header of a proxy", false, "/a/orders", &[("x-forwarded-for", "::1")], 200),
        ("a header of a content delivery network", false, "/a/orders", &[("cf-ray", "8c1")], 200),
        ("the identity that such a network adds", false, "/a/orders", &[("cf-access-jwt-assertion", "b")], 422),
        ("a header of tracing", false, "/a/orders", &[("traceparent", "00-1-1-01")], 200),
        ("a header of a browser", false, "/a/orders", &[("sec-fetch-mode", "cors")], 200),
    ];
    for (case, names_caller, path, headers, status) in rows {
        let desks = desks(names_caller);
        assert_eq!(order(&desks, "/a/orders", &[], "\"book\"").await, (200, "1".into()), "{case}");
        let (again, body) = order(&desks, path, headers, "\"book\"").await;
        assert_eq!(again, status, "{case}: {body}");
        assert!(status != 200 || body == "1", "{case}: {body}");
    }
}

#[tokio::test]
async fn another_authorization_of_an_unnamed_caller_is_another_caller() {
    let desks = desks(false);
    let rows: [(&[&str], &str); 4] =
        [(&["Bearer a"], "1"), (&["Bearer b"], "2"), (&["Bearer a", "Bearer b"], "3"), (&["Bearer a"], "1")];
    for (tokens, number) in rows {
        let headers: Vec<_> = tokens.iter().map(|token| ("authorization", *token)).collect();
        let placed = order(&desks, "/a/orders", &headers, "\"book\"").await;
        assert_eq!(placed, (200, number.into()), "{tokens:?}");
    }
}

#[tokio::test]
async fn a_rejection_before_the_method_is_not_kept() {
    let rows: [(&str, u16, Headers<'_>, &'static str); 3] = [
        ("a wrong body", 400, &[], "book"),
        ("a body of another shape", 422, &[], "7"),
        ("a wrong cookie", 400, &[("cookie", "desk=one")], "\"book\""),
    ];
    for (case, status, headers, body) in rows {
        let desks = desks(true);
        let (rejected, detail) = order(&desks, "/a/orders", headers, body).await;
        assert_eq!(rejected, status, "{case}: {detail}");
        assert_eq!(order(&desks, "/a/orders", &[], "\"book\"").await, (200, "1".into()), "{case}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_in_memory_has_a_repeat_too() {
    let client = Client::builder().in_process(desks(true)).base_url("http://localhost/a").build().unwrap();
    for key in ["k", "k"] {
        let desk = DeskClient::new(client.clone()).with(CallOptions::new().idempotency_key(key));
        assert_eq!(desk.append(Body::from("a log")).await.unwrap(), 1);
    }
    for key in ["l", "l"] {
        let desk = DeskClient::new(client.clone()).with(CallOptions::new().idempotency_key(key));
        assert_eq!(desk.upload(Part::text("a file")).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn a_streamed_body_that_was_cut_can_be_sent_again_with_its_key() {
    let desks = desks(true);
    let send = async |body: axum::body::Body| {
        let request = http::Request::post("/a/logs").header("idempotency-key", "k");
        let request = request.header("content-type", "application/octet-stream").body(body).unwrap();
        tower::ServiceExt::oneshot(desks.clone(), request).await.unwrap().status().as_u16()
    };
    let cut = futures_util::stream::iter([Ok("a l"), Err(std::io::Error::other("cut"))]);
    assert_eq!(send(axum::body::Body::from_stream(cut)).await, 500);
    assert_eq!(send("a log".into()).await, 200);
}
