//! The tax years of a transcript.

use crate::platform::InvalidField;

/// One to five tax years, joined by commas on the wire.
///
/// ```
/// use pointapi::platform::TaxYears;
///
/// assert_eq!(TaxYears::new([2031, 2030]).unwrap().to_string(), "2031,2030");
/// assert!(TaxYears::new([]).is_err());
/// ```
///
/// The platform accepts the current year and some earlier ones. Its pages contradict each other on the number, so the
/// platform decides (fault `E001`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxYears(Vec<u16>);

impl TaxYears {
    /// Creates a list of years, in the order in which they are sent.
    ///
    /// # Errors
    ///
    /// If the list is empty, has more than five years, repeats one, or one does not have four digits.
    pub fn new(years: impl IntoIterator<Item = u16>) -> Result<Self, InvalidField> {
        let years: Vec<u16> = years.into_iter().collect();
        let are_distinct = years.iter().enumerate().all(|(index, year)| !years[..index].contains(year));
        let are_years = years.iter().all(|year| (1000..=9999).contains(year));
        if (1..=5).contains(&years.len()) && are_distinct && are_years {
            Ok(Self(years))
        } else {
            Err(InvalidField::new("YearList", "one to five different years of four digits"))
        }
    }
}

impl std::fmt::Display for TaxYears {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, year) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{year}")?;
        }
        Ok(())
    }
}
