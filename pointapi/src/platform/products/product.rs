//! The products.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The path name of a product, such as [`Product::ADV`]; the list is open. `Debug` shows those of [`Product::ALL`].
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Product(Cow<'static, str>);

impl Product {
    /// Verification of a loan's data.
    pub const ADV: Self = Self(Cow::Borrowed("ADV"));
    /// Bankruptcies, liens and judgments.
    pub const DETAILED_BLJ: Self = Self(Cow::Borrowed("DetailedBLJ"));
    /// Tax transcripts by form 4506-T.
    pub const IRS_4506T: Self = Self(Cow::Borrowed("IRS4506TTranscript"));
    /// Tax transcripts by form 8821.
    pub const IRS_8821: Self = Self(Cow::Borrowed("IRS8821Transcript"));
    /// Verification of a Social Security number by form SSA-89.
    pub const SSA_89: Self = Self(Cow::Borrowed("SSAForm89ECBSV"));

    /// Returns the name in paths and in the query's `ProductType`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if Self::ALL.contains(self) { self.as_str() } else { "[redacted]" };
        write!(f, "Product({name})")
    }
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
