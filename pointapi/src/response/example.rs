//! Responses that a type decodes, for a check of the contract.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

#[cfg(feature = "server")]
use super::RawResponse;
#[cfg(feature = "server")]
use crate::error::{DecodeCause, Result};
#[cfg(feature = "server")]
use crate::made_up::Kind;

/// A response that a type decodes: an example of [`FromResponse`](crate::FromResponse) for checks of the contract.
///
/// ```
/// use pointapi::http::{HeaderValue, header::RETRY_AFTER};
/// use pointapi::{Example, StatusCode};
///
/// let pending = Example::new(r#"{"state": "pending"}"#)
///     .status(StatusCode::ACCEPTED)
///     .header(RETRY_AFTER, HeaderValue::from_static("30"));
/// # let _ = pending;
/// ```
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "server"), expect(dead_code, reason = "only a check of the contract reads it"))]
pub struct Example {
    pub(super) status: Option<StatusCode>,
    pub(super) headers: HeaderMap,
    pub(super) content: Content,
}

/// The body of an example.
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "server"), expect(dead_code, reason = "only a check of the contract reads it"))]
pub(super) enum Content {
    /// The value is made up without a body.
    MadeUp,
    /// The body, whose items are made up.
    #[cfg_attr(not(feature = "stream"), expect(dead_code, reason = "only streams have items"))]
    Items(&'static str),
    Body(Bytes),
}

impl Example {
    /// Creates a success with this body.
    #[must_use]
    pub fn new(body: impl Into<Bytes>) -> Self {
        Self::of(Content::Body(body.into()))
    }

    /// The value of a type that is made up without a body.
    pub(super) fn made_up() -> Self {
        Self::of(Content::MadeUp)
    }

    /// A body whose items are made up.
    #[cfg(feature = "stream")]
    pub(crate) fn items(body: &'static str) -> Self {
        Self::of(Content::Items(body))
    }

    fn of(content: Content) -> Self {
        Self { status: None, headers: HeaderMap::new(), content }
    }

    /// Sets the status. Without it the example stands for several.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }
}

#[cfg(feature = "server")]
impl RawResponse {
    /// Becomes one of the examples of a type, if the values of this call are made up.
    ///
    /// # Errors
    ///
    /// If the type, which is called `name`, has no example.
    pub(super) fn by_example(mut self, examples: fn() -> Vec<Example>, name: &str) -> Result<Self> {
        let Some(maker) = self.maker.as_ref().filter(|_| !self.is_absent()) else { return Ok(self) };
        let mut examples = examples();
        if examples.is_empty() {
            let reason = format!("`{name}` decodes itself and has no `FromResponse::examples`");
            maker.block(reason.clone());
            return Err(self.error(DecodeCause::Shape, reason));
        }
        let index = match examples.len() {
            1 => 0,
            count => maker.choose("the example of the response", Kind::Variant, count),
        };
        self.become_example(examples.swap_remove(index));
        Ok(self)
    }

    fn become_example(&mut self, Example { status, headers, content }: Example) {
        self.status = status.unwrap_or(self.status);
        self.headers.extend(headers);
        match content {
            Content::MadeUp => return,
            Content::Items(body) => self.body = Bytes::from_static(body.as_bytes()),
            Content::Body(body) => {
                self.body = body;
                self.maker = None;
            }
        }
        self.stream = None;
    }
}
