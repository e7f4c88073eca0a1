//! Every name that the macro generates.

use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::ext::IdentExt;

/// Items that every generated client has: its constructor, its options, its inner client, its list, and `Clone`.
pub(crate) const TAKEN_BY_THE_CLIENT: &[&str] = &["new", "with", "client", "clone", "blocking", "ENDPOINTS"];

/// The prefix of generated names that stand beside the user's methods.
pub(crate) const RESERVED_PREFIX: &str = "__";

pub(crate) fn is_taken_by_the_client(method: &Ident) -> bool {
    TAKEN_BY_THE_CLIENT.contains(&plain(method).as_str())
}

/// `Orders` → `OrdersClient`, with the span of the trait's name, so that an editor jumps there.
pub(crate) fn client(trait_name: &Ident) -> Ident {
    format_ident!("{}Client", trait_name)
}

/// `Orders` → `OrdersServer`
pub(crate) fn server(trait_name: &Ident) -> Ident {
    format_ident!("{}Server", trait_name)
}

/// `Orders` → `OrdersBlocking`
pub(crate) fn blocking(trait_name: &Ident) -> Ident {
    format_ident!("{}Blocking", trait_name)
}

/// True for a method whose name could collide with a generated one.
pub(crate) fn is_reserved(method: &Ident) -> bool {
    plain(method).starts_with(RESERVED_PREFIX)
}

/// `place_order` → `__endpoint_place_order`
pub(crate) fn descriptor(method: &Ident) -> Ident {
    Ident::new(&format!("{RESERVED_PREFIX}endpoint_{}", plain(method)), Span::call_site())
}

/// `place_order` → `__call_place_order`, which makes the call for both of its methods.
pub(crate) fn preparation(method: &Ident) -> Ident {
    Ident::new(&format!("{RESERVED_PREFIX}call_{}", plain(method)), Span::call_site())
}

/// The type parameter of the implementation that all clients share, with a name that hides no user type.
pub(crate) fn implementor() -> Ident {
    Ident::new("__PointApiClient", Span::call_site())
}

/// The type parameter of [`implementor`]'s key.
pub(crate) fn key() -> Ident {
    Ident::new("__PointApiKey", Span::call_site())
}

/// A local variable that cannot collide with an argument.
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
