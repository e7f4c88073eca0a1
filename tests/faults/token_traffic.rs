//! Token traffic beside calls: its limits, its layers and its origin, and the token on a call that waited.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use futures_util::poll;
use pointapi::auth::{Connector, Secret, TokenError, TokenSet, TokenSource};
use pointapi::clock::{Clock, ManualClock};
use pointapi::store::MemoryStore;
use pointapi::{
    Body, BoxError, Client, ClientBuilder, Credentials, Download, ErrorKind, HttpRequest, HttpResponse, HttpService,
    Method, Result, point_api,
};
use tower::ServiceExt;
use tower::limit::ConcurrencyLimitLayer;
use tower::util::{BoxCloneSyncService, MapRequestLayer};

use crate::api::{Receipt, builder, without_pause};
use crate::in_process::{Reply, client, status};
use crate::server::{Server, json};

const TOKENS: &str = r#"{"access_token":"access","refresh_token":"refresh","expires_in":3600}"#;
const OK: &str = r#"{"count": 1}"#;

#[point_api]
trait Members {
    #[point_endpoint(GET "/orders")]
    async fn list(&self) -> Result<Receipt>;

    #[point_endpoint(GET "/account", auth = bearer)]
    async fn account(&self) -> Result<Receipt>;

    #[point_endpoint(GET "/export")]
    async fn export(&self) -> Result<Download>;
}

#[point_api]
trait Public {
    #[point_endpoint(GET "/news", auth = none)]
    async fn news(
        &self,
        #[header("X-Key")]
        #[sensitive]
        key: Option<&str>,
    ) -> Result<Receipt>;

    #[point_endpoint(GET "/archive", auth = none)]
    async fn archive(&self) -> Result<Download>;
}

/// A login whose tokens live for 20 s.
#[derive(Clone)]
struct ShortLived {
    clock: ManualClock,
    issued: Arc<Mutex<Vec<SystemTime>>>,
}

const LIFE: Duration = Duration::from_secs(20);

#[pointapi::async_trait]
impl TokenSource for ShortLived {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let mut issued = self.issued.lock().unwrap();
        issued.push(self.clock.wall());
        Ok(TokenSet::new(format!("{}", issued.len() - 1)).expires_in(LIFE))
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        self.sign_in().await
    }
}

impl ShortLived {
    fn is_alive(&self, request: &HttpRequest) -> bool {
        let header = request.headers()[http::header::AUTHORIZATION].to_str().unwrap();
        let number: usize = header.strip_prefix("Bearer ").unwrap().parse().unwrap();
        self.clock.wall() < self.issued.lock().unwrap()[number] + LIFE
    }
}

#[tokio::test(start_paused = true)]
async fn call_that_waited_for_a_permit_has_a_live_token() {
    let login = ShortLived { clock: ManualClock::starting_at(SystemTime::now()), issued: Arc::default() };
    let server = login.clone();
    let service = tower::service_fn(move |request: HttpRequest| {
        let server = server.clone();
        async move {
            let is_alive = server.is_alive(&request);
            server.clock.advance(Duration::from_secs(2));
            tokio::time::sleep(Duration::from_secs(2)).await;
            let mut response = HttpResponse::new(Body::from(OK));
            *response.status_mut() = if is_alive { http::StatusCode::OK } else { http::StatusCode::IM_A_TEAPOT };
            Ok::<_, BoxError>(response)
        }
    });
    let client = Client::builder()
        .base_url("https://api.example.com")
        .transport(BoxCloneSyncService::new(service))
        .max_in_flight(1)
        .clock(login.clock.clone())
        .token_source(login.clone())
        .timeout(Duration::from_secs(1000))
        .build()
        .unwrap();
    let members = MembersClient::new(client);
    futures_util::future::try_join_all((0..30).map(|_| members.list())).await.unwrap();
}

/// A client with a login that takes this long, and the requests that arrived.
fn slow_login(takes: Duration) -> (ClientBuilder, Arc<Mutex<Vec<http::HeaderMap>>>) {
    let arrived = Arc::<Mutex<Vec<http::HeaderMap>>>::default();
    let log = Arc::clone(&arrived);
    let service = tower::service_fn(move |request: HttpRequest| {
        log.lock().unwrap().push(request.headers().clone());
        async move {
            tokio::time::sleep(takes).await;
            Ok::<_, BoxError>(HttpResponse::new(Body::from(TOKENS)))
        }
    });
    let client = Client::builder()
        .base_url("https://api.example.com")
        .transport(BoxCloneSyncService::new(service))
        .credentials(Credentials::password("greta", "PASSWORD-CANARY"));
    (client, arrived)
}

#[tokio::test(start_paused = true)]
async fn timeout_of_calls_does_not_cut_the_login() {
    let (client, arrived) = slow_login(Duration::from_millis(1200));
    let client = client.timeout(Duration::from_secs(1)).build().unwrap();
    client.sign_in().await.unwrap();
    assert_eq!(arrived.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn default_headers_of_calls_are_not_sent_to_the_login() {
    let (client, arrived) = slow_login(Duration::ZERO);
    let client = client.default_header("X-Run", "7").login_header("X-Login", "8").user_agent("larch/1");
    client.build().unwrap().sign_in().await.unwrap();
    let headers = arrived.lock().unwrap()[0].clone();
    assert!(!headers.contains_key("x-run"), "{headers:?}");
    assert_eq!((&headers["x-login"], &headers["user-agent"]), (&"8".parse().unwrap(), &"larch/1".parse().unwrap()));
}

#[tokio::test(start_paused = true)]
async fn only_attempt_layers_see_token_traffic() {
    let log = Arc::<Mutex<Vec<String>>>::default();
    let note = |layer: &'static str| {
        let log = Arc::clone(&log);
        MapRequestLayer::new(move |request: HttpRequest| {
            let last = request.uri().path().rsplit('/').next().unwrap().to_owned();
            log.lock().unwrap().push(format!("{layer} {last}"));
            request
        })
    };
    let (client, _) = client([Reply::Response(200, Vec::new(), TOKENS), status(200)]);
    let client = client
        .credentials(Credentials::password("greta", "PASSWORD-CANARY"))
        .layer::<_, Body>(note("call"))
        .attempt_layer::<_, Body>(note("attempt"));
    MembersClient::new(client.build().unwrap()).list().await.unwrap();
    assert_eq!(*log.lock().unwrap(), ["call orders", "attempt signInWithPassword", "attempt orders"]);
}

#[tokio::test(start_paused = true)]
async fn layer_that_limits_concurrency_does_not_hold_up_the_sign_in() {
    type Step<T> = fn(T) -> T;
    let one_call: Step<ClientBuilder> = |builder| builder.layer::<_, Body>(ConcurrencyLimitLayer::new(1));
    let one_attempt: Step<ClientBuilder> = |builder| builder.attempt_layer::<_, Body>(ConcurrencyLimitLayer::new(1));
    let rows: [(&str, Step<ClientBuilder>, Step<Client>); 5] = [
        ("calls", one_call, |client| client),
        ("attempts", one_attempt, |client| client),
        ("calls of a sibling with another login", one_call, |client| {
            client.with_token_source(Connected::at("https://login.example.com/token"))
        }),
        ("calls of a sibling at another server", one_call, |client| {
            client.with_base_url("https://eu.example.com").unwrap()
        }),
        ("attempts of a sibling at another server", one_attempt, |client| {
            client.with_base_url("https://eu.example.com").unwrap()
        }),
    ];
    for (case, limited, sibling) in rows {
        let (client, arrivals) = client([Reply::Response(200, Vec::new(), TOKENS), status(200)]);
        let client = limited(client.credentials(Credentials::password("greta", "PASSWORD-CANARY")));
        let members = MembersClient::new(sibling(client.build().unwrap()));
        let started = tokio::time::Instant::now();
        futures_util::future::try_join_all((0..5).map(|_| members.list())).await.expect(case);
        assert_eq!((arrivals.count(), started.elapsed()), (6, Duration::ZERO), "{case}: one sign-in and five calls");
    }
}

#[tokio::test]
async fn layer_cannot_send_a_password_to_another_origin() {
    let thief = Server::start([json(200, TOKENS)]).await;
    let server = Server::start([json(200, TOKENS)]).await;
    let target: http::Uri = format!("{}/stolen", thief.base_url()).parse().unwrap();
    let redirect = MapRequestLayer::new(move |mut request: HttpRequest| {
        *request.uri_mut() = target.clone();
        request
    });
    let client = builder(&server)
        .credentials(Credentials::password("greta", "PASSWORD-CANARY"))
        .attempt_layer::<_, Body>(redirect)
        .build()
        .unwrap();
    assert!(client.sign_in().await.unwrap_err().is_auth());
    assert_eq!(thief.accepted(), 0);
}

#[tokio::test]
async fn layer_cannot_send_a_secret_header_of_a_call_without_a_token_to_another_origin() {
    let foreign = Server::start([json(200, OK)]).await;
    let server = Server::start([json(200, OK)]).await;
    let client = |name, value| {
        let target: http::Uri = format!("{}/moved", foreign.base_url()).parse().unwrap();
        let redirect = MapRequestLayer::new(move |mut request: HttpRequest| {
            *request.uri_mut() = target.clone();
            request
        });
        let client = builder(&server).attempt_layer::<_, Body>(redirect).default_header(name, value);
        PublicClient::new(client.build().unwrap())
    };
    let error = client("x-api-key", "KEY-CANARY").news(None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignOrigin, "a default header may be a key");
    let public = client("accept-language", "de");
    let error = public.news(Some("KEY-CANARY")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignOrigin, "the trait says that the argument is sensitive");
    assert_eq!(foreign.accepted(), 0);
    public.news(None).await.unwrap();
    assert_eq!(foreign.accepted(), 1, "a request without a secret may go anywhere");
}

/// A login that fails each time and counts the sign-ins.
#[derive(Clone, Default)]
struct Failing(Arc<Mutex<u32>>);

#[pointapi::async_trait]
impl TokenSource for Failing {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        *self.0.lock().unwrap() += 1;
        Err(TokenError::unsent("no connection"))
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        self.sign_in().await
    }
}

/// A clock that is an hour later at each reading, so that each pause between token fetches is over.
struct HastyClock(ManualClock);

impl Clock for HastyClock {
    fn wall(&self) -> SystemTime {
        self.0.advance(Duration::from_secs(3600));
        self.0.wall()
    }

    fn monotonic(&self) -> Duration {
        self.0.advance(Duration::from_secs(3600));
        self.0.monotonic()
    }
}

#[tokio::test(start_paused = true)]
async fn token_that_cannot_be_obtained_ends_the_call() {
    let mut sign_ins = Vec::new();
    for attempts in [1, 3] {
        let (client, arrivals) = client([status(200)]);
        let login = Failing::default();
        let retry = without_pause().attempts(attempts);
        let clock = HastyClock(ManualClock::starting_at(SystemTime::now()));
        let client = client.clock(clock).token_source(login.clone()).retry(retry).build().unwrap();
        let error = MembersClient::new(client).list().await.unwrap_err();
        assert_eq!((error.is_auth(), arrivals.count()), (true, 0));
        sign_ins.push(*login.0.lock().unwrap());
    }
    assert_eq!(sign_ins[0], sign_ins[1], "the call's retry does not repeat the token fetch");
}

#[tokio::test(start_paused = true)]
async fn token_endpoint_is_not_repeated_by_the_retry_of_calls() {
    let (client, arrivals) = client([Reply::Response(200, Vec::new(), TOKENS), status(500)]);
    let clock = ManualClock::starting_at(SystemTime::now());
    let credentials = Credentials::password("greta", "PASSWORD-CANARY");
    let client =
        client.clock(clock.clone()).credentials(credentials).retry(without_pause().attempts(3)).build().unwrap();
    client.sign_in().await.unwrap();
    clock.advance(Duration::from_secs(3600));
    assert!(client.sign_in().await.unwrap_err().is_auth());
    assert_eq!(arrivals.count(), 4, "one sign-in and three refreshes");
}

#[tokio::test]
async fn client_without_a_login_sends_no_token_and_a_401_says_so() {
    let server = Server::start([json(200, OK), json(401, "{}")]).await;
    let members = MembersClient::new(builder(&server).build().unwrap());
    members.list().await.unwrap();
    assert_eq!(server.requests()[0].header("authorization"), None);
    let error = members.list().await.unwrap_err();
    assert!(error.is_auth() && error.is_status(401), "{error:?}");
    assert!(error.to_string().contains("the client has no login"), "{error}");
    let error = members.account().await.unwrap_err();
    assert!(error.is_auth() && error.to_string().contains("`auth = bearer`"), "{error}");
    assert_eq!(server.count(), 2, "an endpoint that demands a token sends nothing without one");
}

/// A login through the client whose calls wait for its token.
struct ThroughTheClient(Client);

#[pointapi::async_trait]
impl TokenSource for ThroughTheClient {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        self.0.request(Method::GET, "/ticket").send().await?;
        Ok(TokenSet::new("t"))
    }
}

#[tokio::test(start_paused = true)]
async fn login_may_need_the_only_permit() {
    let (base, arrivals) = client([status(200)]);
    let base = base.max_in_flight(1).build().unwrap();
    MembersClient::new(base.with_token_source(ThroughTheClient(base.clone()))).list().await.unwrap();
    assert_eq!(arrivals.count(), 2);
}

/// A login that waits for a person.
struct Waiting;

#[pointapi::async_trait]
impl TokenSource for Waiting {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        std::future::pending().await
    }
}

#[tokio::test(start_paused = true)]
async fn call_that_waits_for_a_token_holds_no_permit() {
    let (client, _) = client([status(200)]);
    let client = client.max_in_flight(1).token_source(Waiting).build().unwrap();
    let (members, public) = (MembersClient::new(client.clone()), PublicClient::new(client));
    let mut waiting = (std::pin::pin!(members.list()), std::pin::pin!(members.export()));
    for _ in 0..8 {
        assert!(poll!(&mut waiting.0).is_pending() && poll!(&mut waiting.1).is_pending());
        tokio::task::yield_now().await;
    }
    public.news(None).await.unwrap();
    public.archive().await.unwrap();
}

/// A login that sends its requests on the connections of the client.
struct Connected {
    url: &'static str,
    service: Option<HttpService>,
}

impl Connected {
    fn at(url: &'static str) -> Self {
        Self { url, service: None }
    }
}

#[pointapi::async_trait]
impl TokenSource for Connected {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let mut request = HttpRequest::default();
        *request.uri_mut() = self.url.parse().unwrap();
        let sent = self.service.clone().unwrap().oneshot(request).await;
        sent.map_err(|_| TokenError::unanswered("no response"))?;
        Ok(TokenSet::new(self.url.len().to_string()))
    }

    fn connect(&self, connector: &Connector<'_>) -> Result<Option<Arc<dyn TokenSource>>> {
        Ok(Some(Arc::new(Self { service: Some(connector.service(self.url)?), ..*self })))
    }

    fn timeout(&self) -> Duration {
        Duration::from_secs(60)
    }
}

#[tokio::test(start_paused = true)]
async fn time_limit_of_a_source_is_that_of_its_requests() {
    let takes = Duration::from_secs(12);
    for (client, is_in_time) in
        [(slow_login(takes).0, true), (slow_login(takes).0.login_timeout(Duration::from_secs(5)), false)]
    {
        let client = client.token_source(Connected::at("https://login.example.com/token")).build().unwrap();
        assert_eq!(client.sign_in().await.is_ok(), is_in_time);
    }
}

#[tokio::test(start_paused = true)]
async fn tokens_of_a_nameless_login_are_kept_apart_from_those_of_another_login() {
    let store = MemoryStore::new();
    for url in ["https://login.example.com/token", "https://login.example.org/the-token"] {
        let (client, _) = client([status(200)]);
        let client = client.token_store(store.clone()).token_source(Connected::at(url)).build().unwrap();
        assert_eq!(client.access_token().await.unwrap().expose(), url.len().to_string());
    }
}
