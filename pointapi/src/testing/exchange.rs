//! The lines of a recording.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::COOKIE;
use http::request::Parts;
use http::{HeaderMap, StatusCode, response};
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};

use super::mask::{MaskedValue, Masks};
use crate::box_error::BoxError;
use crate::endpoint::Endpoint;
use crate::service::HttpRequest;

/// The first line of a recording: what was masked, so that a replay masks the same.
#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) masked: Vec<String>,
}

/// A request and its response.
#[derive(Serialize, Deserialize)]
pub(super) struct Exchange {
    /// The number of the request, since responses may come in another order.
    pub(super) number: u64,
    pub(super) request: RecordedRequest,
    pub(super) response: RecordedResponse,
}

#[derive(Serialize, Deserialize)]
pub(super) struct RecordedRequest {
    pub(super) endpoint: String,
    pub(super) method: String,
    pub(super) target: String,
    headers: Vec<(String, MaskedValue)>,
    pub(super) body: RecordedBody,
}

#[derive(Serialize, Deserialize)]
pub(super) struct RecordedResponse {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, MaskedValue)>,
    pub(super) body: RecordedBody,
}

/// Text as it is, and anything else as base64.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RecordedBody {
    Text(String),
    Base64(String),
}

/// Reads a request whole. One that no trait declares belongs to the endpoint of its method.
pub(super) async fn received(request: HttpRequest) -> Result<(&'static Endpoint, Parts, Bytes), BoxError> {
    let endpoint = Endpoint::of(request.extensions()).unwrap_or_else(|| Endpoint::for_method(request.method()));
    let (parts, body) = request.into_parts();
    Ok((endpoint, parts, body.collect().await?.to_bytes()))
}

impl RecordedRequest {
    pub(super) fn of(endpoint: &'static Endpoint, parts: &Parts, body: &Bytes, masks: &Masks) -> Self {
        Self {
            endpoint: format!("{endpoint:?}"),
            method: parts.method.to_string(),
            target: masks.target(parts, endpoint),
            headers: masks.request_headers(&parts.headers, endpoint),
            body: RecordedBody::of(&masks.request_body(&parts.headers, body, endpoint)),
        }
    }

    /// The part in which a request to `endpoint` is not this one.
    pub(super) fn difference(&self, other: &Self, endpoint: &Endpoint) -> Option<&'static str> {
        let path = |request: &Self| request.target.split('?').next().unwrap_or_default().to_owned();
        match () {
            () if self.method != other.method => Some("method"),
            () if path(self) != path(other) => Some("path"),
            () if self.target != other.target => Some("query"),
            () if !self.has_arguments_of(other, endpoint, "header", Self::headers_of) => Some("header"),
            () if !self.has_arguments_of(other, endpoint, "cookie", Self::cookies_of) => Some("cookie"),
            () if !self.body.is_like(&other.body) => Some("body"),
            () => None,
        }
    }
}

impl RecordedRequest {
    /// True if the arguments of this role are the same, as far as they are recorded.
    fn has_arguments_of<'a>(
        &'a self,
        other: &'a Self,
        endpoint: &Endpoint,
        role: &str,
        values: fn(&'a Self, &'static str) -> Vec<&'a str>,
    ) -> bool {
        let mut names = endpoint.declared.iter().filter(|(own, _)| *own == role).map(|(_, name)| *name);
        names.all(|name| values(self, name) == values(other, name))
    }

    fn headers_of(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.text()).collect()
    }

    fn cookies_of(&self, name: &str) -> Vec<&str> {
        let cookies = self.headers_of(COOKIE.as_str()).into_iter().flat_map(|cookies| cookies.split("; "));
        cookies.filter(|cookie| cookie.split_once('=').is_some_and(|(own, _)| own == name)).collect()
    }
}

impl RecordedResponse {
    pub(super) fn of(parts: &response::Parts, body: &Bytes, masks: &Masks) -> Self {
        Self {
            status: parts.status.as_u16(),
            headers: masks.headers(&parts.headers),
            body: RecordedBody::of(&masks.body(&parts.headers, body)),
        }
    }

    pub(super) fn status(&self) -> Option<StatusCode> {
        StatusCode::from_u16(self.status).ok()
    }

    pub(super) fn headers(&self) -> Option<HeaderMap> {
        let header = |(name, value): &(String, MaskedValue)| Some((name.parse().ok()?, value.to_header()?));
        self.headers.iter().map(header).collect()
    }
}

impl RecordedBody {
    fn of(body: &Bytes) -> Self {
        match std::str::from_utf8(body) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Base64(STANDARD.encode(body)),
        }
    }

    pub(super) fn bytes(&self) -> Option<Bytes> {
        match self {
            Self::Text(text) => Some(text.clone().into()),
            Self::Base64(text) => STANDARD.decode(text).ok().map(Bytes::from),
        }
    }

    /// True for the same bytes, or the same JSON.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => {
                let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
                one == other || json(one).is_some_and(|one| json(other) == Some(one))
            }
            (Self::Base64(one), Self::Base64(other)) => one == other,
            _ => false,
        }
    }
}
