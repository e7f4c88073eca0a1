//! Function pointers and closures as arguments: an elided lifetime belongs to each of their calls, but `async_trait`
//! takes it for one of the method.

use syn::visit_mut::{self, VisitMut};
use syn::{Lifetime, ParenthesizedGenericArguments, Signature, Type, TypeFnPtr, TypeReference};

use crate::check::signature::forbid_in_arguments;
use crate::errors::Errors;

pub(crate) fn forbid_functions_without_lifetimes(signature: &Signature, errors: &mut Errors) {
    const FIX: &str = "the lifetimes of a function argument need names; write it as `for<'a> fn(&'a str)`";
    forbid_in_arguments(signature, errors, leaves_lifetimes_out, FIX);
}

fn leaves_lifetimes_out(ty: &Type) -> bool {
    let mut search = Search::default();
    search.visit_type_mut(&mut ty.clone());
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

impl VisitMut for Search {
    fn visit_type_fn_ptr_mut(&mut self, function: &mut TypeFnPtr) {
        self.within_function(|search| visit_mut::visit_type_fn_ptr_mut(search, function));
    }

    fn visit_parenthesized_generic_arguments_mut(&mut self, arguments: &mut ParenthesizedGenericArguments) {
        self.within_function(|search| visit_mut::visit_parenthesized_generic_arguments_mut(search, arguments));
    }

    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        self.is_found |= self.is_in_function && reference.lifetime.is_none();
        visit_mut::visit_type_reference_mut(self, reference);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        self.is_found |= self.is_in_function && lifetime.ident == "_";
    }
}
