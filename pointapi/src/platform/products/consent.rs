//! Proof of consent from another service.

use serde::{Serialize, Serializer};

use crate::auth::Secret;

/// A token of a consent service, such as `ClearID`; `Debug` hides its value.
#[derive(Debug, Clone, Serialize)]
pub struct ConsentToken {
    #[serde(rename = "Type")]
    kind: String,
    #[serde(rename = "Value", serialize_with = "exposed")]
    value: Secret,
}

impl ConsentToken {
    /// A token of the service `kind`.
    #[must_use]
    pub fn new(kind: impl Into<String>, value: impl Into<Secret>) -> Self {
        Self { kind: kind.into(), value: value.into() }
    }
}

fn exposed<S: Serializer>(value: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.expose())
}
