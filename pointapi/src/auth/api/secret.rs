//! A string that is never shown.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use subtle::ConstantTimeEq;
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
/// It has neither `Display` nor `Serialize`; [`serialize_secret`](crate::auth::serialize_secret) writes it where a request has
/// to carry it. Equality takes the same time wherever two secrets of one length differ. Copies that were made before it took the text, and what TLS buffers
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

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_equal_by_their_text() {
        assert_eq!(Secret::new("a"), Secret::from("a"));
        assert_ne!(Secret::new("a"), Secret::new("b"));
        assert_ne!(Secret::new("a"), Secret::new("ab"));
    }

    #[test]
    fn debug_has_one_shape_whatever_it_holds() {
        for text in ["", "a", "a much longer secret"] {
            assert_eq!(format!("{:?}", Secret::new(text)), "[redacted]");
            assert_eq!(format!("{:#?}", Some(Secret::from(text))), "Some(\n    [redacted],\n)");
        }
    }
}
