//! Dates of birth.

use super::{has_layout, masked_text};
use crate::auth::Secret;
use crate::platform::InvalidField;
use crate::platform::schema::text_schema;

/// Living persons were born later; an earlier year is a typing error.
const FIRST_YEAR: i16 = 1800;

/// A date of birth, `MM/DD/YYYY` on the wire; never in `Debug`.
///
/// ```
/// use pointapi::platform::DateOfBirth;
///
/// assert_eq!(DateOfBirth::new("03/09/1971").unwrap().expose(), "03/09/1971");
/// assert_eq!(DateOfBirth::from_ymd(1971, 3, 9).unwrap().expose(), "03/09/1971");
/// assert!(DateOfBirth::new("02/30/1971").is_err());
/// ```
#[derive(Clone)]
pub struct DateOfBirth(Secret);

masked_text!(DateOfBirth, "DOB", "a day of the calendar since 1800, like 03/09/1971", is_date);
text_schema!(DateOfBirth, "A date of birth, `MM/DD/YYYY`.", { "pattern": r"^(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])/\d{4}$", "format": "password", "writeOnly": true });

impl DateOfBirth {
    /// Creates a date from a year, a month and a day.
    ///
    /// # Errors
    ///
    /// If the calendar has no such day, or it is before 1800.
    pub fn from_ymd(year: u16, month: u8, day: u8) -> Result<Self, InvalidField> {
        Self::new(format!("{month:02}/{day:02}/{year:04}"))
    }
}

fn is_date(text: &str) -> bool {
    has_layout(text, "##/##/####")
        && jiff::civil::Date::strptime("%m/%d/%Y", text).is_ok_and(|date| date.year() >= FIRST_YEAR)
}
