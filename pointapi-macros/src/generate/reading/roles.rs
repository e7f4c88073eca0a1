//! The parts of a request that a served method reads.

use proc_macro2::TokenStream;
use quote::quote;

use super::served_arguments;
use crate::model::endpoint::Endpoint;
use crate::model::param::{Format, Param, Place};
use crate::runtime_path::RuntimePath;

/// Output: `Reads::Whole`, or `Reads::Parts(const { &[PartRole::new("file", true, true)] })`
pub(crate) fn generate_reads(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let reads = runtime.item("Reads");
    let body = |param: &&Param| matches!(param.kind.place, Place::Body | Place::Form | Place::Part);
    let Some(param) = endpoint.request.params.iter().find(body) else { return quote!(#reads::Nothing) };
    match &param.format {
        Format::Body(format) if format.name == "stream" => quote!(#reads::Stream),
        _ if param.kind.place == Place::Part => {
            let part_role = runtime.item("PartRole");
            let arguments = served_arguments(endpoint);
            let roles = arguments.iter().filter(|argument| argument.param.kind.place == Place::Part).map(|argument| {
                let conditions = &argument.param.conditions;
                let name = &argument.param.wire.value;
                let handover = &argument.handover;
                let is_required = !handover.is_optional() && handover.part_list_item().is_none();
                let is_stream = handover.is_part();
                quote!(#(#conditions)* #part_role::new(#name, #is_required, #is_stream))
            });
            quote!(#reads::Parts(const { &[#(#roles),*] }))
        }
        _ if param.kind.place == Place::Form => {
            let names = endpoint.request.params.iter().filter(|param| param.kind.place == Place::Form);
            let names = names.map(generate_name);
            quote!(#reads::Form(&[#(#names),*]))
        }
        _ => quote!(#reads::Whole),
    }
}

/// Output: `#[cfg(feature = "paging")] "page"`
pub(crate) fn generate_name(param: &Param) -> TokenStream {
    let (conditions, name) = (&param.conditions, &param.wire.value);
    quote!(#(#conditions)* #name)
}

/// Output: `&[HeadRole::Header("X-Tenant")],` for an endpoint with an idempotency key
pub(crate) fn generate_head(endpoint: &Endpoint, runtime: &RuntimePath) -> Option<TokenStream> {
    endpoint.request.options.idempotency_key.as_ref()?;
    let head_role = runtime.item("HeadRole");
    let roles = endpoint.request.params.iter().filter_map(|param| {
        let (conditions, name) = (&param.conditions, &param.wire.value);
        let role = match param.kind.place {
            Place::Header => quote!(Header(#name)),
            Place::Cookie => quote!(Cookie(#name)),
            Place::Headers => quote!(Headers),
            _ => return None,
        };
        Some(quote!(#(#conditions)* #head_role::#role))
    });
    let roles: Vec<TokenStream> = roles.collect();
    (!roles.is_empty()).then(|| quote!(&[#(#roles),*],))
}
