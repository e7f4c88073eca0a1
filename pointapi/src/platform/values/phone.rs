//! Phone numbers.

use super::{has_layout, masked_text};
use crate::auth::Secret;
use crate::platform::schema::text_schema;

/// A US phone number in one of the three documented forms; never in `Debug`.
///
/// ```
/// use pointapi::platform::Phone;
///
/// for number in ["555-010-0147", "(555) 010-0147", "5550100147"] {
///     assert!(Phone::new(number).is_ok());
/// }
/// assert!(Phone::new("555 010 0147").is_err());
/// ```
#[derive(Clone)]
pub struct Phone(Secret);

masked_text!(Phone, "Phone", "ten digits like 555-010-0147, (555) 010-0147 or 5550100147", is_phone);
text_schema!(Phone, "A US phone number.", { "pattern": r"^(\d{3}-\d{3}-\d{4}|\(\d{3}\) \d{3}-\d{4}|\d{10})$", "format": "password", "writeOnly": true });

fn is_phone(text: &str) -> bool {
    ["###-###-####", "(###) ###-####", "##########"].iter().any(|layout| has_layout(text, layout))
}
