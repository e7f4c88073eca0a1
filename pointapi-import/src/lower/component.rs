//! Names of components.

use crate::cursor::Cursor;
use crate::pointer;

/// The longest prefix of whole words with dots that the dotted names of all components share.
pub(super) fn namespace(root: &Cursor<'_>) -> String {
    let schemas = root.get("components").map(|components| components.members_of("schemas")).unwrap_or_default();
    let mut dotted = schemas.into_iter().map(|(name, _)| name).filter(|name| name.contains('.'));
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
pub(crate) fn component_name(schema: &Cursor<'_>) -> String {
    const GENERIC: [&str; 7] = ["schema", "items", "properties", "content", "schemas", "allOf", "responses"];
    let named = |token: &String| !GENERIC.contains(&token.as_str()) && token.parse::<usize>().is_err();
    let tokens: Vec<String> = pointer::tokens(&schema.pointer).collect();
    match tokens.last() {
        Some(last) if tokens.len() <= 3 && named(last) => last.clone(),
        Some(_) => {
            let words: Vec<String> = tokens.into_iter().filter(named).collect();
            words.get(words.len().saturating_sub(2)..).unwrap_or_default().join("_")
        }
        None => schema.str("title").map_or_else(|| "document".to_owned(), str::to_owned),
    }
}
