//! A multipart body is complete at its closing boundary.

use std::sync::atomic::{AtomicU32, Ordering};

use futures_util::{StreamExt, stream};
use http::StatusCode;
use http_body_util::BodyExt;
use pointapi::server::MemoryResponses;
use pointapi::{Bytes, Error, Part, Result, point_api};

#[point_api(server)]
trait Desk {
    #[point_endpoint(POST "/scans", idempotency_key = "Idempotency-Key")]
    async fn scan(&self, #[part] file: Bytes) -> Result<()>;

    #[point_endpoint(POST "/copies", idempotency_key = "Idempotency-Key")]
    async fn copy(&self, #[part] file: Part) -> Result<()>;
}

/// Fails each call with its number.
#[derive(Default)]
struct Jammed(AtomicU32);

#[pointapi::async_trait]
impl Desk for Jammed {
    async fn scan(&self, _: Bytes) -> Result<()> {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        Err(Error::respond(StatusCode::INTERNAL_SERVER_ERROR, number))
    }

    async fn copy(&self, file: Part) -> Result<()> {
        let file = file.into_body().collect().await.map_or(Bytes::new(), |file| file.to_bytes());
        self.scan(file).await
    }
}

#[tokio::test]
async fn a_failure_after_the_last_part_is_kept() {
    const PART: &str = "--b\r\ncontent-disposition: form-data; name=\"file\"\r\n\r\na file\r\n";
    let rows = [
        ("parts in memory", "/scans", "--b--\r\n", ["1", "1"]),
        ("a part as it arrives", "/copies", "--b--\r\n", ["1", "1"]),
        ("a part as it arrives, cut", "/copies", "", ["1", "2"]),
    ];
    for (case, path, end, numbers) in rows {
        let desk = DeskServer::new(Jammed::default()).unprotected().idempotency(MemoryResponses::new()).router::<()>();
        for number in numbers {
            // The end of a chunked body is not delivered while its data is served.
            let cut = stream::once(async {
                tokio::task::yield_now().await;
                Err(std::io::Error::other("cut"))
            });
            let rest = if end.is_empty() { cut.boxed() } else { stream::pending().boxed() };
            let data = stream::iter([Ok(format!("{PART}{end}"))]).chain(rest);
            let request = http::Request::post(path).header("idempotency-key", "k");
            let request = request.header("content-type", "multipart/form-data; boundary=b");
            let request = request.body(axum::body::Body::from_stream(data)).unwrap();
            let response = tower::ServiceExt::oneshot(desk.clone(), request).await.unwrap();
            let body = response.into_body().collect().await.unwrap().to_bytes();
            assert_eq!(body, number, "{case}");
        }
    }
}
