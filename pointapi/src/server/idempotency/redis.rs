//! The store in Redis.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::memory::KEPT_FOR;
use super::{Earlier, KeyedRequest, ResponseStore, StoredResponse};
use crate::box_error::BoxError;
use crate::error::Result;
use crate::store::redis::claims::{Claims, claimed_in_redis};

/// The most headers of a stored response.
const MAX_HEADERS: usize = 1000;

/// Keeps responses in Redis, for servers on many machines.
///
/// ```no_run
/// use pointapi::server::RedisResponses;
///
/// # fn store() -> pointapi::Result<()> {
/// let responses = RedisResponses::connect("rediss://larch:pass@redis.example:6380")?;
/// # drop(responses);
/// # Ok(())
/// # }
/// ```
///
/// A response is kept for 24 hours. Keys begin with `pointapi:response:` and contain digests alone; values contain the
/// responses as they were sent, so the database must be as well protected as what the endpoints return. Two programs
/// with one database share the keys of a caller: give each its own [namespace](Self::namespace). It needs Redis 5 or later,
/// with scripts.
#[derive(Clone)]
pub struct RedisResponses {
    claims: Claims,
}

claimed_in_redis!(RedisResponses, "responses", "pointapi:response:", KEPT_FOR);

/// The value of a key: a claim, or a response.
#[derive(Serialize, Deserialize)]
struct Value {
    fingerprint: String,
    /// In hexadecimal digits.
    claimant: String,
    response: Option<Stored>,
}

/// A response, with its bytes in base64.
#[derive(Serialize, Deserialize)]
struct Stored {
    status: u16,
    headers: StoredHeaders,
    body: Option<String>,
}

/// Headers as a list of names and values in base64.
struct StoredHeaders(HeaderMap);

impl Serialize for StoredHeaders {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|(name, value)| (name.as_str(), STANDARD.encode(value))))
    }
}

impl<'de> Deserialize<'de> for StoredHeaders {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(HeadersVisitor)
    }
}

struct HeadersVisitor;

impl<'de> Visitor<'de> for HeadersVisitor {
    type Value = StoredHeaders;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of headers")
    }

    /// Reads the headers one by one: a list of short ones takes many times the memory of their text.
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<StoredHeaders, A::Error> {
        let mut headers = HeaderMap::new();
        while let Some((name, value)) = items.next_element::<(String, String)>()? {
            if headers.len() == MAX_HEADERS {
                return Err(A::Error::custom("too many headers"));
            }
            let name = HeaderName::try_from(name).map_err(A::Error::custom)?;
            let value = STANDARD.decode(value).map_err(A::Error::custom)?;
            headers.append(name, HeaderValue::try_from(value).map_err(A::Error::custom)?);
        }
        Ok(StoredHeaders(headers))
    }
}

impl Value {
    fn of(request: &KeyedRequest, response: Option<Stored>) -> Result<String, BoxError> {
        let (fingerprint, claimant) = (request.fingerprint().to_owned(), format!("{:032x}", request.claimant()));
        Ok(serde_json::to_string(&Self { fingerprint, claimant, response })?)
    }

    fn into_earlier(self, request: &KeyedRequest) -> Result<Earlier, BoxError> {
        if self.fingerprint != request.fingerprint() {
            return Ok(Earlier::OtherRequest);
        }
        self.response.map_or(Ok(Earlier::InProgress), |stored| stored.decode().map(Earlier::Response))
    }
}

impl Stored {
    fn of(response: &StoredResponse) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: StoredHeaders(response.headers().clone()),
            body: response.body().map(|body| STANDARD.encode(body)),
        }
    }

    fn decode(self) -> Result<StoredResponse, BoxError> {
        let body = self.body.map(|body| STANDARD.decode(body)).transpose()?;
        Ok(StoredResponse::new(StatusCode::from_u16(self.status)?, self.headers.0, body.map(Into::into)))
    }
}

#[async_trait]
impl ResponseStore for RedisResponses {
    async fn claim(&self, request: &KeyedRequest, claim_for: Duration) -> Result<Earlier, BoxError> {
        match self.claims.claim(request.id(), &Value::of(request, None)?, claim_for).await? {
            None => Ok(Earlier::None),
            Some(value) => serde_json::from_str::<Value>(&value)?.into_earlier(request),
        }
    }

    async fn finish(&self, request: &KeyedRequest, response: &StoredResponse) -> Result<(), BoxError> {
        let result = Value::of(request, Some(Stored::of(response)))?;
        Ok(self.claims.finish(request.id(), &result).await?)
    }

    async fn release(&self, request: &KeyedRequest) -> Result<(), BoxError> {
        Ok(self.claims.release(request.id(), &Value::of(request, None)?).await?)
    }
}

impl fmt::Debug for RedisResponses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RedisResponses")
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::server::idempotency::key::request;
    use crate::store::redis::tests::server::RedisServer;

    const MINUTE: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn one_request_on_all_machines_is_processed_and_its_response_kept() {
        let Some(server) = RedisServer::start() else { return };
        let [here, there] = [(); 2].map(|()| RedisResponses::connect(&server.url()).unwrap());
        let (one, other, next) = (request("k", "f"), request("k", "f"), request("k", "f"));
        assert!(matches!(here.claim(&one, MINUTE).await.unwrap(), Earlier::None));
        assert!(matches!(here.claim(&one, MINUTE).await.unwrap(), Earlier::None), "the first reply may have been lost");
        assert!(matches!(there.claim(&other, MINUTE).await.unwrap(), Earlier::InProgress));
        assert!(matches!(there.claim(&request("k", "g"), MINUTE).await.unwrap(), Earlier::OtherRequest));
        there.release(&other).await.unwrap();
        assert!(matches!(there.claim(&other, MINUTE).await.unwrap(), Earlier::InProgress), "not its claim");
        here.release(&one).await.unwrap();
        assert!(matches!(there.claim(&next, MINUTE).await.unwrap(), Earlier::None));
        let headers = HeaderMap::from_iter([(http::header::ETAG, HeaderValue::from_bytes(&[0xE4]).unwrap())]);
        let response = StoredResponse::new(StatusCode::CREATED, headers.clone(), Some(Bytes::from_static(&[0, 255])));
        there.finish(&next, &response).await.unwrap();
        let Earlier::Response(kept) = here.claim(&one, MINUTE).await.unwrap() else { panic!("kept") };
        assert_eq!((kept.status(), kept.headers(), kept.body()), (StatusCode::CREATED, &headers, response.body()));
        let tenant = here.clone().namespace("larch");
        assert!(matches!(tenant.claim(&one, MINUTE).await.unwrap(), Earlier::None), "another tenant's responses");
    }

    #[test]
    fn a_stored_response_has_at_most_1000_headers() {
        let value = |headers: usize| {
            let headers = vec![("x-a", ""); headers];
            let response = serde_json::json!({"status": 200, "headers": headers, "body": null});
            serde_json::json!({"fingerprint": "f", "claimant": "", "response": response}).to_string()
        };
        let decoded = |headers| serde_json::from_str::<Value>(&value(headers)).map(|value| value.response.is_some());
        assert!(decoded(1000).is_ok_and(|is_response| is_response));
        assert!(decoded(1001).is_err());
    }

    #[tokio::test]
    async fn an_error_shows_no_password() {
        let store = RedisResponses::connect("redis://larch:canary@127.0.0.1:1").unwrap();
        let error = store.claim(&request("k", "f"), MINUTE).await.unwrap_err();
        assert!(!format!("{error} {error:?} {store:?}").contains("canary"));
    }
}
