//! The model of a product, such as `ADV-120`.

use std::fmt;

/// The model of a product; `Debug` does not show it.
#[derive(Clone, Default)]
pub(super) struct Model(pub(super) String);

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
