//! Function types as arguments: in `fn(&str)` the elided lifetime is higher-ranked, but `async_trait` turns it into a
//! lifetime of the method.

use syn::visit::{self, Visit};
use syn::{Lifetime, ParenthesizedGenericArguments, Signature, Type, TypeFnPtr, TypeReference};

use crate::check::signature::forbid_in_arguments;
use crate::errors::Errors;

pub(crate) fn forbid_functions_without_lifetimes(signature: &Signature, errors: &mut Errors) {
    const FIX: &str =
        "the lifetimes in a function type need names, as in `for<'a> fn(&'a str)` or `dyn for<'a> Fn(&'a str)`";
    forbid_in_arguments(signature, errors, has_elided_lifetime, FIX);
}

fn has_elided_lifetime(ty: &Type) -> bool {
    let mut search = Search::default();
    search.visit_type(ty);
    search.is_found
}

/// Looks for an elided lifetime inside a function type.
#[derive(Default)]
struct Search {
    is_in_function: bool,
    is_found: bool,
}

impl Search {
    fn within_function(&mut self, visit: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.is_in_function, true);
        visit(self);
        self.is_in_function = before;
    }
}

impl Visit<'_> for Search {
    fn visit_type_fn_ptr(&mut self, function: &TypeFnPtr) {
        self.within_function(|search| visit::visit_type_fn_ptr(search, function));
    }

    fn visit_parenthesized_generic_arguments(&mut self, arguments: &ParenthesizedGenericArguments) {
        self.within_function(|search| visit::visit_parenthesized_generic_arguments(search, arguments));
    }

    fn visit_type_reference(&mut self, reference: &TypeReference) {
        self.is_found |= self.is_in_function && reference.lifetime.is_none();
        visit::visit_type_reference(self, reference);
    }

    fn visit_lifetime(&mut self, lifetime: &Lifetime) {
        self.is_found |= self.is_in_function && lifetime.ident == "_";
    }
}
