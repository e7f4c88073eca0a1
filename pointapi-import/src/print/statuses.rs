//! The success types of an endpoint, by status.

use std::collections::HashSet;

use crate::model::{Owner, Returned, StatusVariant, Type, TypeId};
use crate::names::unique;
use crate::print::Printer;

impl Printer<'_> {
    pub(super) fn statuses(&self, id: TypeId, variants: &[StatusVariant], owner: Owner, out: &mut String) {
        out.push_str("/// The success responses, by status.\n#[derive(Debug, FromResponse)]\n");
        out.push_str(&format!("pub enum {} {{\n", self.names.ty(id)));
        let mut names: Vec<(String, String)> = variants
            .iter()
            .map(|variant| {
                let status = variant.statuses.first().cloned().unwrap_or_default();
                let name = variant.name();
                (status, name)
            })
            .collect();
        unique(&mut names, &mut HashSet::new());
        for (variant, (_, name)) in variants.iter().zip(&names) {
            out.push_str(&format!("    #[status({})]\n", variant.statuses.join(", ")));
            match &variant.returned {
                Returned::Nothing => out.push_str(&format!("    {name},\n")),
                Returned::Json(Type::Named(id)) => {
                    out.push_str(&format!("    {name}(Box<{}>),\n", self.named(*id, owner)))
                }
                returned => out.push_str(&format!("    {name}({}),\n", self.returned(returned, owner))),
            }
        }
        out.push_str("}\n");
    }
}
