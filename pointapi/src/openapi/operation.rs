//! One operation: an endpoint, its arguments and its responses.

use serde_json::{Map, Value, json};

use super::argument::Argument;
use super::content::request_body;
use super::docs::for_readers;
use super::parameter::parameters;
use super::path::Path;
use super::responses::{DescribeResponses, Responses};
use super::schemas::Schemas;
use crate::endpoint::Endpoint;

/// An endpoint and its return type, as generated code describes them.
pub struct Operation {
    pub(super) endpoint: &'static Endpoint,
    responses: DescribeResponses,
    /// The note of `#[deprecated]`.
    deprecated: Option<&'static str>,
}

impl Operation {
    /// Creates the operation of an endpoint.
    #[must_use]
    pub fn new(endpoint: &'static Endpoint, responses: DescribeResponses) -> Self {
        Self { endpoint, responses, deprecated: None }
    }

    /// Marks the endpoint as `#[deprecated]`, with this note.
    #[must_use]
    pub fn deprecated(mut self, note: &'static str) -> Self {
        self.deprecated = Some(note);
        self
    }

    pub(super) fn describe(
        self,
        tag: &'static str,
        method: &'static str,
        is_served: bool,
        arguments: &[Argument],
        schemas: &mut Schemas,
    ) -> Described {
        let endpoint = self.endpoint;
        let path = Path::of(endpoint);
        let mut members = Map::new();
        members.insert("tags".to_owned(), json!([tag]));
        write_docs(&mut members, endpoint, self.deprecated);
        let parameters = parameters(endpoint, &path, arguments, schemas);
        if !parameters.is_empty() {
            members.insert("parameters".to_owned(), parameters.into());
        }
        if let Some(body) = request_body(endpoint, arguments, schemas) {
            members.insert("requestBody".to_owned(), body);
        }
        let responses = Responses::describe(endpoint, self.responses, is_served, schemas);
        members.insert("responses".to_owned(), responses);
        Described { tag, method, id: endpoint.name().to_owned(), path, security: Vec::new(), members }
    }
}

/// Writes the first paragraph as summary, and the rest, with the note of a deprecation, as description.
///
/// Without docs, the summary is the name in words: readers and linters want one.
fn write_docs(members: &mut Map<String, Value>, endpoint: &Endpoint, deprecated: Option<&str>) {
    let docs = for_readers(endpoint.docs());
    let (summary, rest) = docs.split_at(first_paragraph(&docs));
    let summary = summary.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let summary = if summary.is_empty() { in_words(endpoint.name()) } else { summary };
    members.insert("summary".to_owned(), summary.into());
    let note = deprecated.filter(|note| !note.is_empty()).map(|note| format!("Deprecated: {note}"));
    let rest = Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty());
    let description: Vec<String> = rest.into_iter().chain(note).collect();
    if !description.is_empty() {
        members.insert("description".to_owned(), description.join("\n\n").into());
    }
    if deprecated.is_some() {
        members.insert("deprecated".to_owned(), true.into());
    }
}

/// The length of the first paragraph, which ends before a blank line, a list, a heading, a quotation or a code block.
fn first_paragraph(docs: &str) -> usize {
    const BLOCKS: [&str; 10] = ["```", "~~~", "- ", "* ", "+ ", "1. ", "# ", "## ", "### ", "> "];
    let mut end = 0;
    for line in docs.split_inclusive('\n') {
        let content = line.trim_start();
        if end > 0 && (content.is_empty() || BLOCKS.iter().any(|mark| content.starts_with(mark))) {
            break;
        }
        end += line.len();
    }
    end
}

/// `place_order` → `Place order`
fn in_words(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// An operation before its path and id are known.
pub(super) struct Described {
    pub(super) tag: &'static str,
    pub(super) method: &'static str,
    pub(super) id: String,
    pub(super) path: Path,
    /// The security requirements, one of which a request meets; empty if anyone may call it.
    pub(super) security: Vec<Value>,
    members: Map<String, Value>,
}

impl Described {
    /// The operation under a path with these names of placeholders.
    pub(super) fn finish(mut self, placeholders: &[&str]) -> Value {
        self.members.insert("operationId".to_owned(), self.id.into());
        self.members.insert("security".to_owned(), self.security.into());
        if let Some(parameters) = self.members.get_mut("parameters").and_then(Value::as_array_mut) {
            for parameter in parameters.iter_mut().filter(|parameter| parameter["in"] == "path") {
                let position = self.path.placeholders.iter().position(|own| parameter["name"] == **own);
                if let Some(name) = position.and_then(|position| placeholders.get(position)) {
                    parameter["name"] = (*name).into();
                }
            }
        }
        Value::Object(self.members)
    }
}
