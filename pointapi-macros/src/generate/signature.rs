//! The signature of a method, as the generated items repeat it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Type;

use crate::model::signature::{Argument, Signature};

/// Output: `async fn report(&self, id: &str) -> Result<Report>`, without its body
pub(super) fn generate_definition(signature: &Signature) -> TokenStream {
    let Signature { fn_token, ident, generics, receiver, arguments, output } = signature;
    let receiver = &receiver.declared;
    let parameters = generate_parameters(arguments);
    let where_clause = &generics.where_clause;
    quote!(async #fn_token #ident #generics(#receiver #parameters) -> #output #where_clause)
}

/// Output: `, id: &str, page: u32`, to follow the first parameter
pub(super) fn generate_parameters(arguments: &[Argument]) -> TokenStream {
    arguments.iter().map(|argument| generate_parameter(argument, &argument.local, &argument.ty)).collect()
}

/// Output: `, id: &str`
pub(super) fn generate_parameter(argument: &Argument, name: &Ident, ty: &Type) -> TokenStream {
    let attributes = &argument.attributes.on_trait;
    quote!(, #(#attributes)* #name: #ty)
}

/// Output: `, id, page`, to follow the receiver
pub(super) fn generate_values(signature: &Signature) -> TokenStream {
    let values = signature.arguments.iter().map(|argument| {
        let conditions = &argument.attributes.conditions;
        let ident = &argument.local;
        quote!(, #(#conditions)* #ident)
    });
    quote!(#(#values)*)
}
