//! A transport that repeats a recorded conversation.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use http::header::CONTENT_LENGTH;
use tower_service::Service;

use super::exchange::{Exchange, Head, RecordedRequest, RecordedResponse, received};
use super::mask::Masks;
use crate::body::Body;
use crate::box_error::BoxError;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::service::{HttpRequest, HttpResponse};

/// A transport that responds as a [`Recorder`](super::Recorder) has recorded.
///
/// It is strict: the requests of each endpoint must come in the recorded order, with the same method, path, query, body,
/// and headers and cookies that the trait declares one by one. Any other request is an error of kind [`ErrorKind::Config`](crate::ErrorKind::Config), which names the endpoint,
/// the line of the recording that was expected, and the part that differs. Other headers may differ, and so may the origin.
///
/// A masked value of the recording stands for any other; responses hold the masks. A clone continues the same recording.
///
/// A recorder of calls has seen the last response of each call only. So give the replaying client one attempt
/// (`.retry(RetryPolicy::default().attempts(1))`), or it asks again after a recorded failure such as a 503.
#[derive(Clone)]
pub struct Replay(Arc<Mutex<Conversation>>);

struct Conversation {
    masks: Masks,
    /// By endpoint, each with the number of its line.
    expected: HashMap<String, VecDeque<(usize, Exchange)>>,
}

impl Replay {
    /// Reads a recording.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or is not a recording; the error names the line.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let text = fs::read_to_string(path)?;
        let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
        let (number, head) = lines.next().unwrap_or((1, ""));
        let head: Head = serde_json::from_str(head).map_err(|error| invalid(number, &error))?;
        let exchanges = lines.map(|(number, line)| match serde_json::from_str::<Exchange>(line) {
            Ok(exchange) => Ok((number, exchange)),
            Err(error) => Err(invalid(number, &error)),
        });
        let mut exchanges = exchanges.collect::<io::Result<Vec<_>>>()?;
        exchanges.sort_by_key(|(_, exchange)| exchange.number);
        let mut expected: HashMap<_, VecDeque<_>> = HashMap::new();
        for (number, exchange) in exchanges {
            expected.entry(exchange.request.endpoint.clone()).or_default().push_back((number, exchange));
        }
        Ok(Self(Arc::new(Mutex::new(Conversation { masks: Masks(head.masked), expected }))))
    }

    /// Returns the number of recorded exchanges that no request has asked for.
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.conversation().expected.values().map(VecDeque::len).sum()
    }

    fn conversation(&self) -> MutexGuard<'_, Conversation> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows nothing of the recording.
impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay").field("remaining", &self.remaining()).finish()
    }
}

impl Conversation {
    /// Takes the next exchange of the endpoint, if it is the one of this request.
    fn take(&mut self, request: &RecordedRequest, endpoint: &Endpoint) -> Result<RecordedResponse, String> {
        let name = &request.endpoint;
        let is_over = || format!("the recording has no further call of `{name}`");
        let expected = self.expected.get_mut(name).ok_or_else(is_over)?;
        let (line, next) = expected.front().ok_or_else(is_over)?;
        if let Some(part) = next.request.difference(request, endpoint) {
            return Err(format!("the recording expects the call of `{name}` in line {line}, which has another {part}"));
        }
        expected.pop_front().map(|(_, exchange)| exchange.response).ok_or_else(is_over)
    }
}

impl Service<HttpRequest> for Replay {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<HttpResponse, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        let replay = self.clone();
        Box::pin(async move {
            let (endpoint, parts, body) = received(request).await?;
            let mut conversation = replay.conversation();
            let request = RecordedRequest::of(endpoint, &parts, &body, &conversation.masks);
            let response = conversation.take(&request, endpoint).map_err(Error::config)?;
            drop(conversation);
            into_response(&response).ok_or_else(|| Error::config("the recording has an invalid response").into())
        })
    }
}

fn into_response(recorded: &RecordedResponse) -> Option<HttpResponse> {
    let body = recorded.body.bytes()?;
    let length = body.len();
    let mut response = HttpResponse::new(Body::from(body));
    *response.status_mut() = recorded.status()?;
    *response.headers_mut() = recorded.headers()?;
    // Masking may have changed the length. Without a body, as of HEAD, it is that of another response.
    if let Some(own) = response.headers_mut().get_mut(CONTENT_LENGTH).filter(|_| length > 0) {
        *own = length.into();
    }
    Some(response)
}

fn invalid(line: usize, error: &serde_json::Error) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("line {line} is not of a recording: {:?}", error.classify()))
}
