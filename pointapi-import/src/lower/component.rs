//! Names of components.

use std::collections::HashMap;

use crate::cursor::{Cursor, Place};
use crate::lower::operation_name::{above, name_in_operation, response};
use crate::names::words;
use crate::pointer;

/// The components that name a schema in another file, or inside of a response or request body, by the place of that
/// schema.
pub(super) type ComponentNames = HashMap<Place, String>;

/// Returns the schemas of the components; the document may keep them in other files.
pub(super) fn components<'d>(root: &Cursor<'d>) -> Vec<(&'d str, Cursor<'d>)> {
    section(root, "schemas")
}

fn section<'d>(root: &Cursor<'d>, name: &str) -> Vec<(&'d str, Cursor<'d>)> {
    root.part("components").map(|components| components.members_of(name)).unwrap_or_default()
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
    for (name, word) in [("responses", "response"), ("requestBodies", "request")] {
        content_names(root, name, word, &mut names);
    }
    names
}

/// Adds the names of the schemas inside of the responses or request bodies; one that has the name of another component
/// ends in `word`.
fn content_names(root: &Cursor<'_>, of: &str, word: &str, names: &mut ComponentNames) {
    let others = ["schemas", "responses", "requestBodies"].into_iter().filter(|other| *other != of);
    let taken: Vec<Vec<String>> = others.flat_map(|other| section(root, other)).map(|(name, _)| words(name)).collect();
    for (name, component) in section(root, of) {
        let Ok(target) = component.resolve() else { continue };
        if component.reference().is_some() && target.pointer.starts_with(&format!("#/components/{of}/")) {
            continue;
        }
        let is_status = of == "responses" && name.starts_with(|c: char| c.is_ascii_digit());
        let name = match name {
            _ if is_status => response(name),
            _ if taken.contains(&words(name)) => format!("{name} {word}"),
            _ => name.to_owned(),
        };
        for (media_type, member) in target.members_of("content") {
            for schema in ["schema", "itemSchema"].into_iter().filter_map(|schema| member.get(schema)) {
                let name = format!("{name}{}", media_type_word(&target, media_type));
                let known = names.entry(schema.place()).or_insert_with(|| name.clone());
                if name < *known {
                    *known = name;
                }
            }
        }
    }
}

/// The end of the name of a schema inside of `content`: nothing for JSON, or for the only media type.
fn media_type_word(holder: &Cursor<'_>, media_type: &str) -> String {
    let rank = |name: &str| (name != "application/json", !name.contains("json"), name.to_owned());
    let content = holder.members_of("content");
    let first = content.iter().map(|(name, _)| *name).min_by_key(|name| rank(name));
    if first == Some(media_type) {
        String::new()
    } else {
        format!(" {}", media_type.rsplit('/').next().unwrap_or_default())
    }
}

/// True for a schema inside of the `content` of a response, request body or parameter that operations share.
pub(super) fn is_content(schema: &Cursor<'_>) -> bool {
    content_of(schema).is_some() || list_of(schema).is_some_and(|list| is_content(&list))
}

/// The list whose items have this schema.
fn list_of<'d>(schema: &Cursor<'d>) -> Option<Cursor<'d>> {
    schema.follow(schema.pointer.strip_suffix("/items")?).ok()
}

/// The number of tokens before `/content/{media type}/schema`, and the media type.
fn content_of(schema: &Cursor<'_>) -> Option<(usize, String)> {
    let tokens: Vec<String> = pointer::tokens(&schema.pointer).collect();
    match tokens.as_slice() {
        [holder @ .., content, media_type, last]
            if content == "content" && matches!(last.as_str(), "schema" | "itemSchema") =>
        {
            let is_property = |token: &String| matches!(token.as_str(), "schemas" | "properties");
            let is_shared = holder.first().is_none_or(|first| first != "paths") && !holder.iter().any(is_property);
            is_shared.then(|| (holder.len(), media_type.clone()))
        }
        _ => None,
    }
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
    if let Some((tokens, media_type)) = content_of(schema)
        && let Some(holder) = above(schema, tokens)
    {
        return name_of_place(&holder) + &media_type_word(&holder, &media_type);
    }
    if let Some(list) = list_of(schema) {
        return name_of_place(&list) + " item";
    }
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
