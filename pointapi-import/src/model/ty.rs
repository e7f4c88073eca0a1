//! Types where they are used.

/// The deepest nesting of types, and of schemas on the way to them: recursive code must not overflow its stack, neither
/// here nor in the compiler of what is printed.
pub(crate) const DEEPEST: usize = 64;

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
    /// Text that is never shown.
    Secret,
    /// A path of the format table.
    Path(String),
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

    /// The scalar that it is or consists of.
    pub(crate) fn scalar(&self) -> Option<&Scalar> {
        match self {
            Type::Scalar(scalar) => Some(scalar),
            Type::List(inner) | Type::Map(inner) | Type::Optional(inner) => inner.scalar(),
            Type::Any | Type::Unit | Type::Named(_) | Type::Boxed(_) => None,
        }
    }

    /// The same type of another scalar.
    pub(crate) fn with_scalar(&self, scalar: &Scalar) -> Type {
        match self {
            Type::Scalar(_) => Type::Scalar(scalar.clone()),
            Type::List(inner) => Type::list(inner.with_scalar(scalar)),
            Type::Map(inner) => Type::map(inner.with_scalar(scalar)),
            Type::Optional(inner) => inner.with_scalar(scalar).optional(),
            Type::Any | Type::Unit | Type::Named(_) | Type::Boxed(_) => self.clone(),
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

    /// The number of lists, maps and options around the innermost type.
    pub(crate) fn nesting(&self) -> usize {
        match self {
            Type::List(inner) | Type::Map(inner) | Type::Optional(inner) => 1 + inner.nesting(),
            Type::Any | Type::Unit | Type::Scalar(_) | Type::Named(_) | Type::Boxed(_) => 0,
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
