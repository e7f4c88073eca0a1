//! The argument that fills a placeholder.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::Parser;

pub(super) fn identifier(name: &str) -> Option<Ident> {
    Ident::parse_any.parse_str(name).ok()
}

/// The argument that fills a placeholder, as it is to be written.
///
/// Input: `id` or `order-id`
///
/// Output: `id: ...` or `#[path("order-id")] order_id: ...`, in backticks
pub(crate) fn path_argument(name: &str) -> String {
    match identifier(name) {
        Some(_) => format!("`{name}: ...`"),
        None => format!("`#[path(\"{name}\")] {}: ...`", in_rust(name)),
    }
}

/// Input: `order-id`
///
/// Output: `order_id`
pub(crate) fn in_rust(name: &str) -> String {
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}
