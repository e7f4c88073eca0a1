//! Trait objects as arguments: `async_trait` leaves their elided lifetime unnamed, so no fake could hold one.

use syn::visit_mut::{self, VisitMut};
use syn::{Signature, Type, TypeParamBound, TypeReference};

use crate::check::signature::forbid_in_arguments;
use crate::errors::Errors;

pub(crate) fn forbid_objects_without_lifetime(signature: &Signature, errors: &mut Errors) {
    const FIX: &str = "the lifetime of a trait object argument needs a name; declare `<'a>` and write `+ 'a`";
    forbid_in_arguments(signature, errors, leaves_lifetime_out, FIX);
}

fn leaves_lifetime_out(ty: &Type) -> bool {
    let mut search = Search::default();
    search.visit_type_mut(&mut ty.clone());
    search.is_found
}

/// Looks for `dyn Trait + '_`.
#[derive(Default)]
struct Search {
    is_found: bool,
}

impl VisitMut for Search {
    /// A type behind a reference outlives the reference, whose lifetime gets a name.
    fn visit_type_reference_mut(&mut self, _: &mut TypeReference) {}

    fn visit_type_param_bound_mut(&mut self, bound: &mut TypeParamBound) {
        self.is_found |= matches!(bound, TypeParamBound::Lifetime(lifetime) if lifetime.ident == "_");
        visit_mut::visit_type_param_bound_mut(self, bound);
    }
}
