//! Names of components.

use std::collections::HashMap;

use crate::cursor::{Cursor, Place};
use crate::lower::operation_name::name_in_operation;
use crate::pointer;

/// The components that name a schema in another file, by the place of that schema.
pub(super) type ComponentNames = HashMap<Place, String>;

/// Returns the schemas of the components; the document may keep them in other files.
pub(super) fn components<'d>(root: &Cursor<'d>) -> Vec<(&'d str, Cursor<'d>)> {
    root.part("components").map(|components| components.members_of("schemas")).unwrap_or_default()
}

/// Returns the names of schemas whose place has none. Of several the first by the alphabet counts, whatever their order.
pub(super) fn component_names(root: &Cursor<'_>) -> ComponentNames {
    let mut names = ComponentNames::new();
    for (name, component) in components(root) {
        let Ok(target) = component.resolve() else { continue };
        if component.reference().is_some() && !target.pointer.starts_with("#/components/schemas/") {
            let known = names.entry(target.place()).or_insert_with(|| name.to_owned());
            if name < known.as_str() {
                name.clone_into(known);
            }
        }
    }
    names
}

/// The longest prefix of whole words with dots that the dotted names of all components share.
pub(super) fn namespace(root: &Cursor<'_>) -> String {
    let mut dotted = components(root).into_iter().map(|(name, _)| name).filter(|name| name.contains('.'));
    let mut shared = dotted.next().unwrap_or_default();
    let mut others = 0;
    for name in dotted {
        while !name.starts_with(shared) || !(shared.is_empty() || shared.ends_with('.')) {
            let end = shared.trim_end_matches('.').rfind('.').map_or(0, |index| index + 1);
            shared = shared.get(..end).unwrap_or_default();
        }
        others += 1;
    }
    if others > 1 { shared.to_owned() } else { String::new() }
}

/// `#/components/schemas/Order` → `Order`; the file's name for a reference to a whole file.
pub(super) fn name_of_place(schema: &Cursor<'_>) -> String {
    if let Some(name) = name_in_operation(schema) {
        return name;
    }
    const GENERIC: [&str; 7] = ["schema", "items", "properties", "content", "schemas", "allOf", "responses"];
    let named = |token: &String| !GENERIC.contains(&token.as_str()) && token.parse::<usize>().is_err();
    let tokens: Vec<String> = pointer::tokens(&schema.pointer).collect();
    match tokens.last() {
        Some(last) if tokens.len() <= 3 && named(last) => last.clone(),
        Some(_) => {
            let words: Vec<String> = tokens.into_iter().filter(named).collect();
            words.get(words.len().saturating_sub(2)..).unwrap_or_default().join("_")
        }
        None => schema.file_stem().unwrap_or_else(|| schema.str("title").unwrap_or("document").to_owned()),
    }
}
