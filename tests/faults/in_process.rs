//! A transport without a network, for tests of timing on paused time.

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::stream;
use http::{HeaderName, HeaderValue};
use pointapi::{Body, BoxError, Bytes, Client, ClientBuilder, HttpRequest, HttpResponse};
use tokio::time::Instant;
use tower::util::BoxCloneSyncService;

/// The result of one attempt.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Response(u16, Vec<(&'static str, String)>, &'static str),
    /// The head of a response, followed by no body.
    Stall,
    /// No response.
    Hang,
}

pub(crate) fn status(status: u16) -> Reply {
    Reply::Response(status, Vec::new(), r#"{"count": 1}"#)
}

pub(crate) fn throttled(status: u16, retry_after: impl ToString) -> Reply {
    Reply::Response(status, vec![("retry-after", retry_after.to_string())], "{}")
}

/// The arrival time of each attempt.
#[derive(Clone, Default)]
pub(crate) struct Arrivals(Arc<Mutex<Vec<Instant>>>);

impl Arrivals {
    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    /// The time between consecutive attempts.
    pub(crate) fn pauses(&self) -> Vec<Duration> {
        self.0.lock().unwrap().windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

/// A client whose attempts receive these replies in order; the last is repeated.
pub(crate) fn client(replies: impl Into<Vec<Reply>>) -> (ClientBuilder, Arrivals) {
    let replies = replies.into();
    let arrivals = Arrivals::default();
    let arrived = arrivals.clone();
    let service = tower::service_fn(move |request: HttpRequest| {
        let number = {
            let mut arrived = arrived.0.lock().unwrap();
            arrived.push(Instant::now());
            arrived.len() - 1
        };
        let reply = replies.get(number).or(replies.last()).unwrap().clone();
        respond(request, reply)
    });
    let service = BoxCloneSyncService::new(service);
    (Client::builder().base_url("https://api.example.com").transport(service), arrivals)
}

async fn respond(request: HttpRequest, reply: Reply) -> Result<HttpResponse, BoxError> {
    read_whole(request.into_body()).await;
    match reply {
        Reply::Response(status, headers, body) => {
            let mut response = HttpResponse::new(Body::from(body));
            *response.status_mut() = status.try_into().unwrap();
            for (name, value) in headers {
                response.headers_mut().append(HeaderName::from_static(name), HeaderValue::try_from(value).unwrap());
            }
            Ok(response)
        }
        Reply::Stall => Ok(HttpResponse::new(Body::from_stream(stream::pending::<Result<Bytes, BoxError>>()))),
        Reply::Hang => pending().await,
    }
}

/// Reads a request body to its end, as a server does before it responds.
pub(crate) async fn read_whole(body: Body) -> Vec<u8> {
    use http_body_util::BodyExt;
    body.collect().await.map(|body| body.to_bytes().to_vec()).unwrap_or_default()
}
