//! The model as source text that rustfmt leaves as it is.

mod decoder;
mod default;
mod definition;
mod docs;
mod endpoint;
mod enumeration;
mod module;
mod presence;
mod schema;
mod statuses;
mod ty;
mod union;

use std::collections::HashSet;

use crate::findings::Findings;
use crate::model::{Model, Owner, TypeId, Usage};
use crate::names::Names;

pub(crate) use module::{Layout, OF_SOME_OPERATIONS, print};

/// The width that lines are wrapped at.
const WIDTH: usize = 100;

/// Everything that the printer reads.
#[derive(Debug)]
pub(crate) struct Printer<'m> {
    pub(crate) model: &'m Model,
    pub(crate) usages: &'m [Usage],
    pub(crate) names: &'m Names,
    pub(crate) findings: &'m Findings,
    pub(crate) style: Style,
    /// The types that derive `Default`.
    pub(crate) defaults: HashSet<TypeId>,
}

/// The user's choices about the output.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    /// The name of the trait that has all the others as supertraits.
    pub(crate) root: String,
    /// The name of the module that has this trait.
    pub(crate) stem: String,
    /// True if every field of a type that is only read is optional.
    pub(crate) is_lenient: bool,
    /// True if the traits are served too, for which every type implements both of serde's traits.
    pub(crate) is_server: bool,
    /// True if the traits have an OpenAPI document, for which every type has a schema.
    pub(crate) is_openapi: bool,
    /// Derives beside those that are needed.
    pub(crate) derives: Vec<String>,
}

impl Style {
    /// The user's derives among these of the standard library, also by a path: those that an enum can have.
    fn derives_among(&self, names: &'static [&'static str]) -> impl Iterator<Item = String> + '_ {
        let name = |derive: &str| derive.rsplit("::").next().unwrap_or(derive).trim().to_owned();
        self.derives.iter().filter(move |derive| names.contains(&name(derive).as_str())).cloned()
    }

    /// The attribute of a trait.
    fn attribute(&self) -> &'static str {
        match (self.is_server, self.is_openapi) {
            (false, false) => "#[pointapi::point_api]",
            (true, false) => "#[pointapi::point_api(server)]",
            (false, true) => "#[pointapi::point_api(openapi)]",
            (true, true) => "#[pointapi::point_api(server, openapi)]",
        }
    }
}

impl Printer<'_> {
    fn usage(&self, id: TypeId) -> Usage {
        let usage = self.usages.get(id.0).copied().unwrap_or_default();
        if self.style.is_server { Usage { is_read: true, is_written: true, is_json: true, ..usage } } else { usage }
    }

    /// The definitions of one module, by name.
    fn definitions(&self, owner: Owner) -> Vec<TypeId> {
        let mut ids: Vec<TypeId> = (0..self.model.types.len())
            .map(TypeId)
            .filter(|id| self.usages.get(id.0).is_some_and(|usage| usage.owner == owner))
            .collect();
        ids.sort_by_key(|id| self.names.ty(*id));
        ids
    }
}
