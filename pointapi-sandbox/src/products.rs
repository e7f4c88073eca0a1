//! The products by their path names.

use pointapi::platform::Product;

/// Returns the product of an order's path; `None` for another path.
pub(super) fn of_path(path: &str) -> Option<&'static Product> {
    let (_, rest) = path.split_once("/sami/")?;
    let (name, _) = rest.split_once('/')?;
    Product::ALL.iter().find(|product| product.as_str() == name)
}
