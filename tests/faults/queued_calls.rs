//! The tokens of calls that wait: for a permit, or in an authenticator.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use futures_util::future::{BoxFuture, FutureExt, join, join_all, try_join_all};
use http::StatusCode;
use http::header::AUTHORIZATION;
use pointapi::auth::{Authenticator, Secret, TokenError, TokenSet, TokenSource};
use pointapi::clock::Clock;
use pointapi::{
    Body, BoxError, CallOptions, Client, ClientBuilder, Download, HttpRequest, HttpResponse, Method, Result, point_api,
};
use tokio::time::{Instant, sleep};

use crate::api::Receipt;

#[point_api]
trait Members {
    #[point_endpoint(GET "/orders")]
    async fn list(&self) -> Result<Receipt>;

    #[point_endpoint(GET "/export")]
    async fn export(&self) -> Result<Download>;
}

const LIFE: Duration = Duration::from_secs(20);
const CALL: Duration = Duration::from_secs(2);

/// The time of the runtime.
#[derive(Clone, Copy)]
struct RuntimeClock {
    wall: SystemTime,
    started: Instant,
}

impl RuntimeClock {
    fn new() -> Self {
        Self { wall: SystemTime::now(), started: Instant::now() }
    }
}

impl Clock for RuntimeClock {
    fn wall(&self) -> SystemTime {
        self.wall + self.started.elapsed()
    }

    fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }
}

/// The times at which the tokens `0`, `1` and so on were requested; each lives for 20 s.
#[derive(Clone, Default)]
struct Issued(Arc<Mutex<Vec<Instant>>>);

impl Issued {
    /// The remaining life of the token on the request.
    fn life(&self, request: &HttpRequest) -> Option<Duration> {
        let token = request.headers()[AUTHORIZATION].to_str().unwrap().strip_prefix("Bearer ").unwrap();
        let issued = self.0.lock().unwrap()[token.parse::<usize>().unwrap()];
        LIFE.checked_sub(issued.elapsed()).filter(|life| !life.is_zero())
    }

    fn times(&self, started: Instant) -> Vec<Duration> {
        self.0.lock().unwrap().iter().map(|issued| *issued - started).collect()
    }
}

/// A login, through a client or at once.
struct Login {
    issued: Issued,
    through: Option<Client>,
}

#[pointapi::async_trait]
impl TokenSource for Login {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let number = {
            let mut issued = self.issued.0.lock().unwrap();
            issued.push(Instant::now());
            issued.len() - 1
        };
        if let Some(client) = &self.through {
            client.request(Method::GET, "/ticket").send().await?;
        }
        Ok(TokenSet::new(number.to_string()).expires_in(LIFE))
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        self.sign_in().await
    }
}

/// The status of each request to the API, by the number of requests before it.
type StatusOf = Arc<dyn Fn(&HttpRequest, usize) -> u16 + Send + Sync>;

/// A builder whose API takes 2 s for a request. A request whose token has expired is a 418.
fn api(issued: &Issued, status_of: StatusOf) -> ClientBuilder {
    let (issued, count) = (issued.clone(), Arc::new(Mutex::new(0)));
    let service = tower::service_fn(move |request: HttpRequest| {
        let status = match request.uri().path() {
            "/ticket" => 200,
            _ if issued.life(&request).is_none() => 418,
            _ => {
                let mut count = count.lock().unwrap();
                *count += 1;
                status_of(&request, *count - 1)
            }
        };
        async move {
            sleep(CALL).await;
            let mut response = HttpResponse::new(Body::from(r#"{"count": 1}"#));
            *response.status_mut() = StatusCode::from_u16(status).unwrap();
            Ok::<_, BoxError>(response)
        }
    });
    Client::builder()
        .base_url("https://api.example.com")
        .transport(service)
        .clock(RuntimeClock::new())
        .timeout(Duration::from_secs(1000))
}

fn accepting() -> StatusOf {
    Arc::new(|_, _| 200)
}

/// A client of this builder that signs in at once.
fn signed_in(builder: ClientBuilder, issued: &Issued) -> Client {
    builder.token_source(Login { issued: issued.clone(), through: None }).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn queued_calls_without_a_live_token_let_the_login_have_a_permit() {
    let issued = Issued::default();
    let client = api(&issued, accepting()).max_in_flight(4).build().unwrap();
    let login = Login { issued: issued.clone(), through: Some(client.clone()) };
    let members = MembersClient::new(client.with_token_source(login));
    try_join_all((0..60).map(|_| members.list())).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn queued_calls_renew_the_token_before_it_expires() {
    let (issued, started) = (Issued::default(), Instant::now());
    let members = MembersClient::new(signed_in(api(&issued, accepting()).max_in_flight(4), &issued));
    try_join_all((0..60).map(|_| members.list())).await.unwrap();
    let times = issued.times(started);
    assert!(times[1] >= LIFE / 2 && times[1] < LIFE - CALL, "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn a_queued_call_has_a_token_of_the_life_that_it_needs() {
    let (issued, needed) = (Issued::default(), Duration::from_secs(10));
    let tokens = issued.clone();
    let enough: StatusOf = Arc::new(move |request, _| {
        let is_enough = tokens.life(request).unwrap() >= needed || !request.headers().contains_key("x-upload");
        if is_enough { 200 } else { 422 }
    });
    let members = MembersClient::new(signed_in(api(&issued, enough).max_in_flight(1), &issued));
    let options = CallOptions::new().min_token_life(needed).header("X-Upload", "1").unwrap();
    let upload = members.with(options);
    let uploads = try_join_all((0..4).map(|_| upload.list()));
    let (calls, uploads) = join(try_join_all((0..4).map(|_| members.list())), uploads).await;
    assert_eq!((calls.unwrap().len(), uploads.unwrap().len()), (4, 4));
    assert!(issued.0.lock().unwrap().len() <= 2, "a token that suffices is not replaced");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_needs_more_than_any_token_has_costs_one_token() {
    let issued = Issued::default();
    let members = MembersClient::new(signed_in(api(&issued, accepting()), &issued));
    members.with(CallOptions::new().min_token_life(2 * LIFE)).list().await.unwrap();
    assert_eq!(issued.0.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn each_queued_request_has_the_token_of_its_moment() {
    type Call = fn(&MembersClient) -> BoxFuture<'_, Result<()>>;
    let list: Call = |members| async { members.list().await.map(drop) }.boxed();
    let export: Call = |members| async { members.export().await.map(drop) }.boxed();
    let moved = |client: Client| client.with_base_url("https://eu.example.com").unwrap();
    type Row = (&'static str, Call, fn(Client) -> Client, StatusOf);
    let rows: [Row; 4] = [
        ("a call", list, |client| client, accepting()),
        ("a stream", export, |client| client, accepting()),
        ("a sibling of another base URL", list, moved, accepting()),
        ("a replay", list, |client| client, Arc::new(|_, number| if number == 0 { 401 } else { 200 })),
    ];
    for (case, call, sibling, status_of) in rows {
        let issued = Issued::default();
        let client = signed_in(api(&issued, status_of).max_in_flight(1), &issued);
        let members = MembersClient::new(sibling(client));
        try_join_all((0..30).map(|_| call(&members))).await.expect(case);
    }
}

/// An authenticator that waits before it signs the token on a request.
#[derive(Clone, Default)]
struct Signer(Arc<Mutex<VecDeque<Duration>>>);

#[pointapi::async_trait]
impl Authenticator for Signer {
    async fn authorize(&self, request: &mut http::request::Parts) -> Result<(), BoxError> {
        // The login has no token.
        if let Some(token) = request.headers.get(AUTHORIZATION).cloned() {
            let wait = self.0.lock().unwrap().pop_front();
            sleep(wait.unwrap_or_default()).await;
            request.headers.append("x-signed", token);
        }
        Ok(())
    }
}

/// 422 unless the request has one signature, of its token.
fn signed() -> StatusOf {
    Arc::new(|request, _| {
        let signatures: Vec<_> = request.headers().get_all("x-signed").iter().collect();
        if signatures == [&request.headers()[AUTHORIZATION]] { 200 } else { 422 }
    })
}

#[tokio::test(start_paused = true)]
async fn a_slow_authenticator_signs_the_token_that_is_sent() {
    for other_call_after in [None, Some(LIFE + CALL)] {
        let (issued, signer) = (Issued::default(), Signer::default());
        signer.0.lock().unwrap().push_back(LIFE + 5 * CALL);
        let requests = if other_call_after.is_some() { 2 } else { 1 };
        let client = api(&issued, signed()).authenticator(signer).max_in_flight(requests).build().unwrap();
        let through = Client::clone(&client);
        let members =
            MembersClient::new(client.with_token_source(Login { issued: issued.clone(), through: Some(through) }));
        let other = async {
            if let Some(after) = other_call_after {
                sleep(after).await;
                members.list().await.unwrap();
            }
        };
        join(async { members.list().await.unwrap() }, other).await;
        assert_eq!(issued.0.lock().unwrap().len(), 2, "{other_call_after:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_whose_authenticator_is_slower_than_the_tokens_expire_ends() {
    let (issued, signer) = (Issued::default(), Signer::default());
    signer.0.lock().unwrap().extend([2 * LIFE; 100]);
    let members = MembersClient::new(signed_in(api(&issued, signed()).authenticator(signer.clone()), &issued));
    assert!(members.list().await.unwrap_err().is_status(418));
    assert_eq!(signer.0.lock().unwrap().len(), 98, "it signed twice");
    let outcomes = join_all((0..4).map(|_| members.list())).await;
    assert!(outcomes.into_iter().all(|outcome| outcome.unwrap_err().is_status(418)));
    assert_eq!(signer.0.lock().unwrap().len(), 90, "each signed twice");
}
