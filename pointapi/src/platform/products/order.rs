//! An order of any product.

use serde::Serialize;

use super::product::Product;
use super::{AdvOrder, DetailedBljOrder, Irs4506TOrder, Irs8821Order, JsonOrder, Ssa89Order};
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
    /// Any product, from its JSON.
    Json(JsonOrder),
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
                    Self::Json(order) => order.product().clone(),
                }
            }
        }

        orders! { $($variant($order))* Json(JsonOrder) }
    };
}

/// Implements the methods that are the same for every kind of order.
macro_rules! orders {
    ($($variant:ident($order:ty))*) => {
        impl Order {
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
