//! The operations of a document.

use crate::cursor::Cursor;
use crate::endpoint::path;
use crate::lower::Lowering;
use crate::node::Node;
use crate::select::Candidate;

/// Members of a path item that are operations.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// One operation with the parts of its path item that belong to it.
pub(super) struct Operation<'d> {
    pub(super) method: &'d str,
    pub(super) path: &'d str,
    /// The tags of the document, or else a word of the path.
    pub(super) tags: Vec<&'d str>,
    pub(super) item: Cursor<'d>,
    pub(super) schema: Cursor<'d>,
}

impl Operation<'_> {
    /// The tag whose trait has the operation.
    pub(super) fn tag(&self) -> &str {
        self.tags.first().copied().unwrap_or_default()
    }

    pub(super) fn candidate(&self) -> Candidate<'_> {
        Candidate { tags: &self.tags, path: self.path, operation: self.schema.str("operationId") }
    }
}

pub(super) fn operations<'d>(root: &Cursor<'d>, lowering: &mut Lowering<'d>) -> Vec<Operation<'d>> {
    let mut operations = Vec::new();
    for (path, item) in root.members_of("paths") {
        if path.starts_with("x-") {
            continue;
        }
        let item = match item.resolve() {
            Ok(item) => item,
            Err(dangling) => {
                lowering.findings.add(&item, format!("{}; the path is left out", dangling.reason));
                continue;
            }
        };
        for (method, schema) in item.members() {
            if METHODS.contains(&method) && matches!(schema.node, Node::Object(_)) {
                let mut tags = schema.strings_of("tags");
                if tags.is_empty() {
                    tags.push(path::first_segment(path));
                }
                operations.push(Operation { method, path, tags, item: item.clone(), schema });
            }
        }
    }
    operations
}
