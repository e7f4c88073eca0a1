//! The document in terms of Rust: endpoints, and the types that they mention.

use std::collections::BTreeSet;

/// The index of a definition in [`Model::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub(crate) usize);

/// A type where it is used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Type {
    /// Any JSON value.
    Any,
    /// No value at all: an empty body.
    Unit,
    Scalar(Scalar),
    Named(TypeId),
    List(Box<Type>),
    Map(Box<Type>),
    Optional(Box<Type>),
    /// A named type that contains itself.
    Boxed(TypeId),
}

/// A type without parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scalar {
    Bool,
    I32,
    I64,
    U32,
    U64,
    F32,
    F64,
    String,
    /// A path of the format table.
    Path(String),
}

/// One type that gets a name.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    /// The words of its name, outermost first: `["repository", "owner"]`.
    pub(crate) path: Vec<String>,
    pub(crate) origin: Origin,
    pub(crate) docs: String,
    pub(crate) is_deprecated: bool,
    pub(crate) shape: Shape,
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
    /// Not lowered yet; a reference back to it is fine.
    Pending,
    /// Another name for a type; replaced by that type.
    Alias(Type),
    Struct(Struct),
    /// A component that equals another one: its name is an alias of that one's.
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
    /// The member that selects the variant, if there is one.
    pub(crate) tag: Option<String>,
    pub(crate) variants: Vec<Variant>,
}

#[derive(Debug, Clone)]
pub(crate) struct Variant {
    /// The word of the name, if the document gives one.
    pub(crate) word: Option<String>,
    pub(crate) ty: Type,
    /// The values of the tag that select it.
    pub(crate) tags: Vec<String>,
}

/// One success type of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatusVariant {
    /// `200`, `2XX` or `default`.
    pub(crate) statuses: Vec<String>,
    pub(crate) returned: Returned,
}

/// The directions and formats in which a type is sent, and the module that declares it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    pub(crate) is_read: bool,
    pub(crate) is_written: bool,
    /// True if it is written as JSON, where an absent member is not `null`.
    pub(crate) is_json: bool,
    /// The module that declares it.
    pub(crate) owner: Owner,
}

/// The module of a type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Owner {
    #[default]
    Unused,
    /// The module of one trait.
    Trait(usize),
    /// The module that all traits share.
    Shared,
}

/// Everything that is printed.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) base_url: Option<String>,
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

#[derive(Debug)]
pub(crate) struct Endpoint {
    /// Its place in the document.
    pub(crate) pointer: String,
    /// The words that the names of its types begin with.
    pub(crate) type_name: String,
    /// The words of the method's name.
    pub(crate) name: String,
    pub(crate) docs: String,
    pub(crate) is_deprecated: bool,
    pub(crate) http_method: String,
    /// The template, with placeholders named as the arguments.
    pub(crate) path: String,
    /// Options behind the path, as they are written.
    pub(crate) options: Vec<String>,
    pub(crate) arguments: Vec<Argument>,
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
    pub(crate) docs: String,
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
    /// The attribute's contents: `form`, `json, "application/merge-patch+json"`.
    Body {
        format: Option<String>,
    },
    Part {
        wire: String,
    },
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
}

/// The return type of an endpoint, inside its `Result`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Returned {
    Nothing,
    Json(Type),
    /// A value, or none for a success without a body.
    OptionalJson(Type),
    Text,
    Download,
    Events(Type),
    Lines(Type),
    Xml(Type),
    /// An enum by status.
    Statuses(TypeId),
}

impl Returned {
    /// The type that is decoded, if it is a type of the document.
    pub(crate) fn ty(&self) -> Option<&Type> {
        match self {
            Returned::Json(ty)
            | Returned::OptionalJson(ty)
            | Returned::Events(ty)
            | Returned::Lines(ty)
            | Returned::Xml(ty) => Some(ty),
            Returned::Nothing | Returned::Text | Returned::Download | Returned::Statuses(_) => None,
        }
    }
}

/// A way to authenticate that the document declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SecurityScheme {
    pub(crate) name: String,
    /// The builder call, as it is written in the docs.
    pub(crate) builder: String,
}

impl Scalar {
    pub(crate) fn is_float(&self) -> bool {
        matches!(self, Scalar::F32 | Scalar::F64)
    }
}

impl Type {
    pub(crate) fn string() -> Self {
        Type::Scalar(Scalar::String)
    }

    pub(crate) fn list(item: Type) -> Self {
        Type::List(Box::new(item))
    }

    pub(crate) fn map(value: Type) -> Self {
        Type::Map(Box::new(value))
    }

    /// The type or nothing; one `Option` is enough.
    pub(crate) fn optional(self) -> Self {
        match self {
            Type::Optional(_) | Type::Any => self,
            inner => Type::Optional(Box::new(inner)),
        }
    }

    /// The type without its `Option`, and whether it had one.
    pub(crate) fn without_null(self) -> (Self, bool) {
        match self {
            Type::Optional(inner) => (*inner, true),
            inner => (inner, false),
        }
    }

    /// Every named type that is mentioned.
    pub(crate) fn named(&self) -> Option<TypeId> {
        match self {
            Type::Named(id) | Type::Boxed(id) => Some(*id),
            Type::List(inner) | Type::Map(inner) | Type::Optional(inner) => inner.named(),
            Type::Any | Type::Unit | Type::Scalar(_) => None,
        }
    }

    /// The same type with each named type replaced.
    pub(crate) fn map_named(&self, replace: &mut impl FnMut(TypeId) -> Type) -> Type {
        match self {
            Type::Named(id) | Type::Boxed(id) => replace(*id),
            Type::List(inner) => Type::list(inner.map_named(replace)),
            Type::Map(inner) => Type::map(inner.map_named(replace)),
            Type::Optional(inner) => inner.map_named(replace).optional(),
            Type::Any | Type::Unit | Type::Scalar(_) => self.clone(),
        }
    }
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

impl Returned {
    pub(crate) fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Returned::Json(ty)
            | Returned::OptionalJson(ty)
            | Returned::Events(ty)
            | Returned::Lines(ty)
            | Returned::Xml(ty) => Some(ty),
            Returned::Nothing | Returned::Text | Returned::Download | Returned::Statuses(_) => None,
        }
    }
}

impl Endpoint {
    pub(crate) fn types_mut(&mut self) -> Vec<&mut Type> {
        let arguments = self.arguments.iter_mut().map(|argument| &mut argument.ty);
        let successes = self.successes.iter_mut().filter_map(|success| success.returned.ty_mut());
        let decided = self.returned.ty_mut().into_iter().chain(&mut self.error);
        arguments.chain(successes).chain(&mut self.errors).chain(decided).collect()
    }
}
