//! A response body that is text.

use std::fmt;
use std::ops::Deref;

use super::{Example, FromResponse, RawResponse};
use crate::codec::Codec;
use crate::error::Result;

/// A response body of text in UTF-8; derefs to `str`.
///
/// A byte order mark is removed. `Debug` shows the length.
///
/// ```
/// # fn show(text: pointapi::Text) {
/// println!("{} lines", text.lines().count());
/// let text: String = text.into_inner();
/// # drop(text);
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// Creates a `Text`, for a test double or a server.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text.
    #[must_use]
    pub fn into_inner(self) -> String {
        self.0
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text").field("length", &self.0.len()).finish_non_exhaustive()
    }
}

impl FromResponse for Text {
    fn accept<C: Codec>() -> &'static str {
        "text/plain, */*;q=0.5"
    }

    fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
        let body = response.body();
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        match std::str::from_utf8(body) {
            Ok(text) => Ok(Self(text.to_owned())),
            Err(_) => Err(response.not_utf8()),
        }
    }

    fn examples() -> Vec<Example> {
        ["plain", "a b/%20+\"ü\"\n", "0"].map(Example::new).into()
    }
}
