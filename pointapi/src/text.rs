//! A text as an answer.

use std::ops::Deref;

use crate::codec::Codec;
use crate::decode::{Answer, FromResponse};
use crate::error::{DecodeCause, Result};

/// An answer that is text: the body as it came, which must be UTF-8; derefs to `str`.
///
/// ```
/// # fn show(text: pointapi::Text) {
/// println!("{} lines", text.lines().count());
/// let text: String = text.into_inner();
/// # drop(text);
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// The text itself.
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

impl FromResponse for Text {
    fn accept<C: Codec>() -> &'static str {
        "text/plain, */*;q=0.5"
    }

    fn from_response<C: Codec>(answer: Answer) -> Result<Self> {
        let body = answer.body();
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        match std::str::from_utf8(body) {
            Ok(text) => Ok(Self(text.to_owned())),
            Err(_) => Err(answer.error(DecodeCause::Syntax, "the answer is not text in UTF-8".into())),
        }
    }
}
