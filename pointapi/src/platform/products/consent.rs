//! Proof of consent from another service.

use serde::{Serialize, Serializer};

use crate::auth::Secret;
use crate::platform::InvalidField;
use crate::platform::values::Words;

/// A token of a consent service, such as `ClearID`; `Debug` hides it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(description = "A token of a consent service, such as `ClearID`.")
)]
pub struct ConsentToken {
    #[serde(rename = "Type")]
    kind: Words,
    #[serde(rename = "Value", serialize_with = "exposed")]
    #[cfg_attr(feature = "openapi", schemars(with = "String", extend("format" = "password", "writeOnly" = true)))]
    value: Secret,
}

impl ConsentToken {
    /// Creates a token of the service `kind`.
    ///
    /// # Errors
    ///
    /// If one of them is blank.
    pub fn new(kind: impl Into<String>, value: impl Into<Secret>) -> Result<Self, InvalidField> {
        let (kind, value) = (Words::new("ConsentToken.Type", kind)?, value.into());
        if value.expose().trim().is_empty() {
            return Err(InvalidField::blank("ConsentToken.Value"));
        }
        Ok(Self { kind, value })
    }
}

fn exposed<S: Serializer>(value: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.expose())
}
