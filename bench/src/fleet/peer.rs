//! The server, another process: HTTP/2 over TLS, with 100 streams on a connection.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use http::header::CONTENT_TYPE;
use http::{Request, Response, StatusCode};
use http_body_util::StreamBody;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::{Frame, Incoming};
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use super::{FRAME, STREAMS_PER_CONNECTION, raise_file_limit};
use crate::clients::Error;
use crate::tls;

type Body = UnsyncBoxBody<Bytes, Infallible>;

/// The state of the server.
#[derive(Default)]
struct State {
    connections: AtomicUsize,
    /// Long polls and event streams that wait.
    waiting: AtomicUsize,
    /// Changes when all that wait get their response or event.
    released: watch::Sender<()>,
}

/// Frames of a large body that were written on one connection.
type Written = Arc<AtomicUsize>;

/// Writes a certificate to `authority`, prints the port, then serves until the process is killed.
pub async fn serve(authority: &Path) -> Result<(), Error> {
    raise_file_limit()?;
    let acceptor = tls::server(authority, &["h2"])?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("{}", listener.local_addr()?.port());
    let state = Arc::new(State::default());
    loop {
        let (socket, _) = listener.accept().await?;
        let (acceptor, state) = (acceptor.clone(), Arc::clone(&state));
        tokio::spawn(async move { connection(acceptor, socket, state).await });
    }
}

async fn connection(acceptor: TlsAcceptor, socket: TcpStream, state: Arc<State>) -> Result<(), Error> {
    socket.set_nodelay(true)?;
    let stream = acceptor.accept(socket).await?;
    state.connections.fetch_add(1, Ordering::Relaxed);
    let written = Written::default();
    let service = service_fn(move |request: Request<Incoming>| {
        let (state, written) = (Arc::clone(&state), Arc::clone(&written));
        async move { Ok::<_, Infallible>(respond(request.uri().path(), &state, &written).await) }
    });
    let mut server = http2::Builder::new(TokioExecutor::new());
    // One frame of the large body waits at a time, so that the number of written frames is exact.
    server.max_concurrent_streams(STREAMS_PER_CONNECTION as u32).max_send_buf_size(FRAME);
    Ok(server.serve_connection(TokioIo::new(stream), service).await?)
}

async fn respond(path: &str, state: &Arc<State>, written: &Written) -> Response<Body> {
    match path {
        "/poll" => {
            let mut released = state.released.subscribe();
            state.waiting.fetch_add(1, Ordering::Relaxed);
            // The sender lives as long as the process.
            let _ = released.changed().await;
            number(1)
        }
        "/events" => stream_of("text/event-stream", events(Arc::clone(state))),
        "/flood" => stream_of("application/octet-stream", flood(Arc::clone(written))),
        "/small" => number(written.load(Ordering::Relaxed)),
        "/connections" => number(state.connections.load(Ordering::Relaxed)),
        "/waiting" => number(state.waiting.load(Ordering::Relaxed)),
        "/release" => {
            state.released.send_replace(());
            number(state.waiting.swap(0, Ordering::Relaxed))
        }
        _ => {
            let mut response = number(0);
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
    }
}

fn number(number: usize) -> Response<Body> {
    let mut response = Response::new(Full::from(number.to_string()).boxed_unsync());
    response.headers_mut().insert(CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
    response
}

fn stream_of(content_type: &'static str, bytes: impl Stream<Item = Bytes> + Send + 'static) -> Response<Body> {
    let mut response = Response::new(StreamBody::new(bytes.map(|bytes| Ok(Frame::data(bytes)))).boxed_unsync());
    response.headers_mut().insert(CONTENT_TYPE, http::HeaderValue::from_static(content_type));
    response
}

/// An event at once, and one at the release.
fn events(state: Arc<State>) -> impl Stream<Item = Bytes> {
    let first = stream::iter([Bytes::from_static(b"data: 1\n\n")]);
    first.chain(stream::once(async move {
        let mut released = state.released.subscribe();
        state.waiting.fetch_add(1, Ordering::Relaxed);
        // The sender lives as long as the process.
        let _ = released.changed().await;
        Bytes::from_static(b"data: 2\n\n")
    }))
}

fn flood(written: Written) -> impl Stream<Item = Bytes> {
    static CONTENT: [u8; FRAME] = [b'x'; FRAME];
    stream::repeat_with(move || {
        written.fetch_add(1, Ordering::Relaxed);
        Bytes::from_static(&CONTENT)
    })
}
