//! Types that have a name.

use std::collections::BTreeSet;

use crate::model::returned::StatusVariant;
use crate::model::ty::{Type, TypeId};

/// One type that gets a name.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    /// The words of its name, outermost first: `["repository", "owner"]`.
    pub(crate) path: Vec<String>,
    pub(crate) origin: Origin,
    /// The pointer to its schema, which orders definitions of equal paths.
    pub(crate) pointer: String,
    pub(crate) docs: String,
    pub(crate) is_deprecated: bool,
    pub(crate) shape: Shape,
}

impl Definition {
    /// Creates a definition of this shape without a name, a place or docs.
    pub(crate) fn unnamed(shape: Shape) -> Self {
        Self {
            path: Vec::new(),
            origin: Origin::Component,
            pointer: String::new(),
            docs: String::new(),
            is_deprecated: false,
            shape,
        }
    }
}

/// Where a definition comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// The target of references, with a name of its own.
    Component,
    /// A part of a component.
    Inline,
    /// A part of an operation.
    Operation,
}

#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// A placeholder while the schema is being lowered, so that recursive references resolve.
    Pending,
    /// Another name for a type; replaced by that type.
    Alias(Type),
    Struct(Struct),
    /// A component with the same schema as another; becomes a type alias.
    Same(Type),
    /// A set of strings.
    Enum(Vec<String>),
    Union(Union),
    /// The success types of an endpoint, by status.
    Statuses(Vec<StatusVariant>),
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Struct {
    pub(crate) fields: Vec<Field>,
    /// The type of members that are not declared, if they are kept.
    pub(crate) additional: Option<Type>,
    /// True if it holds the query parameters of an endpoint.
    pub(crate) is_query: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// The name on the wire.
    pub(crate) wire: String,
    pub(crate) ty: Type,
    pub(crate) is_required: bool,
    pub(crate) is_nullable: bool,
    pub(crate) is_deprecated: bool,
    pub(crate) access: Access,
    pub(crate) docs: String,
    /// The value that the server takes for an absent one.
    pub(crate) default: Option<String>,
}

/// The directions in which a field exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Both,
    ReadOnly,
    WriteOnly,
}

/// One of several types.
#[derive(Debug, Clone)]
pub(crate) struct Union {
    /// The discriminator, if the document declares one.
    pub(crate) tag: Option<String>,
    pub(crate) variants: Vec<Variant>,
}

#[derive(Debug, Clone)]
pub(crate) struct Variant {
    /// The word of the name, if the document gives one.
    pub(crate) word: Option<String>,
    pub(crate) ty: Type,
    /// The value of the discriminator that selects it by default.
    pub(crate) name: Option<String>,
    /// The values of the discriminator that are mapped to it.
    pub(crate) tags: Vec<String>,
}

impl Shape {
    /// The types that are mentioned directly.
    pub(crate) fn types(&self) -> Vec<&Type> {
        match self {
            Shape::Pending | Shape::Enum(_) => Vec::new(),
            Shape::Alias(ty) | Shape::Same(ty) => vec![ty],
            Shape::Struct(of) => of.fields.iter().map(|field| &field.ty).chain(&of.additional).collect(),
            Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Shape::Statuses(variants) => variants.iter().filter_map(|variant| variant.returned.ty()).collect(),
        }
    }

    /// The same, to change them.
    pub(crate) fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Shape::Pending | Shape::Enum(_) => Vec::new(),
            Shape::Alias(ty) | Shape::Same(ty) => vec![ty],
            Shape::Struct(of) => of.fields.iter_mut().map(|field| &mut field.ty).chain(&mut of.additional).collect(),
            Shape::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.ty).collect(),
            Shape::Statuses(variants) => variants.iter_mut().filter_map(|variant| variant.returned.ty_mut()).collect(),
        }
    }

    /// The named types that are mentioned directly.
    pub(crate) fn named(&self) -> BTreeSet<TypeId> {
        self.types().into_iter().filter_map(Type::named).collect()
    }
}
