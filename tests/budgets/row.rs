//! One row of the table: an input that grows, and the decoder that reads it.

use std::convert::Infallible;
use std::time::SystemTime;

use bytes::Bytes;
use pointapi::clock::ManualClock;
use pointapi::{Body, Client, ClientBuilder, HttpRequest, HttpResponse};

use crate::logins::Issuer;
use crate::server::Service;
use crate::stored::Stored;
use crate::webhooks::Webhooks;

/// The size of the frames that a body arrives in.
const FRAME: usize = 16 * 1024;

pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// The largest input that its place takes.
    pub(crate) most: usize,
    /// The most memory, as a multiple of the input.
    pub(crate) memory: u64,
    /// The most instructions for each byte of the input, in an unoptimized build.
    pub(crate) instructions: u64,
    pub(crate) input: fn(usize) -> Vec<u8>,
    pub(crate) decode: fn(&Scene, Bytes),
}

impl Row {
    pub(crate) const fn new(name: &'static str, input: fn(usize) -> Vec<u8>, decode: fn(&Scene, Bytes)) -> Self {
        Self { name, most: usize::MAX, memory: 4, instructions: 10_000, input, decode }
    }

    /// Sets the limits of a decoder that makes more of its input than a value.
    pub(crate) const fn within(mut self, memory: u64, instructions: u64) -> Self {
        (self.memory, self.instructions) = (memory, instructions);
        self
    }

    pub(crate) const fn at_most(mut self, bytes: usize) -> Self {
        self.most = bytes;
        self
    }
}

/// The state that all rows share, made before anything is measured.
pub(crate) struct Scene {
    runtime: tokio::runtime::Runtime,
    pub(crate) webhooks: Webhooks,
    pub(crate) service: Service,
    pub(crate) issuer: Issuer,
    pub(crate) stored: Stored,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (webhooks, issuer) = runtime.block_on(async { (Webhooks::new().await, Issuer::new().await) });
        let scene = Self { runtime, webhooks, service: Service::new(), issuer, stored: Stored::new() };
        scene.stored.connect(&scene);
        scene
    }

    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }
}

/// Repeats an item up to `size` bytes.
pub(crate) fn repeated(before: &str, item: &str, after: &str, size: usize) -> Vec<u8> {
    [before, &item.repeat(size / item.len()), after].concat().into_bytes()
}

/// A client whose transport responds with this body, in frames.
pub(crate) fn responding(status: u16, content_type: &'static str, body: Bytes) -> ClientBuilder {
    let transport = tower::service_fn(move |_: HttpRequest| {
        let body = body.clone();
        let frames = (0..body.len().div_ceil(FRAME)).map(move |index| {
            let start = index * FRAME;
            Ok::<_, Infallible>(body.slice(start..body.len().min(start + FRAME)))
        });
        let mut response = HttpResponse::new(Body::from_stream(futures_util::stream::iter(frames)));
        *response.status_mut() = status.try_into().unwrap();
        response.headers_mut().insert("content-type", content_type.parse().unwrap());
        async move { Ok::<_, Infallible>(response) }
    });
    // The library's own clock reads the time by a way that valgrind does not have.
    Client::builder()
        .base_url("https://issuer.example")
        .transport(transport)
        .clock(ManualClock::starting_at(SystemTime::UNIX_EPOCH))
}
