use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use http_body_util::BodyExt;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::*;
use crate::body::Body;
use crate::proxy::ProxyMode;
use crate::transport::connections::{Connections, Reuse};

#[derive(Debug, PartialEq, Eq)]
enum Event {
    Opened,
    /// The client closed it.
    Closed,
}

/// More than is read ahead of a reader.
const LARGE: usize = 4 * 1024 * 1024;

/// A server that responds to `requests` requests on each connection.
struct Server {
    origin: Uri,
    events: UnboundedReceiver<Event>,
}

impl Server {
    fn start(requests: usize) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let origin = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
        let (sender, events) = unbounded_channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let sender = sender.clone();
                thread::spawn(move || {
                    serve(&stream.unwrap(), requests, &sender);
                });
            }
        });
        Self { origin, events }
    }

    fn connections(&self) -> Connections {
        Connections {
            origin: self.origin.clone(),
            connect_timeout: Duration::from_secs(5),
            max_idle: 2,
            proxy: ProxyMode::None,
            is_https_only: false,
            is_loopback: true,
            roots: Vec::new(),
        }
    }

    fn pool(&self) -> Arc<Pool> {
        let connections = self.connections();
        let connector = Connector::new(&connections, Reuse::Pooled).unwrap();
        Pool::new(&self.origin, connector, connections.max_idle).unwrap()
    }

    fn events(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.events.try_recv().ok()).collect()
    }
}

fn serve(mut stream: &TcpStream, requests: usize, events: &UnboundedSender<Event>) {
    stream.set_nodelay(true).unwrap();
    let _ = events.send(Event::Opened);
    let mut request = [0; 4096];
    for _ in 0..requests {
        let Ok(1..) = stream.read(&mut request) else {
            let _ = events.send(Event::Closed);
            return;
        };
        let length = if request.starts_with(b"GET /large") { LARGE } else { 5 };
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n").unwrap();
        stream.write_all(&vec![0; length]).unwrap();
    }
}

async fn send(pool: &Arc<Pool>, origin: &Uri) -> Response<Received> {
    let mut request = HttpRequest::new(Body::empty());
    request.uri_mut().clone_from(origin);
    Arc::clone(pool).send(request).await.unwrap()
}

async fn read(response: Response<Received>) {
    response.into_body().collect().await.unwrap();
}

#[tokio::test]
async fn connection_is_reused_once_its_response_is_read() {
    let mut server = Server::start(9);
    let pool = server.pool();
    let large = format!("{}large", server.origin).parse().unwrap();
    let unread = send(&pool, &large).await;
    read(send(&pool, &server.origin).await).await;
    assert_eq!(server.events(), [Event::Opened, Event::Opened], "the first response was not read");
    read(unread).await;
    let both = [send(&pool, &large).await, send(&pool, &large).await];
    assert_eq!(server.events(), []);
    futures_util::future::join_all(both.map(read)).await;
}

#[tokio::test]
async fn connection_unused_for_20_seconds_is_closed() {
    let mut server = Server::start(9);
    let pool = server.pool();
    read(send(&pool, &server.origin).await).await;
    assert_eq!(server.events.recv().await, Some(Event::Opened));
    tokio::time::pause();
    tokio::time::advance(POOL_IDLE - Duration::from_secs(1)).await;
    assert!(!pool.is_empty());
    tokio::time::advance(Duration::from_secs(1)).await;
    tokio::time::resume();
    assert_eq!(server.events.recv().await, Some(Event::Closed));
    assert!(pool.is_empty() && pool.kept().sweeper.is_none());
}

#[test]
fn sweeper_outlives_the_runtime_of_the_first_call() {
    let server = Server::start(9);
    let pool = server.pool();
    let one_runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    one_runtime().block_on(async { read(send(&pool, &server.origin).await).await });
    one_runtime().block_on(async {
        read(send(&pool, &server.origin).await).await;
        tokio::time::pause();
        tokio::time::sleep(POOL_IDLE + Duration::from_secs(1)).await;
    });
    assert!(pool.is_empty() && pool.kept().sweeper.is_none());
}

#[tokio::test]
async fn connection_closed_by_the_server_is_not_used() {
    let mut server = Server::start(1);
    let pool = server.pool();
    for _ in 0..5 {
        read(send(&pool, &server.origin).await).await;
        assert_eq!(server.events.recv().await, Some(Event::Opened));
        while !pool.kept().connections.iter().all(|used| used.connection.is_closed()) {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn request_that_a_closed_connection_returned_is_sent_on_another() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let control = tokio::net::TcpStream::connect(address).await.unwrap();
    let (mut server_control, _) = listener.accept().unwrap();
    let (close, closing) = std::sync::mpsc::channel();
    let (closed, is_closed) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let accept = || listener.accept().unwrap().0;
        let respond = |mut stream: &TcpStream| {
            assert_ne!(stream.read(&mut [0; 4096]).unwrap(), 0, "the request was not sent");
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
        };
        let first = accept();
        respond(&first);
        closing.recv().unwrap();
        server_control.write_all(b"1").unwrap();
        drop(first);
        closed.send(()).unwrap();
        respond(&accept());
    });
    let origin = format!("http://{address}/").parse().unwrap();
    let connector = Connector::new(&Server { origin, events: unbounded_channel().1 }.connections(), Reuse::Pooled);
    let origin = format!("http://{address}/").parse().unwrap();
    let pool = Pool::new(&origin, connector.unwrap(), 2).unwrap();
    read(send(&pool, &origin).await).await;
    while !pool.kept().connections.iter().all(|used| used.connection.is_ready()) {
        tokio::task::yield_now().await;
    }
    close.send(()).unwrap();
    // Blocks the runtime, which then learns of both events at once, and wakes this task before that of the connection.
    is_closed.recv().unwrap();
    control.readable().await.unwrap();
    assert!(pool.kept().connections.iter().all(|used| used.connection.is_ready()), "seen to be closed too early");
    assert_eq!(send(&pool, &origin).await.status(), 204);
}

#[tokio::test]
async fn idle_connections_above_the_limit_are_closed() {
    let mut server = Server::start(9);
    let pool = server.pool();
    let large = format!("{}large", server.origin).parse().unwrap();
    // An unread large response keeps its connection busy, so each of these has one of its own.
    let mut unread = Vec::new();
    for _ in 0..5 {
        unread.push(send(&pool, &large).await);
        assert_eq!(server.events.recv().await, Some(Event::Opened));
    }
    futures_util::future::join_all(unread.into_iter().map(read)).await;
    read(send(&pool, &server.origin).await).await;
    for _ in 0..3 {
        assert_eq!(server.events.recv().await, Some(Event::Closed));
    }
    assert_eq!(pool.kept().connections.len(), 2);
}

#[tokio::test]
async fn unread_responses_do_not_displace_idle_connections() {
    let mut server = Server::start(9);
    let pool = server.pool();
    let large = format!("{}large", server.origin).parse().unwrap();
    let mut unread = Vec::new();
    for _ in 0..3 {
        unread.push(send(&pool, &large).await);
        assert_eq!(server.events.recv().await, Some(Event::Opened));
    }
    for _ in 0..3 {
        read(send(&pool, &server.origin).await).await;
    }
    assert_eq!(server.events(), [Event::Opened], "one connection serves all calls beside the unread responses");
}

#[tokio::test]
async fn connection_ends_with_its_pool() {
    let mut server = Server::start(9);
    let pool = server.pool();
    read(send(&pool, &server.origin).await).await;
    drop(pool);
    assert_eq!(server.events.recv().await, Some(Event::Opened));
    assert_eq!(server.events.recv().await, Some(Event::Closed));
}

#[tokio::test]
async fn connections_to_another_origin_are_kept() {
    let (own, mut other) = (Server::start(9), Server::start(9));
    let origins = super::super::origins::Origins::new(&own.connections(), Reuse::Pooled).unwrap();
    for _ in 0..3 {
        read(send(&origins.pool(&other.origin).unwrap(), &other.origin).await).await;
    }
    assert_eq!(other.events(), [Event::Opened]);
}

#[test]
fn host_has_no_default_port() {
    let connections = Server::start(0).connections();
    for (origin, host) in [
        ("https://api.example.com:443/", "api.example.com"),
        ("http://user@[::1]:8080/", "[::1]:8080"),
        ("https://api.example.com/", "api.example.com"),
    ] {
        let connector = Connector::new(&connections, Reuse::Pooled).unwrap();
        let pool = Pool::new(&Uri::from_static(origin), connector, 1).unwrap();
        assert_eq!(pool.host, host);
    }
}

#[test]
fn http1_host_is_removed_for_http2_unless_a_layer_set_it() {
    let server = Server::start(0);
    let pool = server.pool();
    let mut request = HttpRequest::new(Body::empty());
    pool.address(&mut request, false);
    assert_eq!(request.headers().get(HOST), Some(&pool.host));
    pool.address(&mut request, true);
    assert_eq!((request.headers().get(HOST), request.uri()), (None, &server.origin));

    let other = HeaderValue::from_static("other.example");
    request.headers_mut().insert(HOST, other.clone());
    for is_http2 in [false, true] {
        pool.address(&mut request, is_http2);
        assert_eq!(request.headers().get(HOST), Some(&other));
    }
}

#[tokio::test]
async fn a_call_waits_a_second_at_most_for_a_connection_that_another_opens() {
    let server = Server::start(1);
    let pool = server.pool();
    pool.may_share.store(true, Ordering::Relaxed);
    let opening = pool.opening.lock().await;
    tokio::time::pause();
    let origin = server.origin.clone();
    let call = tokio::spawn({
        let pool = Arc::clone(&pool);
        async move { read(send(&pool, &origin).await).await }
    });
    tokio::task::yield_now().await;
    tokio::time::advance(LONGEST_TURN).await;
    tokio::time::resume();
    call.await.unwrap();
    assert!(!pool.may_share(), "a connection by HTTP/1 is not waited for");
    drop(opening);
}

#[tokio::test]
async fn no_call_waits_for_a_connection_after_one_that_failed() {
    let server = Server::start(1);
    let closed = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
    let origin: Uri = format!("http://{closed}/").parse().unwrap();
    let connections = server.connections();
    let pool = Pool::new(&origin, Connector::new(&connections, Reuse::Pooled).unwrap(), 2).unwrap();
    pool.may_share.store(true, Ordering::Relaxed);
    let request = HttpRequest::new(Body::empty());
    assert!(matches!(Arc::clone(&pool).send(request).await, Err(Failure::Connect(_))));
    assert!(!pool.may_share());
}

#[test]
fn only_a_plain_request_has_the_authorization_of_a_proxy() {
    let mut connections = Server::start(0).connections();
    connections.is_loopback = false;
    connections.proxy = ProxyMode::Explicit("http://greta:secret@proxy.example:3128".to_owned());
    for (origin, target, is_forwarded) in
        [("https://api.example/", "/", false), ("http://api.example/", "http://api.example/", true)]
    {
        let connector = Connector::new(&connections, Reuse::Pooled).unwrap();
        let pool = Pool::new(&Uri::from_static(origin), connector, 1).unwrap();
        let mut request = HttpRequest::new(Body::empty());
        pool.address(&mut request, false);
        assert_eq!(request.uri(), target);
        let authorization = request.headers().get(PROXY_AUTHORIZATION);
        assert_eq!(authorization.is_some(), is_forwarded, "{origin}");
        assert!(authorization.is_none_or(HeaderValue::is_sensitive));
    }
}
