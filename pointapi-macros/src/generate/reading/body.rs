//! The reader of a body.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{ServedArgument, generate_list_format};
use crate::model::param::{BodyFormat, Format};
use crate::runtime_path::RuntimePath;

impl ServedArgument<'_> {
    /// Output: `if incoming.has_body() { Option::Some(incoming.body::<DefaultCodec, Order>()?) } else { Option::None }`
    pub(super) fn generate_body(&self, incoming: &Ident, runtime: &RuntimePath) -> TokenStream {
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
            Format::Form(_) | Format::Body(BodyFormat { name: "form", .. }) => {
                let list_format = generate_list_format(&self.param.format, runtime);
                quote_spanned!(place=> #incoming.form::<#ty>("", #list_format)?)
            }
            Format::Body(format) if format.name == "stream" => quote_spanned!(place=> #incoming.stream::<#ty>()?),
            Format::Body(format) => {
                let reader = Ident::new(format.name, place);
                quote!(#incoming.#reader::<#ty>()?)
            }
            Format::Json(media_type) => {
                let codec = runtime.item("DefaultCodec");
                let reader = Ident::new("body_as", place);
                quote!(#incoming.#reader::<#codec, #ty>(#media_type)?)
            }
            _ => of_codec(runtime.item("DefaultCodec")),
        }
    }
}
