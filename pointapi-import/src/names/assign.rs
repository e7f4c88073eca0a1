//! Names of types, traits and modules.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{free, identifier, pascal, snake, unique, words};
use crate::model::{Model, Origin, Owner, Shape, TypeId, Usage};
use crate::share::Places;

/// Names that the module of all traits' types uses itself.
const RESERVED_OF_TYPES: [&str; 19] = [
    "Self",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "String",
    "Vec",
    "Box",
    "BTreeMap",
    "Value",
    "Deserialize",
    "Deserializer",
    "Serialize",
    "Serializer",
    "From",
    "FromResponse",
    "JsonSchema",
];

/// Names that the module of a trait uses beside them.
const RESERVED_OF_TRAITS: [&str; 14] = [
    "Default", "Debug", "Clone", "Text", "Bytes", "Download", "Events", "Lines", "Part", "Body", "Typed", "Response",
    "Send", "Sync",
];

/// Words that are too general to be a name without the name of the parent.
const VAGUE: [&str; 12] = [
    "Empty",
    "Item",
    "Request",
    "Query",
    "Data",
    "Attributes",
    "Object",
    "Name",
    "Items",
    "Values",
    "Parameters",
    "Input",
];

/// The names of the types and traits that are printed.
#[derive(Debug, Default)]
pub(crate) struct Names {
    types: HashMap<TypeId, String>,
    /// For each trait its name and that of its module.
    pub(crate) traits: Vec<(String, String)>,
}

impl Names {
    pub(crate) fn ty(&self, id: TypeId) -> &str {
        self.types.get(&id).map_or("Value", String::as_str)
    }
}

/// Names every used type and every trait. `root` is the trait that has all the others as supertraits, and `stem` its
/// module.
pub(crate) fn assign(model: &Model, usages: &[Usage], places: &Places, root: &str, stem: &str) -> Names {
    let is_used = |id: usize| usages.get(id).is_some_and(|usage| usage.owner != Owner::Unused);
    let components: HashSet<String> = model
        .types
        .iter()
        .enumerate()
        .filter(|(id, definition)| is_used(*id) && definition.origin == Origin::Component)
        .map(|(_, definition)| pascal(&definition.path.join(" ")))
        .collect();
    let traits = trait_names(model, &components, root, stem);
    let mut of_traits = HashSet::from([root.to_owned(), format!("{root}Client")]);
    of_traits.extend(traits.iter().flat_map(|(name, _)| [name.clone(), format!("{name}Client")]));
    let is_reserved = |name: &str, id: TypeId| {
        let is_shared = usages.get(id.0).is_some_and(|usage| usage.owner == Owner::Shared);
        of_traits.contains(name)
            || RESERVED_OF_TYPES.contains(&name)
            || (!is_shared && RESERVED_OF_TRAITS.contains(&name))
    };
    let mut taken = HashSet::new();
    let mut types = HashMap::new();
    for origin in [Origin::Component, Origin::Inline, Origin::Operation] {
        name_types(model, &is_used, places, origin, &is_reserved, &mut taken, &mut types);
    }
    Names { types, traits }
}

/// A trait has the name of its tag, with `Api` appended if that name is taken.
fn trait_names(model: &Model, components: &HashSet<String>, root: &str, stem: &str) -> Vec<(String, String)> {
    let mut names: Vec<(String, String)> = model.traits.iter().map(|of| (of.tag.clone(), pascal(&of.tag))).collect();
    for (_, name) in &mut names {
        let is_reserved = RESERVED_OF_TYPES.iter().chain(&RESERVED_OF_TRAITS).any(|reserved| reserved == name);
        if components.contains(name) || name == root || is_reserved {
            name.push_str("Api");
        }
    }
    unique(&mut names, &mut HashSet::new());
    let mut modules: Vec<(String, String)> = names.iter().map(|(tag, name)| (tag.clone(), snake(name))).collect();
    // The root mentions these crates by name, which a module of its own would hide; `mod.rs` would be the root, and a module
    // named as the one around it is a warning of clippy.
    let taken = ["types", "pointapi", "serde", "mod", stem].map(str::to_owned);
    unique(&mut modules, &mut HashSet::from(taken));
    names.into_iter().zip(modules).map(|((_, name), (_, module))| (name, identifier(&module))).collect()
}

/// The first word and the last two of a long path.
fn brief_name(path: &[String]) -> String {
    match path {
        [first, .., before, last] if path.len() > 4 => pascal(&[first.as_str(), before, last].join(" ")),
        _ => pascal(&path.join(" ")),
    }
}

/// The words that all the names end with, at most three.
fn shared_words(paths: &[Vec<String>]) -> String {
    let mut ends = paths.iter().map(|path| words(path.last().map_or("", String::as_str)));
    let mut shared = ends.next().unwrap_or_default();
    for end in ends {
        let equal = shared.iter().rev().zip(end.iter().rev()).take_while(|(a, b)| a == b).count();
        shared.drain(..shared.len() - equal);
    }
    pascal(&shared.get(shared.len().saturating_sub(3)..).unwrap_or_default().join(" "))
}

fn name_types(
    model: &Model,
    is_used: &impl Fn(usize) -> bool,
    places: &Places,
    origin: Origin,
    is_reserved: &impl Fn(&str, TypeId) -> bool,
    taken: &mut HashSet<String>,
    types: &mut HashMap<TypeId, String>,
) {
    let mut candidates: Vec<(Vec<String>, (bool, &str), TypeId)> = Vec::new();
    let mut short: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
    for (index, definition) in model.types.iter().enumerate() {
        if !is_used(index)
            || definition.origin != origin
            || matches!(definition.shape, Shape::Alias(_) | Shape::Pending)
        {
            continue;
        }
        let id = TypeId(index);
        let mut paths = places.get(&id).cloned().unwrap_or_default();
        paths.push(definition.path.clone());
        paths.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        if paths.len() > 1 {
            short.entry(shared_words(&paths)).or_default().push(id);
        }
        // Types without a schema of their own follow.
        let place = (definition.pointer.is_empty(), definition.pointer.as_str());
        candidates.extend(paths.into_iter().next().map(|path| (path, place, id)));
    }
    candidates.sort();
    let mut brief: HashMap<String, usize> = HashMap::new();
    for (path, ..) in &candidates {
        *brief.entry(brief_name(path)).or_default() += 1;
    }
    // A shape that many places call by one word has that word as its name, unless two shapes claim it.
    let short: HashMap<TypeId, String> = short
        .into_iter()
        .filter_map(|(name, ids)| match ids.as_slice() {
            [only] if name.len() > 3 && !VAGUE.contains(&name.as_str()) => Some((*only, name)),
            _ => None,
        })
        .collect();
    for (path, _, id) in candidates {
        let name = match short.get(&id) {
            Some(short) if !taken.contains(short) && !is_reserved(short, id) => short.clone(),
            _ if brief.get(&brief_name(&path)) == Some(&1) => brief_name(&path),
            _ => pascal(&path.join(" ")),
        };
        // A number would read as a version.
        let name = if is_reserved(&name, id) { format!("{name}Model") } else { name };
        types.insert(id, free(&name, taken));
    }
}
