//! An order of any product.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{AdvOrder, DetailedBljOrder, Irs4506TOrder, Irs8821Order, Ssa89Order};
use crate::platform::CorrelationId;

/// An order of any product, for [`Point::place`](crate::platform::Point::place).
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Order {
    /// ADV.
    Adv(AdvOrder),
    /// DetailedBLJ.
    DetailedBlj(DetailedBljOrder),
    /// IRS4506TTranscript.
    Irs4506T(Irs4506TOrder),
    /// IRS8821Transcript.
    Irs8821(Irs8821Order),
    /// SSAForm89ECBSV.
    Ssa89(Ssa89Order),
}

/// The path name of a product, such as [`Product::ADV`]; the list is open. `Debug` shows those of [`Product::ALL`].
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

/// Implements the methods that are the same for every product.
macro_rules! products {
    ($($variant:ident($order:ty) $product:ident)*) => {
        impl Product {
            /// Every product that can be ordered.
            pub const ALL: &'static [Self] = &[$(Self::$product),*];
        }

        impl Order {
            /// Returns the product.
            #[must_use]
            pub fn product(&self) -> Product {
                match self {
                    $(Self::$variant(_) => Product::$product,)*
                }
            }

            /// Returns the model of the product.
            #[must_use]
            pub fn model(&self) -> &str {
                match self {
                    $(Self::$variant(order) => order.model(),)*
                }
            }

            /// Returns the caller's label of the order.
            #[must_use]
            pub fn correlation_id(&self) -> &CorrelationId {
                match self {
                    $(Self::$variant(order) => order.correlation_id(),)*
                }
            }
        }

        $(
            impl From<$order> for Order {
                fn from(order: $order) -> Self {
                    Self::$variant(order)
                }
            }

            impl $order {
                /// Returns the model of the product.
                #[must_use]
                pub fn model(&self) -> &str {
                    &self.model.0
                }

                /// Returns the caller's label of the order.
                #[must_use]
                pub fn correlation_id(&self) -> &CorrelationId {
                    &self.correlation_id
                }
            }
        )*
    };
}

products! {
    Adv(AdvOrder) ADV
    DetailedBlj(DetailedBljOrder) DETAILED_BLJ
    Irs4506T(Irs4506TOrder) IRS_4506T
    Irs8821(Irs8821Order) IRS_8821
    Ssa89(Ssa89Order) SSA_89
}
