//! How much memory a hostile answer can take; a binary of its own, since its allocator counts.

#[allow(dead_code, unused_imports, reason = "this binary needs little of the server")]
mod server;

use std::io::Write;

use peak_alloc::PeakAlloc;
use pointapi::auth::Authenticator;
use pointapi::{BoxError, Client, Error, ErrorKind, Method, SizeCause};

use server::{Script, Server, answer, script};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MIB: usize = 1024 * 1024;

/// The default limit of an answer, in MiB.
const LIMIT: f32 = 16.0;

struct Nobody;

#[pointapi::async_trait]
impl Authenticator for Nobody {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), BoxError> {
        Ok(())
    }
}

/// A gzip member that unpacks to a mebibyte of which so many bytes cannot be packed.
fn member(dense: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(7);
    let mut bytes = vec![0; MIB];
    random.fill(&mut bytes[..dense]);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&bytes).unwrap();
    encoder.finish().unwrap()
}

/// The error of a call whose answer is this, and the peak of memory meanwhile over what was there before, in MiB.
async fn answered(script: Script) -> (Error, f32) {
    let server = Server::start([script]).await;
    let client = Client::builder().base_url(server.base_url()).allow_insecure_loopback().authenticator(Nobody);
    let client = client.build().unwrap();
    let before = MEMORY.current_usage_as_mb();
    MEMORY.reset_peak_usage();
    let error = client.request(Method::POST, "/").send().await.unwrap_err();
    let peak = MEMORY.peak_usage_as_mb() - before;
    println!("{peak} MiB at most, {} bytes written", server.written());
    assert!(server.written() < 64 * MIB as u64, "the server could write {} bytes", server.written());
    (error, peak)
}

/// One test, so that no other one allocates meanwhile.
#[tokio::test]
async fn a_hostile_answer_takes_no_more_than_the_limit_and_24_mib() {
    let packed =
        |dense| script().read().write_head(200, &[("Content-Encoding", "gzip")], None).flood(member(dense), 512);
    for (dense, cause) in [(0, SizeCause::Ratio), (6 * 1024, SizeCause::Decoded)] {
        let (error, peak) = answered(packed(dense)).await;
        assert_eq!(error.kind(), ErrorKind::TooLarge(cause));
        assert!(peak < LIMIT + 24.0, "{peak} MiB");
    }

    let endless = script().read().write_head(500, &[], Some(1024 * MIB)).flood(vec![b'x'; 64 * 1024], 16 * 1024);
    let (error, peak) = answered(endless).await;
    assert_eq!(error.expose_body().map(<[u8]>::len), Some(64 * 1024));
    assert!(error.is_status(500) && peak < 24.0, "{peak} MiB");

    let (error, peak) = answered(answer(200, &[("Content-Length", "16777216")], b"")).await;
    assert!(error.outcome_unknown() && peak < 24.0, "{peak} MiB");
}
