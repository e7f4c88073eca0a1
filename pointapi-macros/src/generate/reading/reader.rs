//! The reader of an argument that is not the body.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Type;

use super::{ServedArgument, generate_list_format};
use crate::model::param::Place;
use crate::runtime_path::RuntimePath;

impl ServedArgument<'_> {
    /// Output: `incoming.optional_query::<u32>("page", ListFormat::Repeat)?`, placed at the type
    pub(super) fn generate_reading(&self, incoming: &Ident, runtime: &RuntimePath) -> TokenStream {
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
        let (suffix, ty) = match (self.handover.list_item(), self.handover.array()) {
            (Some(Type::Reference(_)), _) => ("_texts", None),
            (Some(item), _) => ("_list", Some(item.to_token_stream())),
            (None, Some((Type::Reference(_), length))) => ("_texts_array", Some(quote!({ #length }))),
            (None, Some((item, length))) => ("_array", Some(quote!(#item, { #length }))),
            (None, None) if self.handover.is_of_string() => ("_text", Some(ty)),
            (None, None) => ("", Some(ty)),
        };
        let reader = Ident::new(&format!("{}{}{suffix}", self.optional(), self.param.kind.reader), place);
        let turbofish = ty.map(|ty| quote!(::<#ty>));
        quote!(#incoming.#reader #turbofish(#name)?)
    }
}
