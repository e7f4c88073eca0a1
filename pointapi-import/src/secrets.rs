//! Credentials: fields and arguments that no `Debug` shows.

use crate::formats::Formats;
use crate::model::{Argument, Model, Role, Scalar, Shape, Type};
use crate::names::words;

/// Endings of names that are those of credentials, whatever format the document gives them.
const CREDENTIALS: [&[&str]; 13] = [
    &["password"],
    &["passwd"],
    &["passphrase"],
    &["secret"],
    &["apikey"],
    &["api", "key"],
    &["secret", "key"],
    &["private", "key"],
    &["access", "token"],
    &["refresh", "token"],
    &["auth", "token"],
    &["bearer", "token"],
    &["id", "token"],
];

/// Makes each string that is a credential by its name a secret, and each argument with a secret sensitive.
pub(crate) fn conceal(model: &mut Model, formats: &Formats) {
    let secret = formats.scalar("string", Some("password")).unwrap_or(Scalar::Secret);
    if secret == Scalar::Secret {
        for definition in &mut model.types {
            let Shape::Struct(of) = &mut definition.shape else { continue };
            for field in of.fields.iter_mut().filter(|field| is_credential(&field.wire)) {
                if field.ty == Type::string() {
                    field.ty = Type::Scalar(Scalar::Secret);
                }
            }
        }
    }
    let has_names = secret == Scalar::Secret;
    for argument in
        model.traits.iter_mut().flat_map(|of| &mut of.endpoints).flat_map(|endpoint| &mut endpoint.arguments)
    {
        conceal_argument(argument, has_names);
    }
}

/// An argument is text, and its role says that it is sensitive; the macro accepts no secret in a path.
fn conceal_argument(argument: &mut Argument, has_names: bool) {
    let is_named = match &argument.role {
        Role::Query { wire, .. } | Role::Header { wire } | Role::Cookie { wire } | Role::Part { wire } => {
            has_names && argument.ty == Type::string() && is_credential(wire)
        }
        Role::Path { .. } | Role::QueryStruct | Role::Body { .. } => false,
    };
    let is_secret = argument.ty.scalar() == Some(&Scalar::Secret);
    if is_secret {
        argument.ty = argument.ty.with_scalar(&Scalar::String);
    }
    argument.is_sensitive = (is_secret || is_named) && !matches!(argument.role, Role::Path { .. });
}

/// True if the name ends as those of credentials do: `client_secret`, `apiKey`.
fn is_credential(name: &str) -> bool {
    let words = words(name);
    CREDENTIALS.iter().any(|ending| {
        words.len() >= ending.len() && words.iter().rev().zip(ending.iter().rev()).all(|(word, end)| word == end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_credentials_are_known_by_their_ending() {
        for name in ["password", "userPassword", "client_secret", "X-Api-Key", "apikey", "refreshToken"] {
            assert!(is_credential(name), "{name}");
        }
        for name in ["token", "next_page_token", "secret_name", "password_updated_at", "public_key", "key"] {
            assert!(!is_credential(name), "{name}");
        }
    }
}
