//! A scripted, faulty server over plain TCP or TLS on loopback.
//!
//! Each exchange takes the next [`Script`]; the last is repeated. A script whose first step is not a read runs as soon as
//! a connection is accepted. The server records every request, so that tests count what was really sent.
//!
//! Time is real until a script hangs. From then on, until the client closes the connection, the test's clock jumps from
//! timer to timer. Thus no test waits, and no timer fires while bytes are in flight.

mod certificate;
mod connection;
mod http2;
mod request;
mod script;
mod stopped_clock;

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use socket2::{Domain, Socket, Type};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

pub(crate) use certificate::Certificate;
pub(crate) use request::Request;
pub(crate) use script::{Script, json, respond, script};

use connection::Connection;

/// A server on a loopback port; stopped with the test's runtime.
pub(crate) struct Server {
    address: SocketAddr,
    is_tls: bool,
    state: Arc<State>,
}

/// The state that all connections of a server share.
struct State {
    scripts: Mutex<VecDeque<Script>>,
    requests: Mutex<Vec<Request>>,
    connections: Mutex<Connections>,
    written: AtomicU64,
}

#[derive(Clone, Copy, Default)]
struct Connections {
    accepted: usize,
    open: usize,
}

impl Server {
    /// Starts a server that runs these scripts over plain TCP.
    pub(crate) async fn start(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self::listen(scripts, None).await
    }

    /// Starts a server that runs these scripts over TLS.
    pub(crate) async fn start_tls(certificate: &Certificate, scripts: impl IntoIterator<Item = Script>) -> Self {
        Self::listen(scripts, Some(certificate)).await
    }

    async fn listen(scripts: impl IntoIterator<Item = Script>, certificate: Option<&Certificate>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State {
            scripts: Mutex::new(scripts.into_iter().collect()),
            requests: Mutex::default(),
            connections: Mutex::default(),
            written: AtomicU64::new(0),
        });
        let acceptor = certificate.map(Certificate::acceptor);
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, acceptor.clone(), Arc::clone(&shared)));
            }
        });
        Self { address, is_tls: certificate.is_some(), state }
    }

    /// `http://127.0.0.1:port`, or `https://localhost:port`.
    pub(crate) fn base_url(&self) -> String {
        let port = self.address.port();
        if self.is_tls { format!("https://localhost:{port}") } else { format!("http://127.0.0.1:{port}") }
    }

    /// Returns an address without a listener. Its socket stays bound, so that no other test listens there.
    pub(crate) fn closed_port() -> SocketAddr {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
        let address = socket.local_addr().unwrap().as_socket().unwrap();
        std::mem::forget(socket);
        address
    }

    /// Returns every request whose head was read.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.state.requests.lock().unwrap().clone()
    }

    /// Returns the number of requests read.
    pub(crate) fn count(&self) -> usize {
        self.state.requests.lock().unwrap().len()
    }

    /// Returns the number of accepted connections.
    pub(crate) fn accepted(&self) -> usize {
        self.state.connections.lock().unwrap().accepted
    }

    /// Returns the number of flooded bytes that the client or its socket buffer accepted.
    #[allow(dead_code, reason = "only the memory test counts them")]
    pub(crate) fn written(&self) -> u64 {
        self.state.written.load(Ordering::Relaxed)
    }

    /// Returns the number of open connections.
    pub(crate) fn open(&self) -> usize {
        self.state.connections.lock().unwrap().open
    }
}

async fn serve(socket: TcpStream, acceptor: Option<TlsAcceptor>, state: Arc<State>) {
    {
        let mut connections = state.connections.lock().unwrap();
        connections.accepted += 1;
        connections.open += 1;
    }
    // An error also means that the connection has ended.
    let _ = converse(socket, acceptor, &state).await;
    state.connections.lock().unwrap().open -= 1;
}

async fn converse(socket: TcpStream, acceptor: Option<TlsAcceptor>, state: &State) -> io::Result<()> {
    let mut connection = Connection::accept(socket, acceptor, state).await?;
    if connection.is_http2() {
        return http2::serve(&mut connection, state).await;
    }
    while let Some(script) = state.next_script(&mut connection).await {
        if connection.follow(script, state).await?.is_break() {
            break;
        }
    }
    Ok(())
}

impl State {
    /// Returns the script of the next exchange on this connection, or `None` once the client has closed it.
    async fn next_script(&self, connection: &mut Connection) -> Option<Script> {
        let waits =
            connection.is_used() || self.scripts.lock().unwrap().front().is_none_or(Script::begins_with_reading);
        if waits && !connection.has_more().await {
            return None;
        }
        Some(self.take_script())
    }

    fn begins_with_feed(&self) -> bool {
        self.scripts.lock().unwrap().front().is_some_and(Script::is_feed)
    }

    fn take_script(&self) -> Script {
        let mut scripts = self.scripts.lock().unwrap();
        match scripts.len() {
            0 => Script::default(),
            1 => scripts[0].clone(),
            _ => scripts.pop_front().unwrap(),
        }
    }

    fn record(&self, request: Request) {
        self.requests.lock().unwrap().push(request);
    }
}
