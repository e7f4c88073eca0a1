//! Secrets as members of bodies.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::secret::Secret;

/// Serializes the text of a secret, for a member of a request that carries one.
///
/// [`Secret`] does not implement `Serialize`, so that no secret is written by accident. A type that has to send one
/// says so at the member. `Option`, `Vec` and `BTreeMap` of secrets are accepted too.
///
/// ```
/// use pointapi::auth::Secret;
/// use serde::Serialize;
///
/// #[derive(Debug, Serialize)]
/// struct LogIn {
///     user: String,
///     #[serde(serialize_with = "pointapi::auth::serialize_secret")]
///     password: Secret,
/// }
///
/// let body = LogIn { user: "greta".into(), password: Secret::new("right") };
/// assert!(!format!("{body:?}").contains("right"));
/// # #[cfg(feature = "json")]
/// assert_eq!(serde_json::to_string(&body)?, r#"{"user":"greta","password":"right"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Only those of the serializer.
pub fn serialize_secret<T: SecretMember + ?Sized, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.serialize_exposed(serializer)
}

/// A value that [`serialize_secret`] writes.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a secret",
    note = "`serialize_secret` writes a `Secret`, and an `Option`, a `Vec` or a `BTreeMap` of secrets"
)]
pub trait SecretMember {
    fn serialize_exposed<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A secret that is about to be written.
struct Exposed<'a, T: ?Sized>(&'a T);

impl<T: SecretMember + ?Sized> Serialize for Exposed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_exposed(serializer)
    }
}

impl SecretMember for Secret {
    fn serialize_exposed<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<T: SecretMember> SecretMember for Option<T> {
    fn serialize_exposed<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&Exposed(value)),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: SecretMember> SecretMember for Vec<T> {
    fn serialize_exposed<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Exposed))
    }
}

impl<K: Serialize, T: SecretMember> SecretMember for BTreeMap<K, T> {
    fn serialize_exposed<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Exposed(value))))
    }
}
