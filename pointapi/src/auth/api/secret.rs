//! A string that is never shown.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::Serializer;
use zeroize::Zeroizing;

/// A string that is never shown by accident and is wiped when it is dropped.
///
/// ```
/// use pointapi::auth::Secret;
///
/// let secret = Secret::new("correct horse");
/// assert_eq!(secret.expose(), "correct horse");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// ```
///
/// It has neither `Display` nor `Serialize`. Copies that were made before it took the text, and what TLS buffers
/// hold, are out of its reach.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes a string; its memory is wiped.
    pub fn new(text: impl Into<String>) -> Self {
        // Copied, not moved: to shrink the string in place could leave its old memory behind.
        let text = Zeroizing::new(text.into());
        Self(SecretString::from(text.as_str()))
    }

    /// Serializes the text itself, for a member of a request body: `#[serde(serialize_with = ...)]`.
    pub(crate) fn serialize_exposed<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }

    /// Returns the string itself; from here on its safety is up to the caller.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(SecretString::from(text))
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_has_one_shape_whatever_it_holds() {
        for text in ["", "a", "a much longer secret"] {
            assert_eq!(format!("{:?}", Secret::new(text)), "[redacted]");
            assert_eq!(format!("{:#?}", Some(Secret::from(text))), "Some(\n    [redacted],\n)");
        }
    }
}
