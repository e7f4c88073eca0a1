//! Parameters as the document declares them.

use crate::cursor::Cursor;
use crate::lower::{Lowering, Naming, object};
use crate::model::{self, Type};
use crate::node::Node;

/// A parameter of an operation or of its path item.
#[derive(Debug, Clone)]
pub(super) struct Parameter<'d> {
    pub(super) name: &'d str,
    /// `path`, `query`, `header`, `cookie`.
    pub(super) place: &'d str,
    pub(super) schema: Cursor<'d>,
}

impl<'d> Parameter<'d> {
    pub(super) fn ty(&self, lowering: &mut Lowering<'d>, naming: &Naming) -> Type {
        let naming = naming.child(self.name);
        match self.schema.get("schema") {
            Some(schema) => lowering.lower(&schema, &naming),
            None => Type::string(),
        }
    }

    pub(super) fn docs(&self) -> String {
        let schema = self.schema.get("schema");
        let mut docs = self.schema.str("description").unwrap_or_default().trim().to_owned();
        if docs.is_empty() {
            docs = schema.map(|schema| object::docs(self.name, &schema)).unwrap_or_default();
        }
        docs
    }

    /// The parts that decide its form; `style` is the usual one of its place.
    pub(super) fn declared(&self, style: &str) -> model::Declared {
        model::Declared {
            place: self.schema.place(),
            style: self.schema.str("style").unwrap_or(style).to_owned(),
            explode: self.schema.node.get("explode").and_then(Node::as_bool),
            is_deprecated: self.schema.is("deprecated"),
            default: self.schema.get("schema").and_then(|schema| object::default(&schema)),
        }
    }

    pub(super) fn is_required(&self) -> bool {
        self.schema.is("required")
            && self.schema.get("schema").is_none_or(|schema| object::said(&schema, "default").is_none())
    }
}

/// The parameters of the operation, and those of its path item that it does not replace; the operation is the first holder.
pub(super) fn collect<'a, 'd: 'a>(
    holders: impl IntoIterator<Item = &'a Cursor<'d>>,
    lowering: &mut Lowering<'d>,
) -> Vec<Parameter<'d>> {
    let mut all = Vec::new();
    for holder in holders {
        lowering.findings.forbid_dangling(holder, "parameters");
        all.extend(holder.items_of("parameters"));
    }
    let mut parameters: Vec<Parameter<'d>> = Vec::new();
    for declared in all {
        let schema = match declared.resolve() {
            Ok(schema) => schema,
            Err(dangling) => {
                lowering.findings.add(&declared, format!("{}; the parameter is left out", dangling.reason));
                continue;
            }
        };
        let name = schema.str("name").filter(|name| !name.is_empty());
        let (Some(name), Some(place)) = (name, schema.str("in")) else {
            lowering.findings.add(&declared, "the parameter has no `name` or no `in`; it is left out");
            continue;
        };
        // The names of headers have no case.
        let is_same = |known: &str| known == name || (place == "header" && known.eq_ignore_ascii_case(name));
        let is_known = parameters.iter().any(|known| known.place == place && is_same(known.name));
        if !is_known {
            parameters.push(Parameter { name, place, schema });
        }
    }
    parameters
}
