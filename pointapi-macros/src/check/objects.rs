//! Trait objects as arguments: `async_trait` leaves their elided lifetime unnamed, so no fake could hold one.

use syn::visit::{self, Visit};
use syn::{Signature, Type, TypeParamBound, TypeReference};

use crate::check::signature::forbid_in_arguments;
use crate::errors::Errors;

pub(crate) fn forbid_objects_without_lifetime(signature: &Signature, errors: &mut Errors) {
    const FIX: &str = "the lifetime of a trait object argument needs a name; declare `<'a>` and write `+ 'a`";
    forbid_in_arguments(signature, errors, leaves_lifetime_out, FIX);
}

fn leaves_lifetime_out(ty: &Type) -> bool {
    let mut search = Search::default();
    search.visit_type(ty);
    search.is_found
}

/// Looks for `dyn Trait + '_`.
#[derive(Default)]
struct Search {
    is_found: bool,
}

impl Visit<'_> for Search {
    /// A type behind a reference outlives the reference, whose lifetime gets a name.
    fn visit_type_reference(&mut self, _: &TypeReference) {}

    fn visit_type_param_bound(&mut self, bound: &TypeParamBound) {
        self.is_found |= matches!(bound, TypeParamBound::Lifetime(lifetime) if lifetime.ident == "_");
        visit::visit_type_param_bound(self, bound);
    }
}
