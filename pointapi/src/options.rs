//! Options of one call, or of one clone of a generated client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{COOKIE, HeaderName, HeaderValue};
use http::{Extensions, HeaderMap};

use crate::error::{Error, ErrorKind, RequestPart, Result};
use crate::param::{cookie, header};

/// Options of single calls, which replace those of the endpoint and of the client.
///
/// ```
/// use std::time::Duration;
///
/// use pointapi::CallOptions;
///
/// # fn main() -> pointapi::Result<()> {
/// let options = CallOptions::new().timeout(Duration::from_secs(600)).header("X-Run", "7")?;
/// # let _ = options;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempts: Option<u32>,
    pub(crate) headers: HeaderMap,
    pub(crate) idempotency_key: Option<Arc<str>>,
    pub(crate) min_token_life: Option<Duration>,
    pub(crate) extensions: Extensions,
}

impl CallOptions {
    /// Creates options that change nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the time limit of the whole call: waiting for a token, every attempt, every pause and reading the response.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets how often the request may be sent in all, 1 to 10; 1 means no retry. An endpoint that must be sent once is
    /// still sent once.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(attempts);
        self
    }

    /// Adds a header, which replaces those of the endpoint and of the client of that name.
    ///
    /// # Errors
    ///
    /// If the name or the value is invalid, or the header is reserved (`Host`, `Content-Length`, `Transfer-Encoding`,
    /// `Connection`, `Proxy-*`). `Authorization` is accepted here and rejected by the call, unless its endpoint says
    /// `auth = none`.
    pub fn header<N, V>(mut self, name: N, value: V) -> Result<Self>
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        let (name, value) = header_pair(name, value)?;
        self.headers.append(name, value);
        Ok(self)
    }

    /// Sets the key by which the server recognizes a second delivery, for endpoints with `idempotency_key`; default: a
    /// new key for each call, which [`Error::idempotency_key`](crate::Error::idempotency_key) returns.
    #[must_use]
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into().into());
        self
    }

    /// Sets the least remaining life of the token when the request is sent, for long uploads. A token with less is
    /// replaced first; if the new one has less too, it is sent anyway.
    #[must_use]
    pub fn min_token_life(mut self, life: Duration) -> Self {
        self.min_token_life = Some(life);
        self
    }

    /// Adds a value to the request's [`Extensions`], for layers; it is not sent.
    #[must_use]
    pub fn extension<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
        self.extensions.insert(value);
        self
    }

    /// Returns these options, with those of `over` replacing them.
    pub(crate) fn merged(mut self, over: &Self) -> Self {
        self.timeout = over.timeout.or(self.timeout);
        self.attempts = over.attempts.or(self.attempts);
        self.min_token_life = over.min_token_life.or(self.min_token_life);
        if over.idempotency_key.is_some() {
            self.idempotency_key.clone_from(&over.idempotency_key);
        }
        replace_headers(&mut self.headers, &over.headers);
        self.extensions.extend(over.extensions.clone());
        self
    }
}

/// Replaces the headers of the names in `over`; cookies are appended to those that are set.
pub(crate) fn replace_headers(headers: &mut HeaderMap, over: &HeaderMap) {
    let cookies: Vec<_> = headers.get_all(COOKIE).iter().chain(over.get_all(COOKIE)).cloned().collect();
    for name in over.keys() {
        headers.remove(name);
    }
    for (name, value) in over {
        headers.append(name.clone(), value.clone());
    }
    if let Some(cookies) = cookie::joined(&cookies) {
        headers.insert(COOKIE, cookies);
    }
}

/// Validates a header that a caller may set on some endpoint.
pub(crate) fn header_pair<N, V>(name: N, value: V) -> Result<(HeaderName, HeaderValue)>
where
    N: TryInto<HeaderName>,
    V: TryInto<HeaderValue>,
{
    let reject = |text: String| Error::new(ErrorKind::Request(RequestPart::Header), text);
    let name = name
        .try_into()
        .map_err(|_| reject("a header name is not valid: use letters, digits, `-`, `_` and `.`".into()))?;
    let value = value
        .try_into()
        .ok()
        .filter(header::is_plain)
        .ok_or_else(|| reject(format!("the value of header `{name}` is not visible ASCII")))?;
    if header::is_reserved(&name, true) {
        return Err(reject(header::reserved_text(&name)));
    }
    Ok((name, value))
}

/// Shows names of headers, never values.
impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("attempts", &self.attempts)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("has_idempotency_key", &self.idempotency_key.is_some())
            .field("min_token_life", &self.min_token_life)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_and_malformed_headers_are_rejected() {
        for (name, value) in [("Host", "x"), ("Content-Length", "1"), ("a b", "x"), ("X-A", "a\nb"), ("X-A", "ö")] {
            let error = CallOptions::new().header(name, value).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Request(RequestPart::Header), "{name}: {value}");
        }
    }

    #[test]
    fn all_cookies_of_both_share_one_header() {
        let cookies = |pairs: [&str; 2]| {
            pairs.iter().fold(CallOptions::new(), |options, pair| options.header("Cookie", *pair).unwrap())
        };
        let merged = cookies(["a=1", "b=2"]).merged(&cookies(["c=3", "d=4"]));
        assert_eq!(merged.headers.get_all(COOKIE).iter().collect::<Vec<_>>(), ["a=1; b=2; c=3; d=4"]);
    }

    #[test]
    fn later_options_win() {
        let first = CallOptions::new().attempts(2).timeout(Duration::from_secs(1)).header("X-A", "1").unwrap();
        let over = CallOptions::new().attempts(3).header("X-A", "2").unwrap();
        let merged = first.merged(&over);
        assert_eq!((merged.attempts, merged.timeout), (Some(3), Some(Duration::from_secs(1))));
        assert_eq!(merged.headers.get_all("x-a").iter().collect::<Vec<_>>(), ["2"]);
    }
}
