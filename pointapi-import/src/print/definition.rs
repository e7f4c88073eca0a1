//! Structs.

use std::collections::HashSet;

use crate::model::{Definition, Field, Owner, Scalar, Shape, Struct, Type, TypeId, Usage};
use crate::names::{RULES, Rename, free, identifier, plain_identifier, snake, unique};
use crate::print::docs::{brief, documented, opening};
use crate::print::presence::Presence;
use crate::print::schema::is_component;
use crate::print::ty::broken;
use crate::print::{Printer, WIDTH};

/// Writes a secret, which serde's trait does not.
pub(super) const SERIALIZE_SECRET: &str = "serialize_with = \"pointapi::auth::serialize_secret\"";

/// The longest contents of an attribute that rustfmt leaves on one line.
const ATTRIBUTE_WIDTH: usize = 70;

impl Printer<'_> {
    pub(super) fn definition(&self, id: TypeId, owner: Owner, out: &mut String) {
        let Some(definition) = self.model.definition(id) else { return };
        match &definition.shape {
            Shape::Struct(of) => self.structure(id, definition, of, owner, out),
            Shape::Enum(values) => self.enumeration(id, definition, values, out),
            Shape::Union(union) => self.union(id, definition, union, owner, out),
            Shape::Statuses(variants) => self.statuses(id, variants, owner, out),
            Shape::Same(ty) => {
                let line = format!("pub type {} = {};\n", self.names.ty(id), self.owned(ty, owner));
                let is_long = line.len() > WIDTH + 1;
                out.push_str(&if is_long { line.replace(" = ", " =\n    ") } else { line });
            }
            Shape::Alias(_) | Shape::Pending => {}
        }
    }

    /// The docs of a definition; a type that others mention cannot have the attribute, which would warn in them.
    pub(super) fn definition_docs(&self, definition: &Definition, out: &mut String) {
        let docs = if definition.is_deprecated && !definition.docs.to_lowercase().contains("deprecated") {
            format!("{}\n\nDeprecated.", definition.docs)
        } else {
            definition.docs.clone()
        };
        // The schema of a part of an operation is described where it is used, in brief.
        let is_inline = self.style.is_openapi && !is_component(definition);
        out.push_str(&documented(&if is_inline { brief(&docs) } else { opening(&docs) }, 0));
    }

    fn structure(&self, id: TypeId, definition: &Definition, of: &Struct, owner: Owner, out: &mut String) {
        let usage = self.usage(id);
        self.definition_docs(definition, out);
        let mut derives = vec!["Debug"];
        derives.extend(
            self.style.derives.iter().map(String::as_str).filter(|derive| !["Debug", "Default"].contains(derive)),
        );
        if self.defaults.contains(&id) {
            derives.push("Default");
        }
        derives.extend(serde_derives(usage));
        derives.extend(self.schema_derive());
        out.push_str(&format!("#[derive({})]\n", derives.join(", ")));
        out.push_str(&self.struct_schema(definition, of));
        let names = field_names(of);
        let rename_all = rename_all(of, &names);
        if let Some((rule, _)) = rename_all {
            out.push_str(&format!("#[serde(rename_all = \"{rule}\")]\n"));
        }
        let name = self.names.ty(id);
        let brace = if name.len() + 13 > WIDTH { "\n{" } else { " {" };
        out.push_str(&format!("pub struct {name}{brace}\n"));
        for (field, name) in of.fields.iter().zip(&names) {
            let renamed = rename_all.map_or_else(|| name.clone(), |(_, rename)| rename(name));
            self.field(field, name, renamed != field.wire, usage, owner, out);
        }
        if let Some(additional) = &of.additional {
            let mut taken: HashSet<String> = names.iter().cloned().collect();
            let name = if taken.contains("additional") { "additional_members" } else { "additional" };
            let name = free(name, &mut taken);
            out.push_str("    /// Members that are not declared.\n    #[serde(flatten)]\n");
            if usage.is_written && additional.scalar() == Some(&Scalar::Secret) {
                out.push_str(&format!("    #[serde({SERIALIZE_SECRET})]\n"));
            }
            out.push_str(&format!("    pub {name}: BTreeMap<String, {}>,\n", self.owned(additional, owner)));
        }
        out.push_str("}\n");
    }

    fn field(&self, field: &Field, name: &str, is_renamed: bool, usage: Usage, owner: Owner, out: &mut String) {
        out.push_str(&documented(&field_docs(field), 4));
        if field.is_deprecated {
            out.push_str("    #[deprecated]\n");
        }
        let presence = self.presence(field, usage);
        let mut serde = Vec::new();
        if is_renamed {
            serde.push(format!("rename = {:?}", field.wire));
        }
        if usage.is_json && matches!(presence, Presence::Optional | Presence::OptionalNullable) {
            serde.push("skip_serializing_if = \"Option::is_none\"".to_owned());
        }
        if let (Presence::OptionalNullable, true) = (presence, usage.is_read) {
            serde.push("default, deserialize_with = \"super::present\"".to_owned());
        }
        if usage.is_written && field.ty.scalar() == Some(&Scalar::Secret) {
            serde.push(SERIALIZE_SECRET.to_owned());
        }
        out.push_str(&serde_attribute(&serde));
        out.push_str(&self.field_schema(field, presence));
        let ty = self.owned(&field.ty, owner);
        let ty = match presence {
            // A JSON value has a null of its own.
            Presence::Nullable if field.ty == Type::Any => ty,
            Presence::Required => ty,
            Presence::Nullable | Presence::Optional => format!("Option<{ty}>"),
            Presence::OptionalNullable => format!("Option<Option<{ty}>>"),
        };
        let name = identifier(name);
        let line = format!("    pub {name}: {ty},\n");
        if line.len() <= WIDTH + 1 {
            out.push_str(&line);
        } else if ty.len() + 9 <= WIDTH {
            out.push_str(&format!("    pub {name}:\n        {ty},\n"));
        } else {
            out.push_str(&format!("    pub {name}: {},\n", broken(&ty, 4)));
        }
    }
}

pub(super) fn serde_derives(usage: Usage) -> Vec<&'static str> {
    let deserialize = usage.is_read.then_some("Deserialize");
    deserialize.into_iter().chain(usage.is_written.then_some("Serialize")).collect()
}

/// One attribute, or one each where they do not fit a line.
fn serde_attribute(parts: &[String]) -> String {
    if parts.is_empty() {
        return String::new();
    }
    let joined = parts.join(", ");
    if joined.len() <= ATTRIBUTE_WIDTH {
        return format!("    #[serde({joined})]\n");
    }
    let attribute = |part: &String| {
        if part.len() <= ATTRIBUTE_WIDTH {
            format!("    #[serde({part})]\n")
        } else {
            format!("    #[serde(\n        {part}\n    )]\n")
        }
    };
    parts.iter().map(attribute).collect()
}

/// A Rust name for each field, as serde sees it.
pub(super) fn field_names(of: &Struct) -> Vec<String> {
    let mut names: Vec<(String, String)> =
        of.fields.iter().map(|field| (field.wire.clone(), snake(&field.wire))).collect();
    unique(&mut names, &mut HashSet::new());
    names.into_iter().map(|(_, name)| plain_identifier(&name)).collect()
}

/// The description in brief, and the default.
fn field_docs(field: &Field) -> String {
    let brief = brief(&field.docs);
    match &field.default {
        None => brief,
        // A document that was exported has it in the description too.
        Some(default) if brief.ends_with(&format!("Default: `{default}`.")) => brief,
        Some(default) if brief.is_empty() => format!("Default: `{default}`."),
        Some(default) => {
            let end = if brief.ends_with(['.', '!', '?']) { "" } else { "." };
            format!("{brief}{end} Default: `{default}`.")
        }
    }
}

/// The rule that renames most fields rightly, if it does so for more than two.
fn rename_all(of: &Struct, names: &[String]) -> Option<(&'static str, Rename)> {
    let right = |rename: &dyn Fn(&str) -> String| {
        of.fields.iter().zip(names).filter(|(field, name)| rename(name) == field.wire).count()
    };
    let unchanged = right(&|name: &str| name.to_owned());
    let (rule, rename) = RULES.into_iter().max_by_key(|(rule, rename)| (right(rename), std::cmp::Reverse(*rule)))?;
    (right(&rename) > unchanged + 1).then_some((rule, rename))
}
