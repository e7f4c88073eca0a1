//! The operations of a document.

use std::borrow::Cow;

use crate::cursor::{Cursor, MAX_REFERENCES};
use crate::endpoint::path;
use crate::findings::Findings;
use crate::node::Node;
use crate::select::Candidate;

/// Members of a path item that are operations.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The member of a path item that holds operations of other methods (OpenAPI 3.2).
const OTHER_METHODS: &str = "additionalOperations";

/// The other members of a path item.
const BESIDE: [&str; 6] = ["$ref", "summary", "description", "servers", "parameters", OTHER_METHODS];

/// One operation with the parts of its path item that belong to it.
pub(super) struct Operation<'d> {
    pub(super) method: &'d str,
    pub(super) path: &'d str,
    /// The tags of the document, or else a word of the path.
    pub(super) tags: Vec<&'d str>,
    /// The path item, and those that it refers to.
    pub(super) items: Vec<Cursor<'d>>,
    pub(super) schema: Cursor<'d>,
}

impl<'d> Operation<'d> {
    /// The tag whose trait has the operation.
    pub(super) fn tag(&self) -> &str {
        self.tags.first().copied().unwrap_or_default()
    }

    pub(super) fn candidate(&self) -> Candidate<'_> {
        Candidate { tags: &self.tags, path: self.path, operation: self.schema.str("operationId") }
    }

    /// The document's name of the operation.
    pub(super) fn id(&self) -> Option<&'d str> {
        self.schema.str("operationId").map(str::trim).filter(|id| !id.is_empty())
    }

    /// The name of the operation in words: its id, without the path and the method that FastAPI appends to the name of
    /// a function; or else these two.
    pub(super) fn name(&self) -> Cow<'d, str> {
        match self.id() {
            Some(id) => self.function().unwrap_or(id).into(),
            None => format!("{} {}", self.method, self.path.replace(['{', '}'], " ")).into(),
        }
    }

    /// `list_runs_threads__thread_id__runs_get` of `GET /threads/{thread_id}/runs` → `list_runs`
    fn function(&self) -> Option<&'d str> {
        let path = self.path.split(['?', '#']).next()?.replace(|c: char| !c.is_alphanumeric(), "_");
        let function = self.id()?.strip_suffix(&format!("{path}_{}", self.method))?;
        function.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(function)
    }

    /// The operation and its path items, of which the first that says something counts.
    pub(super) fn holders(&self) -> impl Iterator<Item = &Cursor<'d>> {
        std::iter::once(&self.schema).chain(&self.items)
    }
}

pub(super) fn operations<'d>(root: &Cursor<'d>, findings: &mut Findings) -> Vec<Operation<'d>> {
    findings.forbid_dangling(root, "paths");
    let mut operations = Vec::new();
    for (path, item) in root.members_of("paths") {
        if path.starts_with("x-") {
            continue;
        }
        let items = items(item, findings);
        for (method, declared) in of_items(&items, findings) {
            let schema = match declared.resolve() {
                Ok(schema) => schema,
                Err(dangling) => {
                    findings.add(&declared, format!("{}; the operation is left out", dangling.reason));
                    continue;
                }
            };
            let mut tags = schema.strings_of("tags");
            if tags.is_empty() {
                tags.push(path::first_segment(path));
            }
            operations.push(Operation { method, path, tags, items: items.clone(), schema });
        }
    }
    operations
}

/// The path item, and what its reference names, whose members are those of the path too.
fn items<'d>(item: Cursor<'d>, findings: &mut Findings) -> Vec<Cursor<'d>> {
    if let Err(dangling) = item.resolve() {
        findings.add(&item, format!("{}; the operations that it names are left out", dangling.reason));
    }
    let mut items = vec![item];
    while items.len() <= MAX_REFERENCES
        && let Some(last) = items.last()
        && let Some(target) = last.reference().and_then(|reference| last.follow(reference).ok())
        && items.iter().all(|item| item.place() != target.place())
    {
        items.push(target);
    }
    items
}

/// The operations of the path items by method, of which the first counts.
fn of_items<'d>(items: &[Cursor<'d>], findings: &mut Findings) -> Vec<(&'d str, Cursor<'d>)> {
    let mut operations: Vec<(&str, Cursor<'d>)> = Vec::new();
    for item in items {
        let mut found: Vec<(&str, Cursor<'d>)> = Vec::new();
        for (name, member) in item.members() {
            if METHODS.contains(&name) && matches!(member.node, Node::Object(_)) {
                found.push((name, member));
            } else if !BESIDE.contains(&name) && !name.starts_with("x-") {
                findings.add(
                    &member,
                    format!("`{name}` is neither an operation nor another part of a path; it is left out"),
                );
            }
        }
        for (method, declared) in item.members_of(OTHER_METHODS) {
            if is_sendable(method) {
                found.push((method, declared));
            } else {
                findings.add(
                    &declared,
                    format!("an endpoint cannot have the method `{method}`; the operation is left out"),
                );
            }
        }
        for (method, operation) in found {
            if operations.iter().all(|(known, _)| *known != method) {
                operations.push((method, operation));
            }
        }
    }
    operations
}

/// True for the methods that an endpoint can have: RFC 9110 allows more characters, which no registered one has.
fn is_sendable(method: &str) -> bool {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_' || c == '-';
    method.starts_with(|c: char| c.is_ascii_uppercase())
        && !method.ends_with('-')
        && !method.contains("--")
        && method.chars().all(is_part)
        && method != "CONNECT"
}
