//! A transport that records requests and sends a fixed response.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use http_body_util::BodyExt;
use pointapi::{Body, Client, ClientBuilder, HttpRequest, HttpResponse};

/// A recorded request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sent {
    pub(crate) method: Method,
    pub(crate) uri: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Sent {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// The recorded requests, the responses that come first, and the fixed response.
#[derive(Clone)]
pub(crate) struct Recorder {
    sent: Arc<Mutex<Vec<Sent>>>,
    first: Arc<Mutex<VecDeque<(u16, String)>>>,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Recorder {
    pub(crate) fn responding(status: u16, body: impl Into<Bytes>) -> Self {
        let status = StatusCode::from_u16(status).unwrap();
        Self { sent: Arc::default(), first: Arc::default(), status, headers: HeaderMap::new(), body: body.into() }
    }

    /// Sends these responses first, each once.
    pub(crate) fn first<const N: usize>(self, responses: [(u16, &str); N]) -> Self {
        self.first.lock().unwrap().extend(responses.map(|(status, body)| (status, body.to_owned())));
        self
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        self
    }

    /// A client builder for `https://api.example.com` that uses this transport.
    pub(crate) fn builder(&self) -> ClientBuilder {
        let recorder = self.clone();
        let transport = tower::service_fn(move |request: HttpRequest| {
            let recorder = recorder.clone();
            async move { Ok::<_, Infallible>(recorder.record(request).await) }
        });
        Client::builder().base_url("https://api.example.com").transport(transport)
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.sent.lock().unwrap().clone()
    }

    /// Returns the only recorded request.
    pub(crate) fn only(&self) -> Sent {
        let mut sent = std::mem::take(&mut *self.sent.lock().unwrap());
        assert_eq!(sent.len(), 1, "requests: {sent:?}");
        sent.remove(0)
    }

    async fn record(&self, request: HttpRequest) -> HttpResponse {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let sent = Sent { method: parts.method, uri: parts.uri.to_string(), headers: parts.headers, body };
        self.sent.lock().unwrap().push(sent);
        let first = self.first.lock().unwrap().pop_front();
        let (status, body) = match first {
            Some((status, body)) => (StatusCode::from_u16(status).unwrap(), body.into()),
            None => (self.status, self.body.clone()),
        };
        let mut response = HttpResponse::new(Body::from(body));
        *response.status_mut() = status;
        *response.headers_mut() = self.headers.clone();
        response
    }
}
