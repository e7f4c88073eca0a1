//! The differences between two states of an API that a caller notices.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::builder::Import;
use crate::error::Error;
use crate::imported::Imported;
use crate::out::Out;
use crate::printable::Printable;
use crate::surface::{self, Method, Surface, TypeSurface};

/// One difference.
///
/// `Display` is one line: U+FFFD replaces control characters of the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// True if code that was written against the first state may no longer compile or work.
    pub is_breaking: bool,
    /// The method, type or member: `Issues::list`, `Issue.title`.
    pub place: String,
    /// The difference in words.
    pub change: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.is_breaking { "breaking" } else { "compatible" };
        write!(formatter, "{word}: `{}` {}", Printable(&self.place), Printable(&self.change))
    }
}

/// Compares two documents for a caller of the first.
///
/// # Errors
///
/// If one of them cannot be imported.
pub fn diff(old: &Import, new: &Import) -> Result<Vec<Difference>, Error> {
    Ok(differences(&surface_of(&old.run()?)?, &surface_of(&new.run()?)?))
}

/// Compares generated code, at the path that it was written to, with the document as it is now.
///
/// # Errors
///
/// If the document cannot be imported, or the code cannot be read.
pub fn check_against(code: impl AsRef<Path>, document: &Import) -> Result<Vec<Difference>, Error> {
    Ok(differences(&surface_at(&Out::of(code.as_ref())?)?, &surface_of(&document.run()?)?))
}

fn surface_of(imported: &Imported) -> Result<Surface, Error> {
    let mut surface = Surface::default();
    for (name, text) in imported.modules() {
        surface::add(&mut surface, Path::new(name), text)?;
    }
    Ok(surface)
}

/// The surface of `out.rs` and of every file in the folder `out`.
fn surface_at(out: &Out) -> Result<Surface, Error> {
    let folder = &out.folder;
    let mut paths: Vec<PathBuf> = Vec::new();
    if folder.is_dir() {
        let entries = std::fs::read_dir(folder).map_err(|error| Error::io("read", folder, error))?;
        paths.extend(entries.filter_map(|entry| Some(entry.ok()?.path())));
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
        paths.sort();
    }
    paths.push(out.root());
    let mut surface = Surface::default();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(|error| Error::io("read", &path, error))?;
        surface::add(&mut surface, &path, &text)?;
    }
    Ok(surface)
}

fn differences(old: &Surface, new: &Surface) -> Vec<Difference> {
    let mut found = Vec::new();
    for (name, method) in &old.methods {
        match new.methods.get(name) {
            None => found.push(breaking(name, "is gone")),
            Some(now) => compare_methods(name, method, now, &mut found),
        }
    }
    for name in new.methods.keys().filter(|name| !old.methods.contains_key(*name)) {
        found.push(compatible(name, "is new"));
    }
    for (name, ty) in &old.types {
        match new.types.get(name) {
            None => found.push(breaking(name, "is gone")),
            Some(now) => compare_types(name, ty, now, &mut found),
        }
    }
    for name in new.types.keys().filter(|name| !old.types.contains_key(*name)) {
        found.push(compatible(name, "is new"));
    }
    found.sort_by_key(|difference| !difference.is_breaking);
    found
}

fn compare_methods(name: &str, old: &Method, new: &Method, found: &mut Vec<Difference>) {
    if old.endpoint != new.endpoint {
        found.push(breaking(name, format!("was `{}` and is `{}`", old.endpoint, new.endpoint)));
    }
    if old.arguments != new.arguments {
        let gone = old.arguments.iter().filter(|argument| !new.arguments.contains(argument));
        let added = new.arguments.iter().filter(|argument| !old.arguments.contains(argument));
        let changes: Vec<String> = gone
            .map(|argument| format!("no longer takes `{argument}`"))
            .chain(added.map(|argument| format!("takes `{argument}`")))
            .collect();
        let change =
            if changes.is_empty() { "takes its arguments in another order".to_owned() } else { changes.join(" and ") };
        found.push(breaking(name, change));
    }
    if old.returned != new.returned {
        found.push(breaking(name, format!("returned `{}` and returns `{}`", old.returned, new.returned)));
    }
}

fn compare_types(name: &str, old: &TypeSurface, new: &TypeSurface, found: &mut Vec<Difference>) {
    for (member, was) in &old.members {
        let place = format!("{name}.{member}");
        match new.members.get(member) {
            None => found.push(breaking(&place, "is gone")),
            Some(is) if is != was => found.push(breaking(&place, format!("was `{was}` and is `{is}`"))),
            Some(_) => {}
        }
    }
    for (member, is) in new.members.iter().filter(|(member, _)| !old.members.contains_key(*member)) {
        // A caller who builds the value must name the new field, unless it has a default.
        let is_breaking = new.is_struct && old.is_written && !new.has_default;
        let place = format!("{name}.{member}");
        let change = format!("is new: `{is}`");
        found.push(if is_breaking { breaking(&place, change) } else { compatible(&place, change) });
    }
}

fn breaking(place: &str, change: impl Into<String>) -> Difference {
    Difference { is_breaking: true, place: place.to_owned(), change: change.into() }
}

fn compatible(place: &str, change: impl Into<String>) -> Difference {
    Difference { is_breaking: false, place: place.to_owned(), change: change.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(schema: &str, parameters: &str) -> Import {
        let text = format!(
            "openapi: 3.0.0\npaths:\n  /orders:\n    post:\n      operationId: place\n      parameters: {parameters}\n      requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}\n      responses: {{200: {{content: {{application/json: {{schema: {schema}}}}}}}}}\n"
        );
        Import::from_text("api.yaml", text)
    }

    fn words(old: &Import, new: &Import) -> Vec<String> {
        diff(old, new).expect("both import").iter().map(ToString::to_string).collect()
    }

    const SCHEMA: &str =
        "{title: Order, type: object, properties: {id: {type: string}, b: {type: string}, c: {type: integer}}}";

    #[test]
    fn equal_documents_do_not_differ() {
        assert_eq!(words(&document(SCHEMA, "[]"), &document(SCHEMA, "[]")), Vec::<String>::new());
    }

    #[test]
    fn a_field_that_is_gone_breaks_a_caller() {
        let fewer = "{type: object, properties: {id: {type: string}, b: {type: string}}}";
        let found = words(&document(SCHEMA, "[]"), &document(fewer, "[]"));
        assert!(found.iter().any(|line| line.starts_with("breaking:") && line.ends_with(".c` is gone")), "{found:?}");
    }

    #[test]
    fn a_new_optional_field_is_compatible() {
        let more = "{type: object, properties: {id: {type: string}, b: {type: string}, c: {type: integer}, d: {type: string}}}";
        let found = words(&document(SCHEMA, "[]"), &document(more, "[]"));
        assert!(found.iter().all(|line| line.starts_with("compatible:")), "{found:?}");
        assert!(!found.is_empty());
    }

    #[test]
    fn a_new_argument_breaks_a_caller() {
        let found =
            words(&document(SCHEMA, "[]"), &document(SCHEMA, "[{name: page, in: query, schema: {type: integer}}]"));
        assert!(found.iter().any(|line| line.contains("takes `# [query] page : Option<i64>`")), "{found:?}");
    }
}
