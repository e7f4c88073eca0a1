//! The arguments of a served method: how each is read from the request, and how the method is called with them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;

use crate::generate::held::Handover;
use crate::model::api_trait::ApiTrait;
use crate::model::endpoint::Endpoint;
use crate::model::param::{Format, Param, Place};
use crate::model::signature::Argument;
use crate::names;
use crate::runtime_path::RuntimePath;

/// Output: `Reads::Whole`, or `Reads::Parts(const { &[PartRole::new("file", true, true)] })`
pub(super) fn generate_reads(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
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
pub(super) fn generate_name(param: &Param) -> TokenStream {
    let (conditions, name) = (&param.conditions, &param.wire.value);
    quote!(#(#conditions)* #name)
}

/// Output: `&[HeadRole::Header("X-Tenant")],` for an endpoint with an idempotency key
pub(super) fn generate_head(endpoint: &Endpoint, runtime: &RuntimePath) -> Option<TokenStream> {
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

    /// Output: `incoming.optional_query::<u32>("page", ListFormat::Repeat)?`, placed at the type
    fn generate_reading(&self, incoming: &Ident, runtime: &RuntimePath) -> TokenStream {
        let place = Span::call_site().located_at(self.param.ty_range.start);
        let reader = |name: &str| Ident::new(name, place);
        let name = &self.param.wire.value;
        let ty = self.handover.read_type(self.param.ty_range, runtime);
        match self.param.kind.place {
            Place::Path => {
                let text = if self.handover.is_of_string() { "_text" } else { "" };
                let (reader, index) = (reader(&format!("{}{text}", self.param.kind.reader)), self.index);
                quote!(#incoming.#reader::<#ty>(#index)?)
            }
            Place::Body => self.generate_body(incoming, runtime),
            Place::Url | Place::Headers | Place::Options => {
                let reader = reader(self.param.kind.reader);
                quote!(#incoming.#reader()?)
            }
            Place::Header => self.generate_header(incoming, runtime),
            Place::Part => {
                let item = self.handover.part_list_item();
                let list = if item.is_some() { "_list" } else { "" };
                let ty = item.map_or(ty, ToTokens::to_token_stream);
                let reader = reader(&format!("{}{}{list}", self.optional(), self.param.kind.reader));
                quote!(#incoming.#reader::<#ty>(#name)?)
            }
            place => {
                let reader = reader(&format!("{}{}", self.optional(), self.param.kind.reader));
                let details = match place {
                    Place::Query | Place::Form => {
                        let format = generate_list_format(&self.param.format, runtime);
                        quote!(#name, #format)
                    }
                    Place::Extension => TokenStream::new(),
                    _ => quote!(#name),
                };
                quote!(#incoming.#reader::<#ty>(#details)?)
            }
        }
    }

    /// Output: `incoming.optional_header::<u32>("x-page")?`
    fn generate_header(&self, incoming: &Ident, runtime: &RuntimePath) -> TokenStream {
        let place = Span::call_site().located_at(self.param.ty_range.start);
        let name = self.param.wire.value.to_ascii_lowercase();
        let ty = self.handover.read_type(self.param.ty_range, runtime);
        let (suffix, ty) = match self.handover.list_item() {
            Some(Type::Reference(_)) => ("_texts", None),
            Some(item) => ("_list", Some(item.to_token_stream())),
            None if self.handover.is_of_string() => ("_text", Some(ty)),
            None => ("", Some(ty)),
        };
        let reader = Ident::new(&format!("{}{}{suffix}", self.optional(), self.param.kind.reader), place);
        let turbofish = ty.map(|ty| quote!(::<#ty>));
        quote!(#incoming.#reader #turbofish(#name)?)
    }

    /// Output: `if incoming.has_body() { Option::Some(incoming.body::<DefaultCodec, Order>()?) } else { Option::None }`
    fn generate_body(&self, incoming: &Ident, runtime: &RuntimePath) -> TokenStream {
        let body = self.generate_whole_body(incoming, runtime);
        if !self.handover.is_optional() {
            return body;
        }
        let option = runtime.item("Option");
        quote!(if #incoming.has_body() { #option::Some(#body) } else { #option::None })
    }

    /// Output: `incoming.body::<DefaultCodec, Order>()?`
    fn generate_whole_body(&self, incoming: &Ident, runtime: &RuntimePath) -> TokenStream {
        let place = Span::call_site().located_at(self.param.ty_range.start);
        let ty = self.handover.read_type(self.param.ty_range, runtime);
        let of_codec = |codec: TokenStream| {
            let reader = Ident::new(self.param.kind.reader, place);
            quote!(#incoming.#reader::<#codec, #ty>()?)
        };
        match &self.param.format {
            Format::Codec(codec) => of_codec(quote!(#codec)),
            Format::Body(format) if format.name == "xml" => of_codec(runtime.item("Xml")),
            Format::Body(format) if format.name == "form" => {
                let list_format = generate_list_format(&self.param.format, runtime);
                quote_spanned!(place=> #incoming.form::<#ty>("", #list_format)?)
            }
            Format::Form(_) => {
                let list_format = generate_list_format(&self.param.format, runtime);
                quote_spanned!(place=> #incoming.form::<#ty>("", #list_format)?)
            }
            Format::Body(format) if format.name == "stream" => quote_spanned!(place=> #incoming.stream::<#ty>()?),
            Format::Body(format) => {
                let reader = Ident::new(format.name, place);
                quote!(#incoming.#reader::<#ty>()?)
            }
            _ => of_codec(runtime.item("DefaultCodec")),
        }
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
