//! A borrower's employer, or a name that the platform accepts instead of one.

use serde::Serialize;

use crate::platform::values::Words;
use crate::platform::{Address, InvalidField, Phone};

/// An employer of a borrower.
///
/// ```
/// use pointapi::platform::{Address, Employer, Phone, SpecialEmployer};
///
/// # fn main() -> pointapi::Result<()> {
/// let address = Address::new("77 Foundry Ln", "Pinedale", "WY", "829410077")?;
/// let employer = Employer::new("Fernhill Tool Works", Phone::new("(555) 010-0188")?, address)?.years_on_job(2);
/// let retired = Employer::special(SpecialEmployer::Retired);
/// # drop((employer, retired));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Employer {
    #[serde(rename = "Name")]
    name: Words,
    #[serde(rename = "Phone", skip_serializing_if = "Option::is_none")]
    phone: Option<Phone>,
    // The platform takes both durations as strings.
    #[serde(rename = "MonthsOnJob", skip_serializing_if = "Option::is_none")]
    months_on_job: Option<String>,
    #[serde(rename = "YearsOnJob", skip_serializing_if = "Option::is_none")]
    years_on_job: Option<String>,
    #[serde(rename = "Address", skip_serializing_if = "Option::is_none")]
    address: Option<Address>,
    #[serde(rename = "CurrentIndicator", skip_serializing_if = "Option::is_none")]
    is_current: Option<bool>,
    #[serde(rename = "SelfEmployedIndicator", skip_serializing_if = "Option::is_none")]
    is_self_employed: Option<bool>,
}

impl Employer {
    /// Creates an employer with phone and address.
    ///
    /// # Errors
    ///
    /// Returns an error if the name is blank.
    pub fn new(name: impl Into<String>, phone: Phone, address: Address) -> Result<Self, InvalidField> {
        let name = Words::new("Employer.Name", name)?;
        Ok(Self { phone: Some(phone), address: Some(address), ..Self::named(name) })
    }

    /// Creates an entry with a special name, without phone and address.
    #[must_use]
    pub fn special(name: SpecialEmployer) -> Self {
        Self::named(Words::literal(name.as_str()))
    }

    fn named(name: Words) -> Self {
        Self {
            name,
            phone: None,
            months_on_job: None,
            years_on_job: None,
            address: None,
            is_current: None,
            is_self_employed: None,
        }
    }

    /// Sets the months on the job; the platform does not document whether they are in addition to the years.
    #[must_use]
    pub fn months_on_job(mut self, months: u32) -> Self {
        self.months_on_job = Some(months.to_string());
        self
    }

    /// Sets the years on the job.
    #[must_use]
    pub fn years_on_job(mut self, years: u32) -> Self {
        self.years_on_job = Some(years.to_string());
        self
    }

    /// Sets whether the borrower works there now.
    #[must_use]
    pub fn current(mut self, is_current: bool) -> Self {
        self.is_current = Some(is_current);
        self
    }

    /// Sets whether the borrower is self-employed.
    #[must_use]
    pub fn self_employed(mut self, is_self_employed: bool) -> Self {
        self.is_self_employed = Some(is_self_employed);
        self
    }
}

/// Declares the special names: variant and string.
macro_rules! special_employers {
    ($($variant:ident $text:literal)*) => {
        /// A name that the platform accepts instead of an employer, without phone and address.
        ///
        /// The strings are those of the platform's list, with its near-duplicates and stray spaces.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum SpecialEmployer {
            $(
                #[doc = concat!("`", $text, "`")]
                $variant,
            )*
        }

        impl SpecialEmployer {
            /// All names, in the order of the platform's list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the string that is sent.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

special_employers! {
    Code0 "0"
    Code99 "99"
    Code711 "711"
    Code999 "999"
    Code99999 "99999"
    Disabled "Disabled"
    Housewife "Housewife"
    HouseWife "House Wife"
    Homemaker "Homemaker"
    HomeMaker "Home Maker"
    Na "NA"
    NotApplicable "N/A"
    None "None"
    Retired "Retired"
    Retirement "Retirement"
    SsDisability "SS Disability"
    SsiDisability "SSI/DISABILITY"
    Unemployed "Unemployed"
    RetiredPension "RETIRED- PENSION"
    RetiredSocialSecurity "RETIRED SOCIAL SECURITY"
    RetiredSsi "Retired SSI"
    RetiredAirForce "Retired United States Air Force"
    RetiredMilitary "RETIRED US MILITARY"
    RetiredPostOffice "RETIRED US POST OFFICE"
    RetiredOrDisabled "retired/disabled"
    RetiredOnSocialSecurity "RETIRED/SOCIAL SECURITY"
    RetiredUnion "Retired-Union"
}
