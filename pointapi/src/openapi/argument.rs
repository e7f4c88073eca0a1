//! One argument of an endpoint, as generated code describes it.

use super::docs::for_readers;
use super::part::{DescribePart, PartKind};
use super::schemas::TypeSchema;
use crate::param::ListFormat;

/// One argument that reaches the server.
pub struct Argument {
    pub(super) place: Place,
    pub(super) name: &'static str,
    pub(super) format: ListFormat,
    pub(super) schema: TypeSchema,
    pub(super) is_optional: bool,
    pub(super) is_sensitive: bool,
    /// For readers of the document.
    pub(super) docs: String,
}

/// The position of an argument in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The placeholder of this index.
    Path(usize),
    Query,
    Header,
    Cookie,
    /// A field of a form, or without a name a struct or map of fields.
    Form,
    /// A part of a multipart body.
    Part(PartKind),
    /// The whole body, of this media type.
    Body(&'static str),
    /// The whole body as bytes.
    Bytes,
}

impl Argument {
    fn new(place: Place, name: &'static str, schema: TypeSchema) -> Self {
        Self {
            place,
            name,
            format: ListFormat::Repeat,
            schema,
            is_optional: false,
            is_sensitive: false,
            docs: String::new(),
        }
    }

    /// Describes a path value, for the placeholder of this index.
    #[must_use]
    pub fn path(index: usize, schema: TypeSchema) -> Self {
        Self::new(Place::Path(index), "", schema)
    }

    /// Describes a query parameter, or a struct or map of them.
    #[must_use]
    pub fn query(name: &'static str, format: ListFormat, schema: TypeSchema) -> Self {
        Self { format, ..Self::new(Place::Query, name, schema) }
    }

    /// Describes a header.
    #[must_use]
    pub fn header(name: &'static str, schema: TypeSchema) -> Self {
        Self::new(Place::Header, name, schema)
    }

    /// Describes a cookie.
    #[must_use]
    pub fn cookie(name: &'static str, schema: TypeSchema) -> Self {
        Self::new(Place::Cookie, name, schema)
    }

    /// Describes a field of a form, or a struct or map of them.
    #[must_use]
    pub fn form(name: &'static str, format: ListFormat, schema: TypeSchema) -> Self {
        Self { format, ..Self::new(Place::Form, name, schema) }
    }

    /// Describes a part of a multipart body.
    #[must_use]
    pub fn part<T: DescribePart + ?Sized>(name: &'static str) -> Self {
        Self::new(Place::Part(T::KIND), name, T::schema())
    }

    /// Describes the body in a codec's format.
    #[must_use]
    pub fn body(media_type: &'static str, schema: TypeSchema) -> Self {
        Self::new(Place::Body(media_type), "", schema)
    }

    /// Describes the body as text.
    #[must_use]
    pub fn text() -> Self {
        Self::body("text/plain", TypeSchema::of::<str>())
    }

    /// Describes the body as bytes.
    #[must_use]
    pub fn bytes() -> Self {
        Self::new(Place::Bytes, "", TypeSchema::of::<str>())
    }

    /// Marks the argument as an `Option`.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// Marks the argument as `#[sensitive]`.
    #[must_use]
    pub fn sensitive(mut self) -> Self {
        self.is_sensitive = true;
        self
    }

    /// True for a header of this name, in any case.
    pub(super) fn is_header(&self, name: &str) -> bool {
        self.place == Place::Header && self.name.eq_ignore_ascii_case(name)
    }

    /// True for a struct or a map whose fields are the whole form.
    pub(super) fn is_whole_form(&self) -> bool {
        self.place == Place::Form && self.name.is_empty()
    }

    /// Sets the docs of the argument.
    #[must_use]
    pub fn docs(mut self, docs: &'static str) -> Self {
        self.docs = for_readers(docs);
        self
    }
}
