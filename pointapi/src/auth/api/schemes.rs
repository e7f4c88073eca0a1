//! Ready-made authenticators: a fixed header, query parameter or cookie.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::COOKIE;
use http::request::Parts;
use http::{HeaderName, HeaderValue, Uri};
use zeroize::Zeroizing;

use super::authenticator::Authenticator;
use super::secret::Secret;
use crate::box_error::BoxError;
use crate::encode::{QUERY, cookie_octets, is_named};
use crate::param::cookie;

/// Sends a header.
pub(crate) struct FixedHeader(HeaderName, HeaderValue);

/// Sends a query parameter.
pub(crate) struct FixedQuery {
    name: String,
    value: Secret,
}

/// The names of the query parameters that hold secrets; an extension of the request, for a recorder.
#[cfg(feature = "json")]
#[derive(Clone, Default)]
pub(crate) struct QueryKeys(pub(crate) Vec<String>);

/// Sends a cookie, beside those of the request.
pub(crate) struct FixedCookie(HeaderValue);

/// Credentials that a request carries together.
pub(crate) struct Together(pub(crate) Arc<dyn Authenticator>, pub(crate) Arc<dyn Authenticator>);

/// Returns the value of basic authentication (RFC 7617).
pub(crate) fn basic(user: &str, password: &Secret) -> Option<HeaderValue> {
    let is_valid = |text: &str| !text.chars().any(char::is_control);
    if user.contains(':') || !is_valid(user) || !is_valid(password.expose()) {
        return None;
    }
    let pair = Zeroizing::new(format!("{user}:{}", password.expose()));
    let value = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
    HeaderValue::from_str(&value).ok()
}

impl FixedHeader {
    pub(crate) fn new(name: HeaderName, mut value: HeaderValue) -> Self {
        value.set_sensitive(true);
        Self(name, value)
    }
}

impl FixedQuery {
    pub(crate) fn new(name: String, value: Secret) -> Self {
        Self { name, value }
    }
}

impl FixedCookie {
    /// `None` if the name or the value has characters outside RFC 6265, section 4.1.1.
    pub(crate) fn new(name: &str, value: &Secret) -> Option<Self> {
        let is_octet = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
        let is_name = !name.is_empty() && name.bytes().all(|byte| is_octet(byte) && byte != b'=');
        if !is_name || !cookie_octets(value.expose()).bytes().all(is_octet) {
            return None;
        }
        let pair = Zeroizing::new(format!("{name}={}", value.expose()));
        let mut value = HeaderValue::from_str(&pair).ok()?;
        value.set_sensitive(true);
        Some(Self(value))
    }
}

#[async_trait::async_trait]
impl Authenticator for Together {
    async fn authorize(&self, request: &mut Parts) -> Result<(), BoxError> {
        self.0.authorize(request).await?;
        self.1.authorize(request).await
    }

    async fn refused(&self, response: &http::response::Parts) -> bool {
        self.0.refused(response).await || self.1.refused(response).await
    }
}

#[async_trait::async_trait]
impl Authenticator for FixedHeader {
    async fn authorize(&self, request: &mut Parts) -> Result<(), BoxError> {
        request.headers.insert(self.0.clone(), self.1.clone());
        Ok(())
    }
}

#[async_trait::async_trait]
impl Authenticator for FixedQuery {
    async fn authorize(&self, request: &mut Parts) -> Result<(), BoxError> {
        let mut name = String::new();
        QUERY.encode_into(&self.name, &mut name);
        let mut target = Zeroizing::new(format!("{}?", request.uri.path()));
        for pair in request.uri.query().unwrap_or_default().split('&') {
            // A link that the server made of an earlier query has the key already.
            if !is_named(pair, &name) && !pair.is_empty() {
                target.push_str(pair);
                target.push('&');
            }
        }
        target.push_str(&name);
        target.push('=');
        QUERY.encode_into(self.value.expose(), &mut target);
        let mut parts = std::mem::take(&mut request.uri).into_parts();
        parts.path_and_query = Some(target.parse()?);
        request.uri = Uri::from_parts(parts)?;
        #[cfg(feature = "json")]
        request.extensions.get_or_insert_default::<QueryKeys>().0.push(self.name.clone());
        Ok(())
    }
}

#[async_trait::async_trait]
impl Authenticator for FixedCookie {
    async fn authorize(&self, request: &mut Parts) -> Result<(), BoxError> {
        let cookies = cookie::joined(request.headers.get_all(COOKIE).iter().chain([&self.0]));
        if let Some(cookies) = cookies {
            request.headers.insert(COOKIE, cookies);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn authorized(scheme: impl Authenticator, uri: &str, cookie: Option<&str>) -> Parts {
        let mut request = http::Request::builder().uri(uri);
        if let Some(cookie) = cookie {
            request = request.header(COOKIE, cookie);
        }
        let (mut parts, ()) = request.body(()).expect("a request").into_parts();
        scheme.authorize(&mut parts).await.expect("authorized");
        parts
    }

    #[tokio::test]
    async fn a_cookie_follows_all_others() {
        let mut request = http::Request::new(()).into_parts().0;
        for cookie in ["a=1", "b=2"] {
            request.headers.append(COOKIE, HeaderValue::from_static(cookie));
        }
        let scheme = FixedCookie::new("session", &Secret::new("\"ajax:01\"")).expect("RFC 6265 allows quotes");
        scheme.authorize(&mut request).await.expect("authorized");
        let cookies: Vec<_> = request.headers.get_all(COOKIE).iter().collect();
        assert_eq!(cookies, ["a=1; b=2; session=\"ajax:01\""]);
    }

    #[test]
    fn basic_authentication_is_the_pair_in_base_64() {
        let value = basic("Aladdin", &Secret::new("open sesame")).expect("a value");
        assert_eq!(value, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert!(basic("a:b", &Secret::new("c")).is_none());
    }

    #[tokio::test]
    async fn a_query_key_joins_the_query_of_the_request_and_replaces_itself() {
        for (uri, expected) in [
            ("https://a.example/x", "/x?key=a%26b"),
            ("https://a.example", "/?key=a%26b"),
            ("https://a.example/x?y=1", "/x?y=1&key=a%26b"),
            ("https://a.example/x?k%65y=a%26b&y=1&key2=z", "/x?y=1&key2=z&key=a%26b"),
            ("https://a.example/x?key=a%26b&y=1&key2=z", "/x?y=1&key2=z&key=a%26b"),
        ] {
            let parts = authorized(FixedQuery::new("key".to_owned(), Secret::new("a&b")), uri, None).await;
            assert_eq!(parts.uri.path_and_query().expect("a path").as_str(), expected);
        }
    }

    #[tokio::test]
    async fn a_cookie_key_joins_the_cookies_of_the_request() {
        for (cookie, expected) in [(None, "key=k"), (Some("a=1"), "a=1; key=k")] {
            let scheme = FixedCookie::new("key", &Secret::new("k")).expect("a cookie");
            let parts = authorized(scheme, "https://a.example/", cookie).await;
            assert_eq!(parts.headers[COOKIE], expected);
        }
        assert!(FixedCookie::new("key", &Secret::new("a;b")).is_none());
    }
}
