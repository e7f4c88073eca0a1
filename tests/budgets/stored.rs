//! The decoders of stored records: tokens and responses, as another process may have left them in Redis.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::Request;
use pointapi::auth::{Secret, TokenError, TokenSet, TokenSource};
use pointapi::server::RedisResponses;
use pointapi::store::RedisStore;
use pointapi::{Result, point_api};
use tower::ServiceExt;

use crate::row::{Row, Scene, repeated, responding};

#[point_api(auth = none, server)]
trait Orders {
    #[point_endpoint(POST "/orders", idempotency_key = "Idempotency-Key")]
    async fn place(&self) -> Result<()>;
}

struct Quiet;

#[pointapi::async_trait]
impl Orders for Quiet {
    async fn place(&self) -> Result<()> {
        Ok(())
    }
}

/// The stores of one database whose only value is the input of a row.
pub(crate) struct Stored {
    value: Arc<Mutex<Bytes>>,
    tokens: RedisStore,
    router: axum::Router,
}

impl Stored {
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("redis://{}", listener.local_addr().unwrap());
        let value = Arc::<Mutex<Bytes>>::default();
        let kept = Arc::clone(&value);
        // A thread of its own, whose memory and instructions are not counted.
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || serve(connection?, &kept));
            }
            Ok::<_, io::Error>(())
        });
        let responses = RedisResponses::connect(&url).unwrap();
        let router = OrdersServer::new(Quiet).unprotected().idempotency(responses).router();
        Self { value, tokens: RedisStore::connect(&url).unwrap(), router }
    }

    /// Connects both stores, so that no row does.
    pub(crate) fn connect(&self, scene: &Scene) {
        let nothing = Bytes::from_static(b"{}");
        record(scene, nothing.clone());
        response(scene, nothing);
    }
}

/// Replies to the commands of one connection as Redis does, as far as the stores see.
fn serve(connection: TcpStream, value: &Mutex<Bytes>) -> io::Result<()> {
    let mut input = BufReader::new(connection.try_clone()?);
    let mut output = connection;
    loop {
        let command = command(&mut input)?;
        let bulk = |bytes: &[u8]| [format!("${}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
        let value = value.lock().unwrap().clone();
        // Each script has its own number of keys and arguments.
        let reply = match (command.first().map(Vec::as_slice), command.len()) {
            (Some(b"EVALSHA"), 4) => {
                let rest = [&b"1"[..], b"1", b"1", b"1", b"1"].map(bulk).concat();
                [b"*7\r\n$4\r\nhash\r\n".to_vec(), bulk(&value), rest].concat()
            }
            (Some(b"EVALSHA"), 7) => bulk(&value),
            (Some(b"EVALSHA"), _) => b":1\r\n".to_vec(),
            _ => b"+OK\r\n".to_vec(),
        };
        output.write_all(&reply)?;
    }
}

fn command(input: &mut impl BufRead) -> io::Result<Vec<Vec<u8>>> {
    let number = |input: &mut dyn BufRead| {
        let mut line = String::new();
        input.read_line(&mut line)?;
        line.get(1..).unwrap_or_default().trim_ascii().parse::<usize>().map_err(io::Error::other)
    };
    let parts = number(input)?;
    (0..parts)
        .map(|_| {
            let mut part = vec![0; number(input)? + 2];
            input.read_exact(&mut part)?;
            part.truncate(part.len() - 2);
            Ok(part)
        })
        .collect()
}

const HEADERS: &str = r#"{"fingerprint":"f","claimant":"c","response":{"status":200,"body":null,"headers":["#;
const BODY: &str = r#"{"fingerprint":"f","claimant":"c","response":{"status":200,"headers":[],"body":""#;

pub(crate) fn rows() -> Vec<Row> {
    let record = |name, input| Row::new(name, input, record);
    let response = |name, input| Row::new(name, input, response);
    vec![
        record("a token record of members", |n| repeated("{", "\"a\":1,", "\"schema\":1}", n)),
        record("a token record of numbers", |n| repeated("{\"schema\":1,\"access\":[", "1,", "1]}", n)),
        record("a token record of brackets", |n| repeated("{\"schema\":1,\"guard\":", "[", "", n)),
        record("a token record that is long", |n| repeated("", "a", "", n)),
        response("a kept response of members", |n| repeated("{", "\"a\":1,", "\"fingerprint\":1}", n)),
        response("a kept response of headers", |n| repeated(HEADERS, "[\"a\",\"\"],", "[\"a\",\"\"]]}}", n)),
        response("a kept response of a long body", |n| repeated(BODY, "aaaa", "\"}}", n)),
        response("a kept response of brackets", |n| repeated("", "[", "", n)),
    ]
}

/// A login that always succeeds.
struct Login;

#[pointapi::async_trait]
impl TokenSource for Login {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        Ok(TokenSet::new("access"))
    }

    async fn refresh(&self, _: &Secret) -> Result<TokenSet, TokenError> {
        self.sign_in().await
    }
}

fn record(scene: &Scene, value: Bytes) {
    *scene.stored.value.lock().unwrap() = value;
    let client = responding(204, "text/plain", Bytes::new());
    let client = client.token_store(scene.stored.tokens.clone()).token_source(Login).build().unwrap();
    scene.run(client.sign_in()).unwrap();
}

fn response(scene: &Scene, value: Bytes) {
    *scene.stored.value.lock().unwrap() = value;
    let request = Request::post("/orders").header("idempotency-key", "k").body(axum::body::Body::empty()).unwrap();
    let response = scene.run(scene.stored.router.clone().oneshot(request)).unwrap();
    assert!(matches!(response.status().as_u16(), 422 | 503), "{}", response.status());
}
