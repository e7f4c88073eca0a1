//! The arguments of a served method: how each is read from the request, and how the method is called with them.

mod body;
mod reader;
mod roles;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::generate::held::Handover;
use crate::model::api_trait::ApiTrait;
use crate::model::endpoint::Endpoint;
use crate::model::param::{Format, Param, Place};
use crate::model::signature::Argument;
use crate::names;
use crate::runtime_path::RuntimePath;
pub(super) use roles::{generate_head, generate_name, generate_reads};

/// An argument with its role.
struct ServedArgument<'a> {
    argument: &'a Argument,
    param: &'a Param,
    handover: Handover,
    /// The position among the path values.
    index: usize,
}

/// The arguments in the order of the signature.
fn served_arguments(endpoint: &Endpoint) -> Vec<ServedArgument<'_>> {
    let params = &endpoint.request.params;
    let served = endpoint.signature.arguments.iter().filter_map(|argument| {
        let index = params.iter().position(|param| param.ident == argument.ident)?;
        let param = params.get(index)?;
        Some(ServedArgument { argument, param, handover: Handover::of(&argument.ty), index })
    });
    served.collect()
}

/// Output: `|incoming| Ok(((given,), (lent,)))`
pub(super) fn generate_read(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let incoming = names::local("incoming");
    let arguments = served_arguments(endpoint);
    let ok = runtime.item("Ok");
    let (maps, others): (Vec<_>, Vec<_>) = arguments.iter().partition(|argument| argument.is_map());
    let is_conditional = arguments.iter().any(|argument| !argument.param.conditions.is_empty());
    let is_bound = is_conditional || !maps.is_empty() && others.iter().any(|argument| argument.is_of_pairs());
    let values = |is_lent: bool| {
        let chosen = arguments.iter().filter(move |argument| argument.handover.is_lent() == is_lent);
        let values = chosen.map(|argument| match is_bound {
            true => {
                let local = &argument.argument.local;
                quote!(#local)
            }
            false => argument.generate_reading(&incoming, runtime),
        });
        quote!((#(#values,)*))
    };
    let (given, lent) = (values(false), values(true));
    if !is_bound {
        return quote!(|#incoming| #ok((#given, #lent)));
    }
    // An element of a tuple cannot have a `#[cfg]`, a statement can, and statements can be in any order.
    let bindings = others.into_iter().chain(maps).map(|argument| argument.generate_binding(&incoming, runtime));
    quote! {
        |#incoming| {
            #(#bindings)*
            #ok((#given, #lent))
        }
    }
}

/// Output: `|api, Given((given,), _), (lent,)| <Self as Orders>::place(api, given, lent)`
pub(super) fn generate_call(api: &ApiTrait, endpoint: &Endpoint) -> TokenStream {
    let ApiTrait { ident: api_ident, runtime, .. } = api;
    let (_, api_arguments, _) = api.generics.split_for_impl();
    let served = names::local("served");
    let ident = &endpoint.signature.ident;
    let arguments = served_arguments(endpoint);
    let pattern = |is_lent: bool| {
        let chosen = arguments.iter().filter(move |argument| argument.handover.is_lent() == is_lent);
        let locals = chosen.map(|argument| &argument.argument.local);
        quote!((#(#locals,)*))
    };
    let (given, lent) = (pattern(false), pattern(true));
    let values = arguments.iter().map(|argument| {
        let conditions = &argument.param.conditions;
        let value = argument.handover.generate_value(&argument.argument.local, runtime);
        quote!(#(#conditions)* #value)
    });
    // A supertrait may have a method of the same name.
    let given_type = runtime.item("Given");
    quote!(|#served, #given_type(#given, _), #lent| <Self as #api_ident #api_arguments>::#ident(#served #(, #values)*))
}

impl ServedArgument<'_> {
    /// True for an argument that may be read from several pairs of the query or form.
    fn is_of_pairs(&self) -> bool {
        matches!(self.param.kind.place, Place::Query | Place::Form)
    }

    fn is_map(&self) -> bool {
        self.is_of_pairs() && self.handover.is_map()
    }

    /// The prefix of the readers of optional arguments.
    fn optional(&self) -> &'static str {
        if self.handover.is_optional() { "optional_" } else { "" }
    }

    /// Output: `#[cfg(page)] let page = <reading>; #[cfg(not(all(page)))] let page = ();`
    fn generate_binding(&self, incoming: &Ident, runtime: &RuntimePath) -> TokenStream {
        let local = &self.argument.local;
        let conditions = &self.param.conditions;
        let reading = self.generate_reading(incoming, runtime);
        let predicates = conditions.iter().filter_map(|condition| match &condition.meta {
            syn::Meta::List(list) => Some(&list.tokens),
            _ => None,
        });
        let otherwise = (!conditions.is_empty()).then(|| quote!(#[cfg(not(all(#(#predicates),*)))] let #local = ();));
        quote!(#(#conditions)* let #local = #reading; #otherwise)
    }
}

/// Output: `ListFormat::Repeat`
pub(super) fn generate_list_format(format: &Format, runtime: &RuntimePath) -> TokenStream {
    let list_format = runtime.item("ListFormat");
    let variant = match format {
        Format::List(format) | Format::Form(format) => format.variant,
        _ => "Repeat",
    };
    let variant = Ident::new(variant, Span::call_site());
    quote!(#list_format::#variant)
}
