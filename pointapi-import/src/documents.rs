//! The files of one document: the root, and every file that a `$ref` names. Nothing is fetched from a network.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::node::Node;
use crate::pointer::{self, percent_decode};
use crate::read::{self, Position};

/// Names of the root file of a folder, in the order in which they are tried.
const ROOT_NAMES: [&str; 9] = [
    "openapi.yaml",
    "openapi.yml",
    "openapi.json",
    "api.yaml",
    "api.yml",
    "api.json",
    "index.yaml",
    "index.yml",
    "index.json",
];

/// One file, as read.
#[derive(Debug)]
pub(crate) struct File {
    /// For messages: the path as the user gave it, or relative to the root.
    pub(crate) name: String,
    text: String,
    pub(crate) root: Node,
    /// The pointers to the schemas of each `$anchor` (OpenAPI 3.1).
    pub(crate) anchors: HashMap<String, Vec<String>>,
}

impl File {
    fn new(name: String, text: String) -> Result<Self, Error> {
        let root = read::read(&text).map_err(|error| Error::syntax(&name, error))?;
        let mut anchors = HashMap::new();
        if text.contains("$anchor") {
            collect_anchors(&root, "", &mut anchors);
        }
        Ok(Self { name, text, root, anchors })
    }

    /// The positions of several pointers, found in one pass.
    pub(crate) fn positions(&self, pointers: &[&str]) -> Vec<Option<Position>> {
        read::positions_of(&self.text, pointers)
    }
}

/// All files; the root is the first.
#[derive(Debug)]
pub(crate) struct Documents {
    pub(crate) files: Vec<File>,
    paths: Vec<PathBuf>,
    indices: HashMap<PathBuf, usize>,
    /// The reasons why referenced files cannot be read.
    unreadable: BTreeMap<PathBuf, String>,
}

impl Documents {
    /// Reads the file, or the root of the folder, and whatever it refers to.
    pub(crate) fn load(path: &Path) -> Result<Self, Error> {
        let root = root_of(path)?;
        let mut documents =
            Self { files: Vec::new(), paths: Vec::new(), indices: HashMap::new(), unreadable: BTreeMap::new() };
        documents.add(&root)?;
        let mut next = 0;
        while let Some(file) = documents.files.get(next) {
            let folder =
                documents.paths.get(next).and_then(|path| path.parent()).map(Path::to_owned).unwrap_or_default();
            let mut references = Vec::new();
            collect_references(&file.root, &mut references);
            let targets: Vec<PathBuf> = references.into_iter().map(|reference| target_of(&folder, reference)).collect();
            for target in targets {
                // A file that does not exist, or cannot be read, becomes a finding where a schema refers to it: examples
                // have members `$ref` too.
                let is_known = documents.indices.contains_key(&target) || documents.unreadable.contains_key(&target);
                if !is_known
                    && target.is_file()
                    && let Err(error) = documents.add(&target)
                {
                    documents.unreadable.insert(target, error.to_string());
                }
            }
            next += 1;
        }
        Ok(documents)
    }

    /// A document that is in memory; references to other files dangle.
    pub(crate) fn from_text(name: &str, text: &str) -> Result<Self, Error> {
        let path = PathBuf::from(name);
        Ok(Self {
            files: vec![File::new(name.to_owned(), text.to_owned())?],
            indices: HashMap::from([(path.clone(), 0)]),
            paths: vec![path],
            unreadable: BTreeMap::new(),
        })
    }

    /// The paths of all files on which the import depends, also of those that cannot be read as they are.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().chain(self.unreadable.keys()).map(PathBuf::as_path)
    }

    /// The index of the file that `reference`, found in the file of index `from`, names.
    ///
    /// # Errors
    ///
    /// If there is no such file, or it cannot be read.
    pub(crate) fn file_of(&self, from: usize, reference: &str) -> Result<usize, String> {
        if reference.is_empty() {
            return Ok(from);
        }
        let folder = self.paths.get(from).and_then(|path| path.parent()).unwrap_or(Path::new(""));
        let target = target_of(folder, reference);
        let missing = || match self.unreadable.get(&target) {
            Some(reason) => format!("names a file that cannot be used: {reason}"),
            None => "names a file that does not exist".to_owned(),
        };
        self.indices.get(&target).copied().ok_or_else(missing)
    }

    fn add(&mut self, path: &Path) -> Result<(), Error> {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| Error::io("read", path, error))?;
        let text = String::from_utf8(bytes).map_err(|_| Error::document(&name, None, "the file is not UTF-8"))?;
        let file = File::new(name, text)?;
        self.indices.insert(normalized(path), self.files.len());
        self.paths.push(path.to_owned());
        self.files.push(file);
        Ok(())
    }
}

fn root_of(path: &Path) -> Result<PathBuf, Error> {
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    let mut candidates = ROOT_NAMES.iter().map(|name| path.join(name));
    candidates.find(|candidate| candidate.is_file()).ok_or_else(|| {
        let message = format!("the folder has no root file; name the file, or call it `{}`", ROOT_NAMES[0]);
        Error::document(&path.display().to_string(), None, message)
    })
}

/// The file part of each `$ref` that has one and is not a URL.
fn collect_references<'a>(node: &'a Node, references: &mut Vec<&'a str>) {
    match node {
        Node::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Node::as_str) {
                let file = reference.split('#').next().unwrap_or_default();
                if !file.is_empty() && !file.contains("://") {
                    references.push(file);
                }
            }
            members.values().for_each(|member| collect_references(member, references));
        }
        Node::List(items) => items.iter().for_each(|item| collect_references(item, references)),
        _ => {}
    }
}

/// The pointer to each schema with an `$anchor`, by that name.
fn collect_anchors(node: &Node, pointer: &str, anchors: &mut HashMap<String, Vec<String>>) {
    if let Some(anchor) = node.get("$anchor").and_then(Node::as_str) {
        anchors.entry(anchor.to_owned()).or_default().push(pointer.to_owned());
    }
    for (name, member) in node.members() {
        collect_anchors(member, &pointer::child(pointer, name), anchors);
    }
    for (index, item) in node.items().iter().enumerate() {
        collect_anchors(item, &pointer::child(pointer, &index.to_string()), anchors);
    }
}

/// The path of the file part of a reference, which is a part of a URI.
fn target_of(folder: &Path, reference: &str) -> PathBuf {
    normalized(&folder.join(percent_decode(reference)))
}

/// Resolves `.` and `..` by name, so that one file has one spelling.
fn normalized(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut normalized = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(normalized.components().next_back(), Some(Component::Normal(_))) => {
                normalized.pop();
            }
            component => normalized.push(component),
        }
    }
    normalized
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_to_other_files_are_read_once() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("schemas")).expect("a folder");
        std::fs::write(folder.path().join("openapi.yaml"), "a: {$ref: './schemas/b.yaml#/B'}").expect("written");
        std::fs::write(folder.path().join("schemas/b.yaml"), "B: {$ref: '../openapi.yaml#/a'}").expect("written");
        let documents = Documents::load(folder.path()).expect("readable");
        assert_eq!(documents.files.len(), 2);
        assert_eq!(documents.file_of(1, "../openapi.yaml"), Ok(0));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_watched() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("openapi.yaml"), "a: {$ref: b.yaml}").expect("written");
        std::fs::write(folder.path().join("b.yaml"), "a: b: c").expect("written");
        let documents = Documents::load(folder.path()).expect("readable");
        assert!(documents.file_of(0, "b.yaml").is_err_and(|reason| reason.contains("b.yaml:1")));
        assert!(documents.paths().any(|path| path.ends_with("b.yaml")));
    }

    #[test]
    fn a_folder_without_a_root_is_an_error() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let error = Documents::load(folder.path()).expect_err("no root");
        assert!(error.to_string().contains("openapi.yaml"), "{error}");
    }

    #[test]
    fn an_unreadable_file_is_named() {
        let error = Documents::load(Path::new("missing.yaml")).expect_err("no file");
        assert_eq!(error.to_string(), "could not read `missing.yaml`");
    }
}
