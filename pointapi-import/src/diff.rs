//! The differences between two states of an API that a caller notices.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use crate::builder::Import;
use crate::error::Error;
use crate::imported::Imported;
use crate::out::Out;
use crate::printable::Printable;
use crate::record;
use crate::surface::{Member, Method, Part, Surface, TypeSurface};
use crate::write::earlier;

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

/// Compares two documents for a caller of the first. One without operations is an API without methods.
///
/// # Errors
///
/// If one of them cannot be imported.
pub fn diff(old: &Import, new: &Import) -> Result<Vec<Difference>, Error> {
    Ok(differences(&surface_of(&old.run_to_compare()?)?, &surface_of(&new.run_to_compare()?)?))
}

/// Compares generated code, at the path that it was written to, with the document as it is now.
///
/// The document is imported with the settings that the code was imported with, which its root file names; of those of
/// `document` only `strict` counts. Files in the folder of the code that no import wrote are not read.
///
/// # Errors
///
/// If the document cannot be imported, or the code cannot be read or was not written by an import.
pub fn check_against(code: impl AsRef<Path>, document: &Import) -> Result<Vec<Difference>, Error> {
    let out = Out::of(code.as_ref())?;
    let root = out.root();
    let text = std::fs::read_to_string(&root).map_err(|error| Error::io("read", &root, error))?;
    if !text.starts_with(&out.mark(&root)) {
        return Err(out.not_ours(&root, &text));
    }
    let settings = record::read(&text, &document.settings);
    let settings =
        settings.ok_or_else(|| Error::code(&root, "the line of its settings is not the one of an import"))?;
    let imported = Import { settings }.run_to_compare()?;
    let mut old = Surface::default();
    old.add(&root, &text)?;
    for path in earlier(&out)? {
        let text = std::fs::read_to_string(&path).map_err(|error| Error::io("read", &path, error))?;
        old.add(&path, &text)?;
    }
    let mut new = Surface::default();
    for (path, text) in imported.files(&out)? {
        new.add(&path, &text)?;
    }
    Ok(differences(&old, &new))
}

fn surface_of(imported: &Imported) -> Result<Surface, Error> {
    let mut surface = Surface::default();
    for (name, text) in imported.modules() {
        surface.add(Path::new(name), text)?;
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
    let (old_types, new_types) = (old.types(), new.types());
    for (name, ty) in &old_types {
        match new_types.get(name) {
            None => found.push(breaking(name, "is gone")),
            Some(now) => compare_types(name, ty, now, &mut found),
        }
    }
    for name in new_types.keys().filter(|name| !old_types.contains_key(*name)) {
        found.push(compatible(name, "is new"));
    }
    compare_constants(old, new, &mut found);
    compare_authentication(old, new, &mut found);
    compare_remarks(old, new, &mut found);
    found.sort_by_key(|difference| !difference.is_breaking);
    found
}

fn compare_methods(name: &str, old: &Method, new: &Method, found: &mut Vec<Difference>) {
    if old.endpoint != new.endpoint {
        let (was, is) = (&old.endpoint.text, &new.endpoint.text);
        found.push(breaking(name, format!("was `{was}` and is `{is}`")));
    }
    if old.arguments != new.arguments || are_swapped(&old.arguments, &new.arguments) {
        let gone = old.arguments.iter().filter(|argument| !new.arguments.contains(argument));
        let added = new.arguments.iter().filter(|argument| !old.arguments.contains(argument));
        let changes: Vec<String> = gone
            .map(|Part { text, .. }| format!("no longer takes `{text}`"))
            .chain(added.map(|Part { text, .. }| format!("takes `{text}`")))
            .collect();
        let change =
            if changes.is_empty() { "takes its arguments in another order".to_owned() } else { changes.join(" and ") };
        found.push(breaking(name, change));
    }
    if old.returned != new.returned {
        found.push(breaking(name, format!("returned `{}` and returns `{}`", old.returned, new.returned)));
    }
}

/// True if an argument of the path stands where another one stood, which is not gone.
fn are_swapped(old: &[Part], new: &[Part]) -> bool {
    let is_there = |text: &str| new.iter().any(|argument| argument.text == text);
    old.iter().zip(new).any(|(was, is)| was.text != is.text && is_there(&was.text))
}

fn compare_types(name: &str, old: &TypeSurface, new: &TypeSurface, found: &mut Vec<Difference>) {
    for (member, was) in &old.members {
        let place = format!("{name}.{member}");
        match new.members.get(member) {
            None => found.push(breaking(&place, "is gone")),
            Some(is) => found.extend(changed(was, is).map(|change| breaking(&place, change))),
        }
    }
    for (member, is) in new.members.iter().filter(|(member, _)| !old.members.contains_key(*member)) {
        // A caller who builds the value must name the new field, unless the type has a default. With one the code compiles,
        // and sends an empty value where the server requires one.
        let is_required = is.wire.is_some() && !is.ty.starts_with("Option<");
        let is_breaking = new.is_struct && old.is_written && (is_required || !new.has_default);
        let place = format!("{name}.{member}");
        let change = format!("is new: `{}`", is.ty);
        found.push(if is_breaking { breaking(&place, change) } else { compatible(&place, change) });
    }
}

/// The change of a member that both sides have, if there is one.
fn changed(was: &Member, is: &Member) -> Option<String> {
    if was.ty != is.ty {
        return Some(format!("was `{}` and is `{}`", was.ty, is.ty));
    }
    match (&was.wire, &is.wire) {
        (was, is) if was == is => None,
        (Some(was), Some(is)) => Some(format!("was `{was}` on the wire and is `{is}`")),
        (None, Some(is)) => Some(format!("is now selected by `{is}` on the wire")),
        (_, None) => Some("has no name of its own on the wire any more".to_owned()),
    }
}

fn compare_constants(old: &Surface, new: &Surface, found: &mut Vec<Difference>) {
    for (name, was) in &old.constants {
        match new.constants.get(name) {
            None => found.push(breaking(name, "is gone")),
            Some(is) if is != was => found.push(breaking(name, format!("was `{was}` and is `{is}`"))),
            Some(_) => {}
        }
    }
    for name in new.constants.keys().filter(|name| !old.constants.contains_key(*name)) {
        found.push(compatible(name, "is new"));
    }
}

fn compare_authentication(old: &Surface, new: &Surface, found: &mut Vec<Difference>) {
    let mut add = |make: fn(&str, String) -> Difference, change: String| found.push(make("authentication", change));
    for (call, was_usual) in &old.authentication {
        match new.authentication.get(call) {
            None => add(breaking, format!("no longer by `{call}`")),
            Some(false) if *was_usual => add(breaking, format!("no longer by `{call}` for most operations")),
            Some(true) if !was_usual => add(compatible, format!("by `{call}` for most operations is new")),
            Some(_) => {}
        }
    }
    for call in new.authentication.keys().filter(|call| !old.authentication.contains_key(*call)) {
        add(compatible, format!("by `{call}` is new"));
    }
}

/// Compares the remarks about servers and schemes: those of the client, and those of methods that both have.
fn compare_remarks(old: &Surface, new: &Surface, found: &mut Vec<Difference>) {
    let of = |surface: &Surface, place: &str| surface.remarks.get(place).cloned().unwrap_or_default();
    let is_method = |place: &&String| place.contains("::");
    let is_known =
        |place: &&String| !is_method(place) || (old.methods.contains_key(*place) && new.methods.contains_key(*place));
    let places: BTreeSet<&String> = old.remarks.keys().chain(new.remarks.keys()).filter(is_known).collect();
    for place in places {
        let (was, is) = (of(old, place), of(new, place));
        let mut added = is.difference(&was).peekable();
        if added.peek().is_none() {
            found.extend(was.difference(&is).map(|remark| breaking(place, format!("no longer: {remark}"))));
        }
        found.extend(added.map(|remark| breaking(place, format!("now: {remark}"))));
    }
}

fn breaking(place: &str, change: impl Into<String>) -> Difference {
    Difference { is_breaking: true, place: place.to_owned(), change: change.into() }
}

fn compatible(place: &str, change: impl Into<String>) -> Difference {
    Difference { is_breaking: false, place: place.to_owned(), change: change.into() }
}
