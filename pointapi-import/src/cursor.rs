//! A node of the documents, with its file and its JSON pointer.

use std::path::Path;

use crate::documents::Documents;
use crate::node::Node;
use crate::pointer;

/// The most references that are followed before giving up.
pub(crate) const MAX_REFERENCES: usize = 64;

/// A node and its place.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<'d> {
    documents: &'d Documents,
    pub(crate) file: usize,
    pub(crate) pointer: String,
    pub(crate) node: &'d Node,
}

/// The file and the pointer of a node.
pub(crate) type Place = (usize, String);

/// Why a reference cannot be resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dangling {
    pub(crate) reason: String,
}

impl<'d> Cursor<'d> {
    /// The root of the first file; `None` if there is no file.
    pub(crate) fn root(documents: &'d Documents) -> Option<Self> {
        let file = documents.files.first()?;
        Some(Self { documents, file: 0, pointer: "#".to_owned(), node: &file.root })
    }

    pub(crate) fn get(&self, name: &str) -> Option<Self> {
        self.node.get(name).map(|node| self.at(name, node))
    }

    pub(crate) fn str(&self, name: &str) -> Option<&'d str> {
        self.node.get(name)?.as_str()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.node.get(name).is_some()
    }

    /// Returns true if the member `name` is the boolean `true`.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.node.get(name).and_then(Node::as_bool) == Some(true)
    }

    /// The members of an object.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'d str, Self)> + '_ {
        self.node.members().map(|(name, node)| (name, self.at(name, node)))
    }

    /// The object or list under `name`, or the one that a reference in its place names: a document in several files may
    /// keep all properties in one of them. A member that is itself called `$ref` is not a string.
    pub(crate) fn part(&self, name: &str) -> Option<Self> {
        let child = self.get(name)?;
        let is_reference = child.reference().is_some() && child.node.members().count() == 1;
        if is_reference { child.resolve().ok() } else { Some(child) }
    }

    /// The members of the object under `name`.
    pub(crate) fn members_of(&self, name: &str) -> Vec<(&'d str, Self)> {
        self.part(name).map(|child| child.members().collect()).unwrap_or_default()
    }

    /// The items of the list under `name`.
    pub(crate) fn items_of(&self, name: &str) -> Vec<Self> {
        let Some(list) = self.part(name) else { return Vec::new() };
        list.node.items().iter().enumerate().map(|(index, node)| list.at(&index.to_string(), node)).collect()
    }

    /// The strings of the list under `name`.
    pub(crate) fn strings_of(&self, name: &str) -> Vec<&'d str> {
        let items = self.node.get(name).map(Node::items).unwrap_or_default();
        items.iter().filter_map(Node::as_str).collect()
    }

    pub(crate) fn reference(&self) -> Option<&'d str> {
        self.str("$ref")
    }

    /// True for a reference beside keywords that add to its target, as OpenAPI 3.1 allows: a schema of its own.
    pub(crate) fn is_extended_reference(&self) -> bool {
        const ADDING: [&str; 8] = [
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "unevaluatedProperties",
            "allOf",
            "oneOf",
            "anyOf",
        ];
        // A parameter has a flag `required`.
        let adds = |name: &&str| matches!(self.node.get(name), Some(Node::Object(_) | Node::List(_)));
        self.reference().is_some() && ADDING.iter().any(adds)
    }

    /// Follows references until a node that is not one, or adds to its target.
    pub(crate) fn resolve(&self) -> Result<Self, Dangling> {
        let mut cursor = self.clone();
        for _ in 0..=MAX_REFERENCES {
            let Some(reference) = cursor.reference().filter(|_| !cursor.is_extended_reference()) else {
                return Ok(cursor);
            };
            cursor = cursor.follow(reference)?;
        }
        let reference = self.reference().unwrap_or_default();
        Err(Dangling {
            reason: format!(
                "the reference `{reference}` leads back to itself, or through more than {MAX_REFERENCES} others"
            ),
        })
    }

    /// The value that one reference names.
    pub(crate) fn follow(&self, reference: &str) -> Result<Self, Dangling> {
        let dangling = |reason: &str| Dangling { reason: format!("the reference `{reference}` {reason}") };
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if file.contains("://") {
            return Err(dangling("is a URL, and nothing is fetched; save the file and refer to it by a relative path"));
        }
        let file = self.documents.file_of(self.file, file).map_err(|reason| dangling(&reason))?;
        let root = self.documents.files.get(file).ok_or_else(|| dangling("names a file that does not exist"))?;
        let pointer = match fragment {
            fragment if fragment.is_empty() || fragment.starts_with('/') => fragment,
            anchor => match root.anchors.get(anchor).map(Vec::as_slice) {
                None | Some([]) => return Err(dangling("is neither a JSON pointer nor an `$anchor`")),
                Some([pointer]) => pointer,
                Some(_) => return Err(dangling("names several schemas")),
            },
        };
        let mut cursor = Self { documents: self.documents, file, pointer: "#".to_owned(), node: &root.root };
        for token in pointer::tokens(pointer) {
            let node = cursor.node.child(&token).ok_or_else(|| dangling("names nothing in the document"))?;
            cursor = cursor.at(&token, node);
        }
        Ok(cursor)
    }

    /// The name of the file without its extension, or that of its folder if it says nothing; `None` for the root.
    pub(crate) fn file_stem(&self) -> Option<String> {
        const GENERIC: [&str; 3] = ["index", "_index", "schema"];
        let path = Path::new(&self.documents.files.get(self.file).filter(|_| self.file > 0)?.name);
        let stem = path.file_stem()?.to_str()?;
        let folder = || path.parent()?.file_name()?.to_str();
        Some(Some(stem).filter(|stem| !GENERIC.contains(stem)).or_else(folder).unwrap_or(stem).to_owned())
    }

    /// True for a part of the other node.
    pub(crate) fn is_inside(&self, other: &Self) -> bool {
        let rest = self.pointer.strip_prefix(&other.pointer);
        self.file == other.file && rest.is_some_and(|rest| rest.starts_with('/'))
    }

    pub(crate) fn place(&self) -> Place {
        (self.file, self.pointer.clone())
    }

    fn at(&self, token: &str, node: &'d Node) -> Self {
        Self { documents: self.documents, file: self.file, pointer: pointer::child(&self.pointer, token), node }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(text: &str) -> Documents {
        Documents::from_text("api.yaml", text).expect("valid")
    }

    fn resolve(text: &str) -> Result<String, String> {
        let documents = documents(text);
        let cursor = Cursor::root(&documents).and_then(|root| root.get("a")).expect("has `a`");
        cursor.resolve().map(|found| found.pointer).map_err(|dangling| dangling.reason)
    }

    #[test]
    fn a_chain_of_references_is_followed() {
        assert_eq!(resolve("a: {$ref: '#/b'}\nb: {$ref: '#/c~1d'}\nc/d: 1"), Ok("#/c~1d".into()));
    }

    #[test]
    fn references_in_a_circle_are_an_error() {
        assert!(resolve("a: {$ref: '#/b'}\nb: {$ref: '#/a'}").is_err_and(|reason| reason.contains("back to itself")));
    }

    #[test]
    fn a_dangling_reference_is_an_error() {
        assert!(resolve("a: {$ref: '#/b'}").is_err_and(|reason| reason.contains("names nothing")));
        assert!(resolve("a: {$ref: 'b.yaml'}").is_err_and(|reason| reason.contains("does not exist")));
        assert!(resolve("a: {$ref: 'https://a.b/c'}").is_err_and(|reason| reason.contains("nothing is fetched")));
    }
}
