//! Which operations are imported: `tag:issues,path:/repos/*,operation:getUser`.

use crate::error::Error;
use crate::names::snake;

/// Terms of `--only`; an operation that any of them includes is imported.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    terms: Vec<Term>,
}

#[derive(Debug, Clone)]
enum Term {
    Tag(String),
    Path(String),
    Operation(String),
}

impl Selection {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let terms = text.split(',').map(str::trim).filter(|term| !term.is_empty()).map(|term| {
            let (kind, value) = term.split_once(':').unwrap_or(("", term));
            match kind {
                "tag" => Ok(Term::Tag(snake(value))),
                "path" => Ok(Term::Path(value.to_owned())),
                "operation" => Ok(Term::Operation(value.to_owned())),
                _ => Err(Error::option(format!(
                    "`{term}` selects nothing; write `tag:NAME`, `path:/PATTERN/*` or `operation:ID`"
                ))),
            }
        });
        Ok(Self { terms: terms.collect::<Result<_, _>>()? })
    }

    pub(crate) fn includes(&self, tag: &str, path: &str, operation: Option<&str>) -> bool {
        self.terms.is_empty()
            || self.terms.iter().any(|term| match term {
                Term::Tag(wanted) => *wanted == snake(tag),
                Term::Path(pattern) => matches(pattern, path),
                Term::Operation(id) => operation == Some(id),
            })
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
        assert!(selection.includes("issues", "/x", None));
        assert!(selection.includes("pulls", "/repos/{owner}/pulls", None));
        assert!(!selection.includes("pulls", "/repos/{owner}/pulls/{id}", None));
    }

    #[test]
    fn an_unknown_term_is_an_error() {
        let error = Selection::parse("issues").expect_err("no kind");
        assert!(error.to_string().contains("`issues` selects nothing"), "{error}");
    }
}
