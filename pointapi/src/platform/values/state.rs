//! State codes.

use serde::Serialize;

use crate::platform::InvalidField;

/// A state as two letters; sent in the case that it was given in.
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

impl State {
    /// Takes two letters; whether there is such a state is left to the platform.
    ///
    /// # Errors
    ///
    /// If it is anything else.
    pub fn new(code: impl Into<String>) -> Result<Self, InvalidField> {
        let code = code.into();
        if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            Ok(Self(code))
        } else {
            Err(InvalidField::new("State", "two letters like WY"))
        }
    }

    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
