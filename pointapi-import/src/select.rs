//! Which operations are imported: `tag:issues,path:/repos/*,operation:getUser`.

use crate::error::Error;
use crate::names::tag_key;

/// Terms of `--only`; an operation that any of them includes is imported.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    terms: Vec<Term>,
}

#[derive(Debug, Clone)]
struct Term {
    /// As the user wrote it.
    text: String,
    selects: Selects,
}

#[derive(Debug, Clone)]
enum Selects {
    Tag(String),
    Path(String),
    Operation(String),
}

/// The parts of an operation that terms are compared with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub(crate) tags: &'a [&'a str],
    pub(crate) path: &'a str,
    pub(crate) operation: Option<&'a str>,
}

impl Selection {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let terms = text.split(',').map(str::trim).filter(|term| !term.is_empty()).map(|term| {
            let (kind, value) = term.split_once(':').unwrap_or(("", term));
            let selects = match kind {
                "tag" => Selects::Tag(tag_key(value)),
                "path" => Selects::Path(value.to_owned()),
                "operation" => Selects::Operation(value.to_owned()),
                _ => {
                    return Err(Error::option(format!(
                        "`{term}` selects nothing; write `tag:NAME`, `path:/PATTERN/*` or `operation:ID`"
                    )));
                }
            };
            Ok(Term { text: term.to_owned(), selects })
        });
        Ok(Self { terms: terms.collect::<Result<_, _>>()? })
    }

    pub(crate) fn includes(&self, candidate: Candidate<'_>) -> bool {
        self.terms.is_empty() || self.terms.iter().any(|term| term.selects.includes(candidate))
    }

    /// Rejects a term that selects no operation: a misspelt one would remove the code of what it was to select.
    pub(crate) fn check(&self, candidates: &[Candidate<'_>]) -> Result<(), Error> {
        let is_idle = |term: &&Term| !candidates.iter().any(|candidate| term.selects.includes(*candidate));
        match self.terms.iter().find(is_idle) {
            Some(Term { text, .. }) => Err(Error::option(format!("`{text}` selects no operation of the document"))),
            None => Ok(()),
        }
    }
}

impl Selects {
    fn includes(&self, candidate: Candidate<'_>) -> bool {
        match self {
            Selects::Tag(wanted) => candidate.tags.iter().any(|tag| *wanted == tag_key(tag)),
            Selects::Path(pattern) => matches(pattern, candidate.path),
            Selects::Operation(id) => candidate.operation == Some(id),
        }
    }
}

/// True if `*` in `pattern` can stand for some text so that it equals `path`.
fn matches(pattern: &str, path: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == path };
    let Some(path) = path.strip_prefix(start) else { return false };
    let mut boundaries = path.char_indices().map(|(index, _)| index).chain([path.len()]);
    boundaries.any(|index| path.get(index..).is_some_and(|behind| matches(rest, behind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_term_includes_an_operation() {
        let selection = Selection::parse("tag:Issues, path:/repos/*/pulls").expect("valid");
        let includes = |tags, path| selection.includes(Candidate { tags, path, operation: None });
        assert!(includes(&["issues"], "/x"));
        assert!(includes(&["loans", "ISSUES"], "/x"));
        assert!(includes(&["pulls"], "/repos/{owner}/pulls"));
        assert!(!includes(&["pulls"], "/repos/{owner}/pulls/{id}"));
    }

    #[test]
    fn an_unknown_term_is_an_error() {
        let error = Selection::parse("issues").expect_err("no kind");
        assert!(error.to_string().contains("`issues` selects nothing"), "{error}");
    }
}
