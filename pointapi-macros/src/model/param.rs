//! The kinds of arguments: the name of each, its details, and the method that writes it into the request.

use proc_macro2::{Ident, Span};
use syn::{Attribute, Type};

use crate::model::signature::Range;
use crate::model::spanned::Spanned;

/// One kind of argument. To add one, add a row to [`KINDS`] and a method to
/// the runtime's `Call` and `Incoming`.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The attribute: `query` for `#[query]`.
    pub(crate) role: &'static str,
    pub(crate) place: Place,
    /// The grammar of its parentheses.
    pub(crate) detail: Detail,
    /// The method of `Call` that writes the argument.
    pub(crate) writer: &'static str,
    /// The method that writes a `#[sensitive]` one.
    pub(crate) sensitive_writer: &'static str,
    /// The method of `Incoming` that reads the argument for a server.
    pub(crate) reader: &'static str,
    pub(crate) passing: Passing,
    /// An example for messages.
    pub(crate) example: &'static str,
}

/// The position of a value in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
    /// The whole body.
    Body,
    /// One field of a urlencoded body.
    Form,
    /// One part of a multipart body.
    Part,
    /// The whole target.
    Url,
    /// The headers of a map.
    Headers,
    /// Not sent: settings of the call.
    Options,
    /// Not sent: a value for layers.
    Extension,
}

/// The content of a role's parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    Nothing,
    /// A name on the wire; without one, the argument's own.
    WireName,
    /// As `WireName`, and how lists are written.
    WireNameAndListFormat,
    /// The name of a header, which cannot be derived.
    HeaderName,
    /// The format of the body.
    BodyFormat,
}

/// The form in which the writer takes the argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passing {
    ByReference,
    ByValue,
}

const fn kind(
    role: &'static str,
    place: Place,
    detail: Detail,
    writer: &'static str,
    passing: Passing,
    example: &'static str,
) -> Kind {
    Kind { role, place, detail, writer, sensitive_writer: writer, reader: role, passing, example }
}

/// The kind of an argument that fills a placeholder, which needs no attribute where the names are equal.
pub(crate) const PATH: &Kind =
    &kind("path", Place::Path, Detail::WireName, "path", Passing::ByReference, "#[path(\"id\")]");

/// Every kind, in the order in which messages list them.
pub(crate) const KINDS: &[&Kind] = {
    use Passing::{ByReference, ByValue};
    &[
        &kind("query", Place::Query, Detail::WireNameAndListFormat, "query", ByReference, "#[query]"),
        &kind("body", Place::Body, Detail::BodyFormat, "json", ByReference, "#[body]"),
        &Kind {
            sensitive_writer: "sensitive_header",
            ..kind("header", Place::Header, Detail::HeaderName, "header", ByReference, "#[header(\"X-Name\")]")
        },
        PATH,
        &kind("headers", Place::Headers, Detail::Nothing, "headers", ByReference, "#[headers]"),
        &kind("cookie", Place::Cookie, Detail::WireName, "cookie", ByReference, "#[cookie(\"name\")]"),
        &kind("form", Place::Form, Detail::WireNameAndListFormat, "form_field", ByReference, "#[form(\"field\")]"),
        &kind("part", Place::Part, Detail::WireName, "part", ByValue, "#[part(\"name\")]"),
        &kind("url", Place::Url, Detail::Nothing, "url", ByReference, "#[url]"),
        &kind("options", Place::Options, Detail::Nothing, "options", ByReference, "#[options]"),
        &kind("extension", Place::Extension, Detail::Nothing, "extension", ByValue, "#[extension]"),
    ]
};

/// A format of `#[body(...)]`.
#[derive(Debug)]
pub(crate) struct BodyFormat {
    pub(crate) name: &'static str,
    pub(crate) writer: &'static str,
    pub(crate) passing: Passing,
    /// True if the format fixes the content type.
    pub(crate) has_content_type: bool,
}

/// Every format but JSON, which is the default, and `codec = path`.
pub(crate) const BODY_FORMATS: &[BodyFormat] = &[
    BodyFormat { name: "text", writer: "text", passing: Passing::ByReference, has_content_type: false },
    BodyFormat { name: "bytes", writer: "raw_bytes", passing: Passing::ByReference, has_content_type: false },
    BodyFormat { name: "form", writer: "form", passing: Passing::ByReference, has_content_type: true },
    BodyFormat { name: "xml", writer: "xml", passing: Passing::ByReference, has_content_type: true },
    BodyFormat { name: "stream", writer: "stream", passing: Passing::ByValue, has_content_type: false },
];

/// A format of lists and structs: the word of the attribute, and the variant of the runtime's `ListFormat`.
#[derive(Debug)]
pub(crate) struct ListFormat {
    pub(crate) name: &'static str,
    pub(crate) variant: &'static str,
}

pub(crate) const LIST_FORMATS: &[ListFormat] = &[
    ListFormat { name: "csv", variant: "Csv" },
    ListFormat { name: "pipes", variant: "Pipes" },
    ListFormat { name: "spaces", variant: "Spaces" },
    ListFormat { name: "repeat", variant: "Repeat" },
    ListFormat { name: "brackets", variant: "Brackets" },
    ListFormat { name: "deep", variant: "Deep" },
];

/// One argument and its role in the request.
pub(crate) struct Param {
    pub(crate) ident: Ident,
    /// The variable that holds the value.
    pub(crate) local: Ident,
    /// Where its type stands: a mistake about the value is one about the type.
    pub(crate) ty_range: Range,
    /// The `#[cfg]`s of the argument.
    pub(crate) conditions: Vec<Attribute>,
    pub(crate) kind: &'static Kind,
    /// The name on the wire; the argument's own where the role gives none.
    pub(crate) wire: Spanned<String>,
    pub(crate) format: Format,
    pub(crate) sensitive: Option<Span>,
    /// The role, for messages; the argument's name where it has none.
    pub(crate) span: Span,
}

impl Param {
    /// True if a `#[cfg]` can take the argument away.
    pub(crate) fn is_conditional(&self) -> bool {
        !self.conditions.is_empty()
    }
}

/// The format of a role's value.
pub(crate) enum Format {
    Default,
    /// A path value of several segments.
    Segments,
    List(&'static ListFormat),
    Body(&'static BodyFormat),
    /// A form whose lists and structs are written in this format.
    Form(&'static ListFormat),
    /// JSON of another media type.
    Json(String),
    Codec(Box<Type>),
}
