//! The values of an order, each validated once and then valid by its type.

mod address;
mod date_of_birth;
mod document;
mod ein;
mod phone;
mod postal_code;
mod ssn;
mod state;
mod tax_years;
mod words;

pub use address::{Address, Residence};
pub use date_of_birth::DateOfBirth;
pub use document::Document;
pub use ein::Ein;
pub use phone::Phone;
pub use postal_code::{PostalCode, Zip, Zip5};
pub use ssn::Ssn;
pub use state::State;
pub use tax_years::TaxYears;
pub use words::PersonName;
pub(super) use words::Words;

/// Defines a string that is validated once, sent unchanged, and not shown by `Debug`.
macro_rules! masked_text {
    ($name:ident, $field:literal, $rule:literal, $is_valid:path) => {
        impl $name {
            /// Accepts a string of the documented form.
            ///
            /// # Errors
            ///
            #[doc = concat!("If it is not ", $rule, ".")]
            pub fn new(text: impl Into<$crate::auth::Secret>) -> Result<Self, $crate::platform::InvalidField> {
                let text = text.into();
                if $is_valid(text.expose()) {
                    Ok(Self(text))
                } else {
                    Err($crate::platform::InvalidField::new($field, $rule))
                }
            }

            /// Returns the string. Do not log it.
            #[must_use]
            pub fn expose(&self) -> &str {
                self.0.expose()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "([redacted])"))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.expose())
            }
        }
    };
}

use masked_text;

/// Returns true if `text` has the characters of `layout`, where `#` stands for any digit.
fn has_layout(text: &str, layout: &str) -> bool {
    text.len() == layout.len()
        && text.bytes().zip(layout.bytes()).all(|(byte, wanted)| match wanted {
            b'#' => byte.is_ascii_digit(),
            _ => byte == wanted,
        })
}

#[cfg(test)]
mod tests;
