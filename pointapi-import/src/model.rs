//! The document in terms of Rust: endpoints, and the types that they mention.

mod definition;
mod endpoint;
mod returned;
mod ty;
mod usage;

pub(crate) use definition::{Access, Definition, Field, Origin, Shape, Struct, Union, Variant};
pub(crate) use endpoint::{Argument, BodyFormat, Declared, Endpoint, EndpointOption, Passing, Role};
pub(crate) use returned::{Returned, StatusVariant};
pub(crate) use ty::{DEEPEST, Scalar, Type, TypeId};
pub(crate) use usage::{Owner, Usage};

/// Everything that is printed.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) base_url: Option<String>,
    pub(crate) other_servers: Vec<String>,
    pub(crate) security: Vec<SecurityScheme>,
    pub(crate) types: Vec<Definition>,
    pub(crate) traits: Vec<Trait>,
}

impl Model {
    pub(crate) fn definition(&self, id: TypeId) -> Option<&Definition> {
        self.types.get(id.0)
    }
}

/// The endpoints of one tag.
#[derive(Debug, Default)]
pub(crate) struct Trait {
    /// The tag, as the document writes it.
    pub(crate) tag: String,
    pub(crate) docs: String,
    pub(crate) endpoints: Vec<Endpoint>,
}

/// A way to authenticate that the document declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SecurityScheme {
    pub(crate) name: String,
    /// The builder call, as it is written in the docs.
    pub(crate) builder: String,
    /// True unless only some operations that say so are authenticated by it.
    pub(crate) is_usual: bool,
}
