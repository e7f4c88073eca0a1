//! Social Security numbers.

use super::{has_layout, masked_text};
use crate::auth::Secret;
use crate::platform::schema::text_schema;

/// A Social Security number: exact on the wire, never in `Debug`.
///
/// ```
/// use pointapi::platform::Ssn;
///
/// let ssn = Ssn::new("900-11-2222").unwrap();
/// assert_eq!(serde_json::to_string(&ssn).unwrap(), r#""900-11-2222""#);
/// assert_eq!(format!("{ssn:?}"), "Ssn([redacted])");
/// ```
///
/// Hyphens are kept. The platform documents the two forms for ADV only; its samples of the other products have nine
/// digits.
#[derive(Clone)]
pub struct Ssn(Secret);

masked_text!(Ssn, "SSN", "nine digits, bare or like 900-11-2222", is_ssn);
text_schema!(Ssn, "A Social Security number.", { "pattern": r"^(\d{9}|\d{3}-\d{2}-\d{4})$", "format": "password", "writeOnly": true });

fn is_ssn(text: &str) -> bool {
    has_layout(text, "#########") || has_layout(text, "###-##-####")
}
