//! Every name that the macro makes up.

use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::ext::IdentExt;

/// What a generated client has already: its constructor, its options, its inner client, its list, and `Clone`.
pub(crate) const TAKEN_BY_THE_CLIENT: &[&str] = &["new", "with", "client", "clone", "ENDPOINTS"];

/// What the names begin with that stand beside the methods of the user's.
pub(crate) const MADE_UP: &str = "__";

pub(crate) fn is_taken_by_the_client(method: &Ident) -> bool {
    TAKEN_BY_THE_CLIENT.contains(&plain(method).as_str())
}

/// `Orders` → `OrdersClient`, with the span of the trait's name, so that an editor jumps there.
pub(crate) fn client(trait_name: &Ident) -> Ident {
    format_ident!("{}Client", trait_name)
}

/// `Orders` → `__pointapi_Orders`, by which the code of that trait calls the runtime.
pub(crate) fn import(trait_name: &Ident) -> Ident {
    Ident::new(&format!("__pointapi_{}", plain(trait_name)), Span::call_site())
}

/// True for a method whose name could be one of those that the macro makes up.
pub(crate) fn could_be_made_up(method: &Ident) -> bool {
    plain(method).starts_with(MADE_UP)
}

/// `place_order` → `__endpoint_place_order`
pub(crate) fn descriptor(method: &Ident) -> Ident {
    Ident::new(&format!("{MADE_UP}endpoint_{}", plain(method)), Span::call_site())
}

/// `place_order` → `__call_place_order`, which makes the call for both of its methods.
pub(crate) fn preparation(method: &Ident) -> Ident {
    Ident::new(&format!("{MADE_UP}call_{}", plain(method)), Span::call_site())
}

/// The type parameter of the implementation that all clients share; unlikely enough not to hide a type of the user's.
pub(crate) fn implementor() -> Ident {
    Ident::new("__PointApiClient", Span::call_site())
}

/// The type parameter of [`implementor`]'s key.
pub(crate) fn key() -> Ident {
    Ident::new("__PointApiKey", Span::call_site())
}

/// A local variable that no argument of the user's can collide with.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// True for a name that a pattern could take for a constant or a variant that is in scope.
pub(crate) fn may_be_a_constant(argument: &Ident) -> bool {
    plain(argument).starts_with(char::is_uppercase)
}

/// The name of an argument whose own name cannot be used.
pub(crate) fn unnamed_argument(position: usize) -> Ident {
    Ident::new(&format!("argument_{position}"), Span::mixed_site())
}

/// The text of a name, without `r#`.
pub(crate) fn plain(name: &Ident) -> String {
    name.unraw().to_string()
}
