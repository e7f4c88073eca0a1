//! Endpoints with their arguments.

use crate::cursor::Place;
use crate::model::returned::{Returned, StatusVariant};
use crate::model::ty::Type;

#[derive(Debug)]
pub(crate) struct Endpoint {
    /// Its place in the documents.
    pub(crate) file: usize,
    pub(crate) pointer: String,
    /// The document's name of the operation, if it has one.
    pub(crate) operation_id: Option<String>,
    /// The words that the names of its types begin with.
    pub(crate) type_name: String,
    /// The words of the method's name.
    pub(crate) name: String,
    pub(crate) docs: String,
    pub(crate) is_deprecated: bool,
    pub(crate) http_method: String,
    /// The template, with placeholders named as the arguments.
    pub(crate) path: String,
    /// Options behind the path.
    pub(crate) options: Vec<EndpointOption>,
    pub(crate) arguments: Vec<Argument>,
    /// True if there are so many parameters that those of the query share a struct.
    pub(crate) shares_query: bool,
    /// The success responses, by status.
    pub(crate) successes: Vec<StatusVariant>,
    /// The types of error bodies.
    pub(crate) errors: Vec<Type>,
    /// The return type, decided from `successes` once equal types are shared.
    pub(crate) returned: Returned,
    /// The type of the error's body, decided from `errors`.
    pub(crate) error: Option<Type>,
}

#[derive(Debug)]
pub(crate) struct Argument {
    /// The name before it is made a Rust name.
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) ty: Type,
    pub(crate) is_optional: bool,
    pub(crate) passing: Passing,
    /// True if no span, error or `Debug` shows it.
    pub(crate) is_sensitive: bool,
    pub(crate) docs: String,
    /// Present for a parameter whose form is decided once aliases are resolved.
    pub(crate) declared: Option<Declared>,
}

/// The parts of a parameter that decide its form.
#[derive(Debug, Clone)]
pub(crate) struct Declared {
    pub(crate) place: Place,
    pub(crate) style: String,
    pub(crate) explode: Option<bool>,
    pub(crate) is_deprecated: bool,
    /// The value that the server takes for an absent one.
    pub(crate) default: Option<String>,
}

/// Where an argument goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    Path {
        wire: String,
    },
    Query {
        wire: String,
        format: Option<&'static str>,
    },
    /// A struct whose fields are query parameters.
    QueryStruct,
    Header {
        wire: String,
    },
    Cookie {
        wire: String,
    },
    Body {
        format: BodyFormat,
    },
    Part {
        wire: String,
    },
}

/// An option of an endpoint's attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EndpointOption {
    /// The media type that the client asks for.
    Accept(String),
    /// The media type of the body, where its format does not fix one.
    ContentType(String),
    /// Responses are XML.
    Xml,
    /// The operation needs no authentication.
    NoAuth,
    /// A server has no such endpoint.
    ClientOnly,
}

/// The format of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BodyFormat {
    Json,
    /// JSON of another media type than `application/json`.
    JsonOf(String),
    Form,
    /// A form whose members are objects.
    DeepForm,
    /// A form whose lists are joined, by the name of the list format.
    JoinedForm(&'static str),
    Xml,
    Text,
    Stream,
}

impl BodyFormat {
    /// True for a format with a `null`.
    pub(crate) fn has_null(&self) -> bool {
        matches!(self, Self::Json | Self::JsonOf(_))
    }
}

/// The form in which an argument is passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Passing {
    Value,
    Reference,
    /// `&str` for `String`, `&[T]` for lists.
    Slice,
    /// `pointapi::Body`.
    Stream,
    /// `pointapi::Part`.
    Part,
    /// `Vec<pointapi::Part>`.
    Parts,
}

impl Endpoint {
    pub(crate) fn types_mut(&mut self) -> Vec<&mut Type> {
        let arguments = self.arguments.iter_mut().map(|argument| &mut argument.ty);
        let successes = self.successes.iter_mut().filter_map(|success| success.returned.ty_mut());
        let decided = self.returned.ty_mut().into_iter().chain(&mut self.error);
        arguments.chain(successes).chain(&mut self.errors).chain(decided).collect()
    }
}
