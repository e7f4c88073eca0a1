//! A call dropped at any await point leaks nothing: no permit, task, connection or body.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use http_body::Frame;
use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::{Body, BoxError, Bytes, Client, HttpRequest, HttpResponse, Result, point_api};
use tokio::task::yield_now;

use crate::api::{Class, Order, Receipt, builder, shop};
use crate::in_process::read_whole;
use crate::server::{Server, json, script};

#[point_api]
trait Members {
    #[point_endpoint(PUT "/orders")]
    async fn replace(&self, #[body] order: &Order) -> Result<Receipt>;
}

/// Counts live values.
#[derive(Clone, Default)]
struct Alive(Arc<AtomicUsize>);

struct Guard(Alive);

impl Alive {
    fn one(&self) -> Guard {
        self.0.fetch_add(1, Ordering::Relaxed);
        Guard(self.clone())
    }

    fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A body that returns `Pending` before each byte.
struct Slow {
    rest: &'static [u8],
    is_ready: bool,
    _connection: Guard,
}

impl http_body::Body for Slow {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.is_ready = !self.is_ready;
        if self.is_ready {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let Some((first, rest)) = self.rest.split_first() else { return Poll::Ready(None) };
        self.rest = rest;
        Poll::Ready(Some(Ok(Frame::data(Bytes::copy_from_slice(&[*first])))))
    }
}

struct SlowLogin;

#[pointapi::async_trait]
impl TokenSource for SlowLogin {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        yield_now().await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok(TokenSet::new("token"))
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        self.sign_in().await
    }
}

/// A client with one permit. Its first request is rejected with 401, the second fails, and the third succeeds.
fn client(connections: &Alive) -> Client {
    let (connections, requests) = (connections.clone(), Arc::new(AtomicUsize::new(0)));
    let transport = tower::service_fn(move |request: HttpRequest| {
        let (connection, requests) = (connections.one(), Arc::clone(&requests));
        async move {
            yield_now().await;
            read_whole(request.into_body()).await;
            tokio::time::sleep(Duration::from_millis(5)).await;
            let (status, rest) = match requests.fetch_add(1, Ordering::Relaxed) {
                0 => (401, &b"{}"[..]),
                1 => (500, &b"{}"[..]),
                _ => (200, &br#"{"count": 1}"#[..]),
            };
            let mut response = HttpResponse::new(Body::new(Slow { rest, is_ready: false, _connection: connection }));
            *response.status_mut() = status.try_into().unwrap();
            Ok::<_, BoxError>(response)
        }
    });
    let builder = Client::builder().base_url("https://api.example.com").max_in_flight(1);
    builder.transport(transport).token_source(SlowLogin).build().unwrap()
}

/// Polls `work` up to `polls` times and drops it. Returns whether it completed.
async fn poll_and_drop(polls: usize, work: impl Future) -> bool {
    let mut work = pin!(work);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        match work.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending if left == 0 => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn a_call_dropped_at_any_await_point_leaks_nothing() {
    let tasks = tokio::runtime::Handle::current().metrics().num_alive_tasks();
    let mut polls = 0;
    loop {
        let connections = Alive::default();
        let members = MembersClient::new(client(&connections));
        let is_done = poll_and_drop(polls, members.replace(&Order::default())).await;
        assert_eq!(connections.count(), 0, "a connection is left after {polls} polls");
        // Only the token fetch continues, since other callers may wait for it; then it ends too.
        tokio::time::sleep(Duration::from_secs(30)).await;
        assert_eq!(
            tokio::runtime::Handle::current().metrics().num_alive_tasks(),
            tasks,
            "a task is left after {polls} polls"
        );
        let next = tokio::time::timeout(Duration::from_secs(50), members.replace(&Order::default())).await;
        assert_eq!(next.expect("the permit is still held").unwrap().count, 1, "after {polls} polls");
        assert_eq!(connections.count(), 0);
        if is_done {
            break;
        }
        polls += 1;
    }
    assert!(polls > 15, "only {polls} await points were reached");
}

#[tokio::test]
async fn a_dropped_call_closes_its_socket() {
    let server = Server::start([script().read().hang(), json(200, r#"{"count": 1}"#)]).await;
    let shop = shop(builder(&server).max_in_flight(1));
    for polls in 1..50 {
        if server.count() > 0 {
            break;
        }
        poll_and_drop(polls, shop.call(Class::Once)).await;
    }
    for _ in 0..1000 {
        if server.open() == 0 {
            break;
        }
        yield_now().await;
    }
    assert_eq!(server.open(), 0, "the socket is still open");
    shop.call(Class::Once).await.unwrap();
}
