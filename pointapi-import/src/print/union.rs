//! Unions.

use std::collections::HashSet;

use crate::choice::{Choice, choice};
use crate::model::{Definition, Owner, Scalar, Shape, Type, TypeId, Union, Variant};
use crate::names::{pascal, unique};
use crate::print::Printer;
use crate::print::decoder::Decoder;
use crate::print::definition::{SERIALIZE_SECRET, serde_derives};
use crate::print::enumeration::without_enum_name;

impl Printer<'_> {
    pub(super) fn union(&self, id: TypeId, definition: &Definition, union: &Union, owner: Owner, out: &mut String) {
        let name = self.names.ty(id);
        let usage = self.usage(id);
        self.definition_docs(definition, out);
        let mut derives = vec!["Debug".to_owned()];
        derives.extend(self.style.derives_among(self.possible_derives(union)));
        let choice = choice(self.model, union);
        let by_hand = usage.is_read && !matches!(choice, Choice::Try(_));
        let serde = serde_derives(usage).into_iter().filter(|derive| !by_hand || *derive != "Deserialize");
        let serde: Vec<String> = serde.map(str::to_owned).collect();
        let has_serde = !serde.is_empty();
        derives.extend(serde);
        derives.extend(self.schema_derive().map(str::to_owned));
        out.push_str(&format!("#[derive({})]\n", derives.join(", ")));
        if has_serde {
            out.push_str("#[serde(untagged)]\n");
        }
        out.push_str(&self.union_schema(definition, union, &choice, has_serde));
        out.push_str(&format!("pub enum {name} {{\n"));
        let variants = self.variants(name, union, owner);
        for (variant, ty) in &variants {
            if usage.is_written && ty.contains("auth::Secret") {
                out.push_str(&format!("    #[serde({SERIALIZE_SECRET})]\n"));
            }
            let line = format!("    {variant}({ty}),\n");
            if line.len() <= super::WIDTH + 1 {
                out.push_str(&line);
            } else {
                out.push_str(&format!("    {variant}(\n        {ty},\n    ),\n"));
            }
        }
        out.push_str("    /// A value that the document does not describe.\n");
        if self.style.is_openapi {
            out.push_str("    #[schemars(skip)]\n");
        }
        out.push_str("    Unknown(Value),\n}\n");
        if by_hand {
            let variants = variants.iter().map(|(name, _)| name.as_str()).collect();
            Decoder { name, variants }.print(&choice, out);
        }
    }

    /// The name and the type of each variant. Structs are boxed, so that no variant is much larger than another.
    fn variants(&self, name: &str, union: &Union, owner: Owner) -> Vec<(String, String)> {
        let mut names: Vec<(String, String)> = union
            .variants
            .iter()
            .map(|variant| (format!("{:?}", variant.word), without_enum_name(name, &self.variant_name(variant))))
            .collect();
        unique(&mut names, &mut HashSet::from(["Unknown".to_owned(), "Self".to_owned()]));
        let types = union.variants.iter().map(|variant| match &variant.ty {
            Type::Named(id) if self.is_large(*id) => format!("Box<{}>", self.named(*id, owner)),
            ty => self.owned(ty, owner),
        });
        names.into_iter().map(|(_, name)| name).zip(types).collect()
    }

    /// The derives of the user that the union can have: a float has neither `Eq` nor `Hash`, and a secret no `Hash`.
    fn possible_derives(&self, union: &Union) -> &'static [&'static str] {
        let is_asked = self.style.derives_among(&["Eq", "Hash"]).next().is_some();
        if is_asked && self.may_be(union, Scalar::is_float) {
            &["Clone", "PartialEq"]
        } else if is_asked && self.may_be(union, |scalar| *scalar == Scalar::Secret) {
            &["Clone", "PartialEq", "Eq"]
        } else {
            &["Clone", "PartialEq", "Eq", "Hash"]
        }
    }

    /// Returns true if a value of the union may be such a scalar. A struct has the user's derives whatever its fields
    /// are.
    fn may_be(&self, union: &Union, is_such: impl Fn(&Scalar) -> bool) -> bool {
        let mut seen = HashSet::new();
        let mut next: Vec<&Type> = union.variants.iter().map(|variant| &variant.ty).collect();
        while let Some(ty) = next.pop() {
            match ty {
                Type::Scalar(scalar) if is_such(scalar) => return true,
                Type::List(inner) | Type::Map(inner) | Type::Optional(inner) => next.push(inner),
                Type::Named(id) | Type::Boxed(id) if seen.insert(*id) => {
                    let shape = self.model.definition(*id).map(|definition| &definition.shape);
                    if let Some(shape @ (Shape::Same(_) | Shape::Alias(_) | Shape::Union(_))) = shape {
                        next.extend(shape.types());
                    }
                }
                _ => {}
            }
        }
        false
    }

    fn is_large(&self, id: TypeId) -> bool {
        match self.model.definition(id).map(|definition| &definition.shape) {
            Some(Shape::Same(ty)) => ty.named().is_some_and(|same| self.is_large(same)),
            shape => !matches!(shape, Some(Shape::Enum(_))),
        }
    }

    fn variant_name(&self, variant: &Variant) -> String {
        match &variant.word {
            Some(word) => pascal(word),
            None => self.type_word(&variant.ty),
        }
    }

    fn type_word(&self, ty: &Type) -> String {
        match ty {
            Type::Named(id) | Type::Boxed(id) => self.names.ty(*id).to_owned(),
            Type::List(item) => format!("{}List", self.type_word(item)),
            Type::Map(_) => "Map".to_owned(),
            Type::Optional(inner) => self.type_word(inner),
            Type::Any => "Value".to_owned(),
            Type::Unit => "Nothing".to_owned(),
            Type::Scalar(scalar) => match scalar {
                Scalar::Bool => "Bool".to_owned(),
                Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => "Integer".to_owned(),
                Scalar::F32 | Scalar::F64 => "Number".to_owned(),
                Scalar::String => "Text".to_owned(),
                Scalar::Secret => "Secret".to_owned(),
                Scalar::Path(path) => pascal(path.rsplit("::").next().unwrap_or(path)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Findings;
    use crate::model::Model;
    use crate::names::Names;
    use crate::print::Style;

    #[test]
    fn a_long_chain_of_unions_is_searched_for_floats() {
        const LENGTH: usize = 100_000;
        let union = |ty| Union { tag: None, variants: vec![Variant { word: None, ty, name: None, tags: Vec::new() }] };
        let links = (1..LENGTH).map(|index| Type::Named(TypeId(index))).chain([Type::Scalar(Scalar::F64)]);
        let types = links.map(|ty| Definition::unnamed(Shape::Union(union(ty)))).collect();
        let model = Model { types, ..Model::default() };
        let printer = Printer {
            model: &model,
            usages: &[],
            names: &Names::default(),
            findings: &Findings::default(),
            style: Style::default(),
            defaults: HashSet::new(),
        };
        assert!(printer.may_be(&union(Type::Named(TypeId(0))), Scalar::is_float));
    }
}
