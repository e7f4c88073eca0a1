use std::sync::Arc;

use axum::body::to_bytes;
use http::header::WWW_AUTHENTICATE;
use http::{HeaderMap, Request, StatusCode};
use serde::{Deserialize, Serialize};
use tower::ServiceExt;

use super::generated::{Given, Held, Incoming, Reads, ReplyFor, Routes, ServedApi, lend_option, serve};
use super::{Basic, Rejection, Server, Verify};
use crate::__private::DefaultCodec;
use crate::auth::Secret;
use crate::param::ListFormat;
use crate::response::Response;
use crate::{Result, point_api};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Order {
    name: String,
    count: u32,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Filter {
    status: Option<String>,
    size: Option<u32>,
}

#[point_api(crate = crate, prefix = "/v1")]
pub(crate) trait Orders {
    #[point_endpoint(GET "/orders/{id}", none_on = [404])]
    async fn order(&self, id: u64) -> Result<Option<Order>>;

    #[point_endpoint(POST "/orders/{kind}/{id}.json")]
    async fn place(
        &self,
        kind: &str,
        id: u64,
        #[query("tag", format = csv)] tags: &[&str],
        #[query] page: Option<u32>,
        #[query] filter: &Filter,
        #[header("X-Trace")] trace: Option<&str>,
        #[body] order: &Order,
    ) -> Result<Response<Order>>;

    #[point_endpoint(DELETE "/orders/{id}", auth = none)]
    async fn delete(&self, id: u64) -> Result<()>;
}

/// The expansion that `server` asks the macro for.
impl ServedApi for dyn Orders {
    fn of_client(client: crate::Client) -> Arc<Self> {
        Arc::new(OrdersClient::new(client))
    }

    fn add_routes(api: &Arc<Self>, routes: &mut Routes) {
        let endpoints = OrdersClient::ENDPOINTS;
        routes.add(api, endpoints[0], Reads::Nothing, &[], |api, incoming| {
            serve::<DefaultCodec, Self, _, _, _, _>(
                api,
                incoming,
                ReplyFor::<Result<Option<Order>>>::SELECT.__select(),
                |incoming| Ok(((incoming.path::<u64>(0)?,), ())),
                |api, Given((id,), _), ()| Self::order(api, id),
            )
        });
        routes.add(api, endpoints[1], Reads::Whole, &["tag", "page", "filter"], |api, incoming| {
            serve::<DefaultCodec, Self, _, _, _, _>(
                api,
                incoming,
                ReplyFor::<Result<Response<Order>>>::SELECT.__select(),
                |incoming: &Incoming| {
                    Ok((
                        (incoming.path::<u64>(1)?, incoming.optional_query::<u32>("page", ListFormat::Repeat)?),
                        (
                            incoming.path::<<str as Held>::Held>(0)?,
                            incoming.query::<<[&str] as Held>::Held>("tag", ListFormat::Csv)?,
                            incoming.query::<<Filter as Held>::Held>("filter", ListFormat::Repeat)?,
                            incoming.optional_header::<<str as Held>::Held>("x-trace")?,
                            incoming.body::<DefaultCodec, <Order as Held>::Held>()?,
                        ),
                    ))
                },
                |api, Given((id, page), _), (kind, tags, filter, trace, order)| {
                    Self::place(api, kind, id, tags, page, filter, lend_option::<str>(trace), order)
                },
            )
        });
        routes.add(api, endpoints[2], Reads::Nothing, &[], |api, incoming| {
            serve::<DefaultCodec, Self, _, _, _, _>(
                api,
                incoming,
                ReplyFor::<Result<()>>::SELECT.__select(),
                |incoming| Ok(((incoming.path::<u64>(0)?,), ())),
                |api, Given((id,), _), ()| Self::delete(api, id),
            )
        });
    }
}

struct Shop;

#[crate::async_trait]
impl Orders for Shop {
    async fn order(&self, id: u64) -> Result<Option<Order>> {
        assert_ne!(id, 13, "a method that panics");
        Ok((id == 7).then(|| Order { name: "seven".into(), count: 7 }))
    }

    async fn place(
        &self,
        kind: &str,
        id: u64,
        tags: &[&str],
        page: Option<u32>,
        filter: &Filter,
        trace: Option<&str>,
        order: &Order,
    ) -> Result<Response<Order>> {
        let name = format!("{kind} {id} {tags:?} {page:?} {:?} {:?} {trace:?}", filter.status, filter.size);
        Ok(Response::new(StatusCode::CREATED, HeaderMap::new(), Order { name, count: order.count }))
    }

    async fn delete(&self, _: u64) -> Result<()> {
        Ok(())
    }
}

fn server() -> Server {
    Server::of::<dyn Orders>(&(Arc::new(Shop) as Arc<dyn Orders>))
}

async fn send(server: Server, request: Request<axum::body::Body>) -> (StatusCode, HeaderMap, String) {
    let response = server.router::<()>().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
}

fn json(path: &str) -> http::request::Builder {
    Request::post(path).header("content-type", "application/json")
}

fn get(method: &str, path: &str) -> Request<axum::body::Body> {
    Request::builder().method(method).uri(path).body(axum::body::Body::empty()).unwrap()
}

#[tokio::test]
async fn a_value_is_served_as_json() {
    let (status, headers, body) = send(server().unprotected(), get("GET", "/v1/orders/7")).await;
    assert_eq!((status, body.as_str()), (StatusCode::OK, r#"{"name":"seven","count":7}"#));
    assert_eq!(headers["content-type"], "application/json");
}

#[tokio::test]
async fn an_absent_value_has_the_declared_status() {
    let (status, _, body) = send(server().unprotected(), get("GET", "/v1/orders/8")).await;
    assert_eq!((status, body.as_str()), (StatusCode::NOT_FOUND, ""));
}

#[tokio::test]
async fn every_role_reads_what_the_client_writes() {
    let path = "/v1/orders/a%2Fb/5.json?tag=x%2Cy,z&page=2&status=open";
    let request = Request::post(path).header("x-trace", "t-1").header("content-type", "application/json");
    let request = request.body(r#"{"name":"n","count":3}"#.into()).unwrap();
    let (status, _, body) = send(server().unprotected(), request).await;
    assert_eq!(status, StatusCode::CREATED);
    let order: Order = serde_json::from_str(&body).unwrap();
    assert_eq!(order.name, r#"a/b 5 ["x,y", "z"] Some(2) Some("open") None Some("t-1")"#);
}

#[tokio::test]
async fn a_server_without_a_verifier_lets_only_anonymous_endpoints_through() {
    assert_eq!(send(server(), get("GET", "/v1/orders/7")).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(send(server(), get("DELETE", "/v1/orders/7")).await.0, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn wrong_input_names_the_parameter_and_quotes_nothing() {
    let rejected = [
        (get("GET", "/v1/orders/canary"), StatusCode::BAD_REQUEST, "`id`"),
        (get("GET", "/v1/nothing"), StatusCode::NOT_FOUND, "no endpoint"),
        (get("GET", "/v1/orders/%FF"), StatusCode::BAD_REQUEST, "`id`"),
        (get("GET", "/v1/orders/%2e."), StatusCode::BAD_REQUEST, "`id`"),
        (get("PUT", "/v1/orders/7"), StatusCode::METHOD_NOT_ALLOWED, "method"),
        (get("POST", "/v1/orders/a/5.json?page=canary"), StatusCode::BAD_REQUEST, "`page`"),
        (get("POST", "/v1/orders/a/5.json?size=canary"), StatusCode::BAD_REQUEST, "`filter`"),
        (get("POST", "/v1/orders/a/5.json"), StatusCode::BAD_REQUEST, "JSON"),
    ];
    for (request, expected, word) in rejected {
        let what = request.uri().to_string();
        let (status, headers, body) = send(server().unprotected(), request).await;
        assert_eq!(status, expected, "{what}: {body}");
        assert_eq!(headers["content-type"], "application/problem+json", "{what}");
        assert!(body.contains(word) && !body.contains("canary"), "{what}: {body}");
    }
}

#[tokio::test]
async fn another_method_is_a_405_that_lists_those_of_the_path() {
    let (_, headers, _) = send(server().unprotected(), get("PUT", "/v1/orders/7")).await;
    assert_eq!(headers["allow"], "DELETE, GET, HEAD, OPTIONS");
    let (status, headers, _) = send(server(), get("OPTIONS", "/v1/orders/7")).await;
    assert_eq!((status, &headers["allow"]), (StatusCode::NO_CONTENT, &"DELETE, GET, HEAD, OPTIONS".parse().unwrap()));
}

#[tokio::test]
async fn head_has_the_status_of_get_and_no_body() {
    let (status, headers, body) = send(server().unprotected(), get("HEAD", "/v1/orders/7")).await;
    assert_eq!((status, body.as_str()), (StatusCode::OK, ""));
    let length = send(server().unprotected(), get("GET", "/v1/orders/7")).await.2.len();
    assert_eq!(headers["content-length"], length.to_string());
}

#[tokio::test]
async fn routers_merge_although_each_has_a_404_of_its_own() {
    let other = || axum::Router::new().route("/other", axum::routing::get(|| async {}));
    let router = || axum::Router::new().merge(other()).merge(server().router::<()>());
    let response = router().oneshot(get("GET", "/other")).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    // Axum takes the fallback of the router that is merged last, and none of a router that is nested.
    let nested = axum::Router::new().nest("/api", server().router::<()>()).merge(other());
    for (router, path) in [(router(), "/none"), (nested.fallback(super::not_found), "/api/none")] {
        let response = router.oneshot(get("GET", path)).await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(response.headers()["content-type"], "application/problem+json", "{path}");
    }
}

#[tokio::test]
async fn a_panic_is_a_500_without_its_text() {
    let (status, _, body) = send(server().unprotected(), get("GET", "/v1/orders/13")).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!body.contains("panics"), "{body}");
}

#[tokio::test]
async fn a_body_of_another_media_type_is_a_415() {
    let request = Request::post("/v1/orders/a/5.json").header("content-type", "text/csv").body("a".into()).unwrap();
    assert_eq!(send(server().unprotected(), request).await.0, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn a_body_without_a_media_type_or_with_a_content_coding_is_a_415() {
    let body = r#"{"name":"n","count":3}"#;
    let request = Request::post("/v1/orders/a/5.json").body(body.into()).unwrap();
    assert_eq!(send(server().unprotected(), request).await.0, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    for (coding, expected) in
        [("Identity", StatusCode::CREATED), ("identity, gzip", StatusCode::UNSUPPORTED_MEDIA_TYPE)]
    {
        let request = json("/v1/orders/a/5.json").header("content-encoding", coding).body(body.into()).unwrap();
        let (status, headers, _) = send(server().unprotected(), request).await;
        assert_eq!(status, expected, "{coding}");
        assert_eq!(headers.contains_key("accept-encoding"), status == StatusCode::UNSUPPORTED_MEDIA_TYPE, "{coding}");
    }
}

#[tokio::test]
async fn a_body_of_another_shape_is_a_422_and_one_that_is_no_json_a_400() {
    let rows = [
        (r#"{"name":"n"}"#.as_bytes(), StatusCode::UNPROCESSABLE_ENTITY),
        (br#"{"name":"n","count":1e400}"#, StatusCode::UNPROCESSABLE_ENTITY),
        (br#"{"name":"n","count":1e400"#, StatusCode::BAD_REQUEST),
        (b"{\"name\":\"\xFF\",\"count\":1}", StatusCode::BAD_REQUEST),
    ];
    for (body, expected) in rows {
        let request = json("/v1/orders/a/5.json").body(body.into()).unwrap();
        assert_eq!(send(server().unprotected(), request).await.0, expected, "{}", body.escape_ascii());
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_a_413_and_one_of_the_limit_is_not() {
    let body = r#"{"name":"n","count":3}"#;
    for (limit, expected) in [(body.len(), StatusCode::CREATED), (body.len() - 1, StatusCode::PAYLOAD_TOO_LARGE)] {
        let request = json("/v1/orders/a/5.json").body(body.into()).unwrap();
        assert_eq!(send(server().unprotected().max_body(limit), request).await.0, expected);
    }
}

#[tokio::test]
async fn a_limit_can_be_a_text_and_a_wrong_one_is_an_error() {
    let request = || json("/v1/orders/a/5.json").body("     ".into()).unwrap();
    assert_eq!(send(server().unprotected().max_body("4B"), request()).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let wrong = || server().unprotected().max_body("4 bytes").max_body("2MiB");
    assert_eq!(send(wrong(), request()).await.0, StatusCode::INTERNAL_SERVER_ERROR);
    let merged = server().merge(Server { routes: Routes::default(), ..wrong() }).unwrap();
    for server in [wrong(), merged] {
        let error = server.try_router::<()>().unwrap_err();
        assert!(error.kind() == crate::ErrorKind::Config && error.to_string().contains("`4 bytes`"), "{error}");
    }
}

#[tokio::test]
async fn a_server_is_a_tower_service() {
    let service = server().unprotected().into_service();
    let response = service.oneshot(get("GET", "/v1/orders/7")).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}

#[test]
fn a_body_of_one_byte_frames_takes_a_small_multiple_of_its_size() {
    const SIZE: usize = 1024 * 1024;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let used = allocation_counter::measure(|| {
        let frames = (0..SIZE).map(|_| Ok::<_, std::convert::Infallible>(bytes::Bytes::from_static(b" ")));
        let body = axum::body::Body::from_stream(futures_util::stream::iter(frames));
        let request = json("/v1/orders/a/5.json").body(body).unwrap();
        let (status, ..) = runtime.block_on(send(server().unprotected(), request));
        assert_eq!(status, StatusCode::BAD_REQUEST);
    });
    assert!(used.bytes_max < 4 * SIZE as u64 + 1024 * 1024, "{} bytes", used.bytes_max);
}

#[tokio::test]
async fn a_body_that_announces_too_much_is_rejected_before_it_is_read() {
    let never = axum::body::Body::new(Announced);
    let request = json("/v1/orders/a/5.json").body(never).unwrap();
    assert_eq!(send(server().unprotected(), request).await.0, StatusCode::PAYLOAD_TOO_LARGE);
}

/// A body that announces 1 GiB and never sends it.
struct Announced;

impl http_body::Body for Announced {
    type Data = bytes::Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<std::result::Result<http_body::Frame<bytes::Bytes>, std::convert::Infallible>>> {
        std::task::Poll::Pending
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(1 << 30)
    }
}

#[test]
fn debug_of_a_rejection_shows_no_header_value() {
    let rejection = Rejection::forbidden().header(http::header::SET_COOKIE, "id=canary".parse().unwrap());
    let text = format!("{rejection:?}");
    assert!(text.contains("403") && text.contains("set-cookie") && !text.contains("canary"), "{text}");
}

#[tokio::test]
async fn basic_credentials_are_compared_whole() {
    let given = |credentials: &str| {
        let request = Request::get("/v1/orders/7").header("authorization", credentials);
        request.body(axum::body::Body::empty()).unwrap().into_parts().0
    };
    let verify = Basic::new("user", Secret::new("pass"));
    assert!(verify.verify(&mut given("basic dXNlcjpwYXNz")).await.is_ok());
    for wrong in ["Basic dXNlcjpwYXM=", "Basic ", "Bearer dXNlcjpwYXNz", "Basic %%%"] {
        let rejected: Result<(), Rejection> = verify.verify(&mut given(wrong)).await;
        assert_eq!(rejected.unwrap_err().status(), StatusCode::UNAUTHORIZED, "{wrong}");
    }
}

#[tokio::test]
async fn two_credentials_are_rejected() {
    for second in ["Basic dXNlcjpwYXNz", "Bearer x"] {
        let request = Request::get("/").header("authorization", "Basic dXNlcjpwYXNz").header("authorization", second);
        let verify = Basic::new("user", Secret::new("pass"));
        let verified = verify.verify(&mut request.body(()).unwrap().into_parts().0).await;
        assert_eq!(verified.unwrap_err().status(), StatusCode::UNAUTHORIZED, "{second}");
    }
}

#[test]
fn a_rejection_may_have_several_challenges() {
    let rejection = Rejection::unauthorized("Bearer").header(WWW_AUTHENTICATE, "Basic".parse().unwrap());
    let response = rejection.into_response();
    assert!(response.headers().get_all(WWW_AUTHENTICATE).iter().eq(["Bearer", "Basic"]));
}

#[tokio::test]
async fn an_empty_password_and_a_user_name_with_a_colon_are_never_accepted() {
    // `user:` and `a:b:pass`.
    let rows = [("user", "", "Basic dXNlcjo="), ("a:b", "pass", "Basic YTpiOnBhc3M=")];
    for (user, password, credentials) in rows {
        let request = Request::get("/").header("authorization", credentials).body(()).unwrap();
        let verified = Basic::new(user, Secret::new(password)).verify(&mut request.into_parts().0).await;
        assert_eq!(verified.unwrap_err().status(), StatusCode::UNAUTHORIZED, "{user}");
    }
}
