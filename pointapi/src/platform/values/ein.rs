//! Employer Identification Numbers.

use super::{has_layout, masked_text};
use crate::auth::Secret;
use crate::platform::schema::text_schema;

/// An Employer Identification Number: exact on the wire, never in `Debug`.
///
/// ```
/// use pointapi::platform::Ein;
///
/// assert!(Ein::new("990001234").is_ok() && Ein::new("99-0001234").is_ok());
/// assert!(Ein::new("99-00-01234").is_err());
/// ```
///
/// The platform documents no form; its samples have nine digits.
#[derive(Clone)]
pub struct Ein(Secret);

masked_text!(Ein, "EIN", "nine digits, bare or like 99-0001234", is_ein);
text_schema!(Ein, "An Employer Identification Number.", { "pattern": r"^\d{2}-?\d{7}$", "format": "password", "writeOnly": true });

fn is_ein(text: &str) -> bool {
    has_layout(text, "#########") || has_layout(text, "##-#######")
}
