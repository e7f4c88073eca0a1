//! State codes.

use serde::Serialize;

use crate::platform::InvalidField;
use crate::platform::schema::text_schema;

/// A state as two letters, in the case as given.
///
/// ```
/// use pointapi::platform::State;
///
/// assert!(State::new("WY").is_ok());
/// assert!(State::new("Wyoming").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct State(String);

text_schema!(State, "A state as two letters.", { "pattern": "^[A-Za-z]{2}$" });

impl State {
    /// Accepts two letters; the platform decides whether the state exists.
    ///
    /// # Errors
    ///
    /// If it is not two letters.
    pub fn new(code: impl Into<String>) -> Result<Self, InvalidField> {
        let code = code.into();
        if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            Ok(Self(code))
        } else {
            Err(InvalidField::new("State", "two letters like WY"))
        }
    }

    /// Returns the two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
