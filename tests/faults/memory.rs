//! Peak memory of hostile responses. A separate binary, because its allocator counts.

#[allow(dead_code, unused_imports, reason = "this binary uses a small part of the server")]
mod server;

use std::io::Write;

use peak_alloc::PeakAlloc;
use pointapi::auth::Authenticator;
use pointapi::{BoxError, Client, Error, ErrorKind, Method, SizeCause};

use server::{Script, Server, respond, script};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MIB: usize = 1024 * 1024;

/// The default response limit in MiB.
const LIMIT: f32 = 16.0;

struct NoCredentials;

#[pointapi::async_trait]
impl Authenticator for NoCredentials {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), BoxError> {
        Ok(())
    }
}

/// A gzip member that expands to 1 MiB, of which `dense` bytes do not compress.
fn member(dense: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(7);
    let mut bytes = vec![0; MIB];
    random.fill(&mut bytes[..dense]);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&bytes).unwrap();
    encoder.finish().unwrap()
}

/// Returns the error of a call with this response, and the peak memory growth in MiB.
async fn error_and_peak(script: Script) -> (Error, f32) {
    let server = Server::start([script]).await;
    let client = Client::builder().base_url(server.base_url()).allow_insecure_loopback().authenticator(NoCredentials);
    let client = client.build().unwrap();
    let before = MEMORY.current_usage_as_mb();
    MEMORY.reset_peak_usage();
    let error = client.request(Method::POST, "/").send().await.unwrap_err();
    let peak = MEMORY.peak_usage_as_mb() - before;
    println!("peak of {peak} MiB, {} bytes written", server.written());
    assert!(server.written() < 64 * MIB as u64, "the server could write {} bytes", server.written());
    (error, peak)
}

/// A single test, so that no other test allocates at the same time.
#[tokio::test]
async fn a_hostile_response_takes_at_most_its_limit_and_24_mib() {
    let packed =
        |dense| script().read().write_head(200, &[("Content-Encoding", "gzip")], None).flood(member(dense), 512);
    for (dense, cause) in [(0, SizeCause::Ratio), (6 * 1024, SizeCause::Decoded)] {
        let (error, peak) = error_and_peak(packed(dense)).await;
        assert_eq!(error.kind(), ErrorKind::TooLarge(cause));
        assert!(peak < LIMIT + 24.0, "{peak} MiB");
    }

    let endless = script().read().write_head(500, &[], Some(1024 * MIB)).flood(vec![b'x'; 64 * 1024], 16 * 1024);
    let (error, peak) = error_and_peak(endless).await;
    assert_eq!(error.expose_body().map(<[u8]>::len), Some(64 * 1024));
    assert!(error.is_status(500) && peak < 24.0, "{peak} MiB");

    let (error, peak) = error_and_peak(respond(200, &[("Content-Length", "16777216")], b"")).await;
    assert!(error.outcome_unknown() && peak < 24.0, "{peak} MiB");
}
