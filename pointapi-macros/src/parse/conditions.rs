//! The content of `cfg_attr`.

use syn::punctuated::Punctuated;
use syn::{Meta, Token, parse_quote};

/// The names of the attributes in a `cfg_attr`, nested ones included; a path counts by its last part.
pub(crate) fn conditional_attributes(meta: &Meta) -> Vec<String> {
    let Meta::List(list) = meta else { return Vec::new() };
    let metas = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).unwrap_or_default();
    let named = |meta: &Meta| match meta.path() {
        path if path.is_ident("cfg_attr") => conditional_attributes(meta),
        path => path.segments.last().map(|segment| segment.ident.to_string()).into_iter().collect(),
    };
    metas.iter().skip(1).flat_map(named).collect()
}

/// The same attribute without the docs in it; `None` if nothing else is left.
pub(crate) fn without_docs(meta: &Meta) -> Option<Meta> {
    let list = match meta {
        Meta::List(list) if list.path.is_ident("cfg_attr") => list,
        other => return (!other.path().is_ident("doc")).then(|| other.clone()),
    };
    let metas = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()?;
    let condition = metas.first()?;
    let kept: Vec<Meta> = metas.iter().skip(1).filter_map(without_docs).collect();
    (!kept.is_empty()).then(|| parse_quote!(cfg_attr(#condition, #(#kept),*)))
}
