//! The identity of a request with an idempotency key.

use std::fmt;

use axum::extract::OriginalUri;
use blake2::{Blake2s256, Digest};
use bytes::Bytes;
use http::HeaderValue;
use http::header::{AUTHORIZATION, HOST};

use super::head::distinctive;
use crate::encode::hex;
use crate::endpoint::MAX_IDEMPOTENCY_KEY;
use crate::server::caller::Caller;
use crate::server::incoming::{HeadRole, Incoming};
use crate::server::rejection::Rejection;

/// A request with an idempotency key.
///
/// It holds digests alone: neither the key nor anything of the request can be read from it.
#[derive(Clone)]
pub struct KeyedRequest {
    id: String,
    fingerprint: String,
    claimant: u128,
}

impl KeyedRequest {
    /// The request, if it has the header; `head` are the arguments in its head.
    pub(in crate::server) fn of(
        header: &'static str,
        head: &[HeadRole],
        incoming: &Incoming,
    ) -> Result<Option<Self>, Rejection> {
        let parts = &incoming.parts;
        let mut keys = parts.headers.get_all(header).into_iter();
        let Some(key) = keys.next() else { return Ok(None) };
        if key.is_empty() || key.len() > MAX_IDEMPOTENCY_KEY || keys.next().is_some() {
            let detail = format!("the header `{header}` must have one value of 1 to {MAX_IDEMPOTENCY_KEY} characters");
            return Err(Rejection::bad_request(detail));
        }
        // The kind of the sender is part of the digest, so that a name is never taken for credentials.
        let mut id = match parts.extensions.get::<Caller>() {
            Some(caller) => vec![b"caller".as_slice(), caller.name().as_bytes()],
            None => {
                let credentials = parts.headers.get_all(AUTHORIZATION).into_iter().map(HeaderValue::as_bytes);
                std::iter::once(b"header".as_slice()).chain(credentials).collect()
            }
        };
        id.push(key.as_bytes());
        // A router that is nested takes its prefix from the URI.
        let uri = parts.extensions.get().map_or(&parts.uri, |OriginalUri(uri)| uri);
        let target = uri.path_and_query().map_or("", |target| target.as_str());
        let host = || parts.headers.get(HOST).map(HeaderValue::as_bytes).unwrap_or_default();
        let authority = uri.authority().map_or_else(host, |own| own.as_str().as_bytes()).to_ascii_lowercase();
        let body = incoming.whole_body().map(Bytes::as_ref).unwrap_or_default();
        let mut request = vec![parts.method.as_str().as_bytes(), &authority, target.as_bytes(), body];
        request.extend(distinctive(parts, head));
        Ok(Some(Self { id: digest(&id), fingerprint: digest(&request), claimant: fastrand::u128(..) }))
    }

    /// Returns the digest of the caller and the key, in hexadecimal digits.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the digest of the method, the URL, the body and the headers that distinguish requests, in hexadecimal
    /// digits.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Returns a random number that identifies this request on all machines.
    #[must_use]
    pub fn claimant(&self) -> u128 {
        self.claimant
    }
}

impl fmt::Debug for KeyedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyedRequest").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The digest of several values; their lengths keep them apart.
fn digest(values: &[&[u8]]) -> String {
    let mut hasher = Blake2s256::new();
    for value in values {
        hasher.update((value.len() as u64).to_be_bytes());
        hasher.update(value);
    }
    hex(&hasher.finalize())
}

/// A request for the tests of the stores.
#[cfg(test)]
pub(super) fn request(id: &str, fingerprint: &str) -> KeyedRequest {
    let [id, fingerprint] = [id, fingerprint].map(str::to_owned);
    KeyedRequest { id, fingerprint, claimant: fastrand::u128(..) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_the_same_text_in_other_places_have_other_digests() {
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
        assert_eq!(digest(&[b"ab", b"c"]), digest(&[b"ab", b"c"]));
    }
}
