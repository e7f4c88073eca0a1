//! Types where they are mentioned.

use crate::model::{Argument, Owner, Passing, Returned, Scalar, Type, TypeId};
use crate::print::{Printer, WIDTH};

/// A type that is too long for its line, with each of its parameters on a line of its own.
pub(super) fn broken(ty: &str, indent: usize) -> String {
    let Some((name, parameters)) = ty.strip_suffix('>').and_then(|ty| ty.split_once('<')) else { return ty.to_owned() };
    let inner = " ".repeat(indent + 4);
    let mut lines = String::new();
    for parameter in split_parameters(parameters) {
        let line = format!("{inner}{parameter},\n");
        if line.len() <= WIDTH + 1 {
            lines.push_str(&line);
        } else {
            lines.push_str(&format!("{inner}{},\n", broken(parameter, indent + 4)));
        }
    }
    format!("{name}<\n{lines}{}>", " ".repeat(indent))
}

/// `A<B, C>, D` → `A<B, C>` and `D`
fn split_parameters(parameters: &str) -> Vec<&str> {
    let mut depth = 0usize;
    let mut start = 0;
    let mut split = Vec::new();
    for (index, character) in parameters.char_indices() {
        match character {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                split.extend(parameters.get(start..index).map(str::trim));
                start = index + 1;
            }
            _ => {}
        }
    }
    split.extend(parameters.get(start..).map(str::trim));
    split
}

impl Printer<'_> {
    /// A type as a value, from the module of `owner`.
    pub(super) fn owned(&self, ty: &Type, owner: Owner) -> String {
        match ty {
            Type::Any => "Value".to_owned(),
            Type::Unit => "()".to_owned(),
            Type::Scalar(scalar) => self.scalar(scalar),
            Type::Named(id) => self.named(*id, owner),
            Type::Boxed(id) => format!("Box<{}>", self.named(*id, owner)),
            Type::List(item) => format!("Vec<{}>", self.owned(item, owner)),
            Type::Map(value) => format!("BTreeMap<String, {}>", self.owned(value, owner)),
            Type::Optional(inner) => format!("Option<{}>", self.owned(inner, owner)),
        }
    }

    fn scalar(&self, scalar: &Scalar) -> String {
        let name = match scalar {
            Scalar::Bool => "bool",
            Scalar::I32 => "i32",
            Scalar::I64 => "i64",
            Scalar::U32 => "u32",
            Scalar::U64 => "u64",
            Scalar::F32 => "f32",
            Scalar::F64 => "f64",
            Scalar::String => "String",
            Scalar::Secret => "pointapi::auth::Secret",
            Scalar::Path(path) => path,
        };
        name.to_owned()
    }

    /// The name, with `types::` in the modules of traits.
    pub(super) fn named(&self, id: TypeId, owner: Owner) -> String {
        let name = self.names.ty(id);
        let is_elsewhere =
            owner != Owner::Shared && self.usages.get(id.0).is_some_and(|usage| usage.owner == Owner::Shared);
        if is_elsewhere { format!("types::{name}") } else { name.to_owned() }
    }

    /// The type of an argument.
    pub(super) fn argument(&self, argument: &Argument, owner: Owner) -> String {
        let ty = match (argument.passing, &argument.ty) {
            (Passing::Stream, _) => "Body".to_owned(),
            (Passing::Part, _) => "Part".to_owned(),
            (Passing::Parts, _) => "Vec<Part>".to_owned(),
            (Passing::Slice, Type::Scalar(Scalar::String)) => "&str".to_owned(),
            (Passing::Slice, Type::List(item)) => format!("&[{}]", self.owned(item, owner)),
            (Passing::Value, ty) => self.owned(ty, owner),
            (Passing::Slice | Passing::Reference, ty) => format!("&{}", self.owned(ty, owner)),
        };
        if argument.is_optional { format!("Option<{ty}>") } else { ty }
    }

    /// The success type of an endpoint.
    pub(super) fn returned(&self, returned: &Returned, owner: Owner) -> String {
        match returned {
            Returned::Nothing => "()".to_owned(),
            Returned::Json(ty) | Returned::Xml(ty) => self.owned(ty, owner),
            Returned::Optional(ty) => match ty {
                Type::Optional(_) => self.owned(ty, owner),
                ty => format!("Option<{}>", self.owned(ty, owner)),
            },
            Returned::Text => "Text".to_owned(),
            Returned::Download => "Download".to_owned(),
            Returned::Events(ty) => format!("Events<{}>", self.owned(ty, owner)),
            Returned::Lines(ty) => format!("Lines<{}>", self.owned(ty, owner)),
            Returned::Statuses(id) => self.named(*id, owner),
        }
    }
}
