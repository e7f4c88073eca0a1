//! Path templates, as the macro reads them.

mod braces;
mod encoded;
mod group;

use self::braces::{is_balanced, next_expression, split, split_once};
use self::encoded::encoded;
pub(super) use self::group::first_segment;
use crate::names::snake;

/// A template in pieces.
#[derive(Debug, Default)]
pub(super) struct Template {
    pub(super) segments: Vec<Piece>,
    /// Pairs of a fixed query.
    pub(super) fixed_query: Vec<String>,
    /// Names of query parameters that the template contains.
    pub(super) query_names: Vec<String>,
}

#[derive(Debug)]
pub(super) enum Piece {
    Text(String),
    Placeholder { wire: String, name: String, is_rest: bool, style: PathStyle },
}

/// The text before a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathStyle {
    Simple,
    /// `.value`
    Label,
    /// `;name=value`
    Matrix,
}

impl PathStyle {
    pub(super) fn of(style: &str) -> Self {
        match style {
            "label" => Self::Label,
            "matrix" => Self::Matrix,
            _ => Self::Simple,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Label => "label",
            Self::Matrix => "matrix",
        }
    }

    fn text_before(self, wire: &str) -> String {
        match self {
            Self::Simple => String::new(),
            Self::Label => ".".to_owned(),
            Self::Matrix => format!(";{}=", encoded(wire)),
        }
    }
}

impl Template {
    /// Returns the template as it is written in the attribute.
    pub(super) fn text(&self) -> String {
        let mut text: String = self
            .segments
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Placeholder { wire, name, is_rest, style } => {
                    let rest = if *is_rest { "*" } else { "" };
                    format!("{}{{{name}{rest}}}", style.text_before(wire))
                }
            })
            .collect();
        if !self.fixed_query.is_empty() {
            text.push('?');
            text.push_str(&self.fixed_query.join("&"));
        }
        text
    }
}

/// Splits a path of the document; a fragment is never sent and is left out.
pub(super) fn template(path: &str) -> Result<Template, String> {
    if path.contains("://") {
        return Err("the path is a URL of another host".to_owned());
    }
    if !is_balanced(path) {
        return Err("the path has a brace without its partner".to_owned());
    }
    let (path, _) = split_once(path, '#');
    let (path, query) = split_once(path, '?');
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let mut template = Template::default();
    read_pieces(&path, &mut template)?;
    read_query(query, &mut template);
    Ok(template)
}

/// Reads expressions of RFC 6570, section 3.2.9, which begin with their own `&`, and then the pairs beside them.
fn read_query(query: &str, template: &mut Template) {
    let (mut pairs, mut rest) = (String::new(), query);
    while let Some((before, expression, behind)) = next_expression(rest) {
        pairs.push_str(before);
        match expression.starts_with(['?', '&']) {
            true => push_expression(expression, template),
            false => pairs.push_str(&format!("{{{expression}}}")),
        }
        rest = behind;
    }
    pairs.push_str(rest);
    for pair in split(&pairs, &['&']).into_iter().filter(|pair| !pair.is_empty()) {
        if pair.contains('{') {
            let name = pair.split('=').next().unwrap_or(pair).trim_matches(['{', '}']);
            template.query_names.extend(Some(name).filter(|name| !name.is_empty()).map(str::to_owned));
        } else {
            template.fixed_query.push(encoded(pair));
        }
    }
}

fn read_pieces(path: &str, template: &mut Template) -> Result<(), String> {
    let segments: Vec<&str> = split(path, &['/']).into_iter().skip(1).collect();
    for (index, segment) in segments.iter().enumerate() {
        let is_last = index + 1 == segments.len();
        if segment.is_empty() && !is_last {
            return Err("the path has an empty segment".to_owned());
        }
        if matches!(*segment, "." | "..") {
            return Err("the path has a segment `.` or `..`".to_owned());
        }
        template.segments.push(Piece::Text("/".to_owned()));
        read_segment(segment, template);
    }
    Ok(())
}

fn read_segment(segment: &str, template: &mut Template) {
    let mut rest = segment;
    while let Some((text, expression, behind)) = next_expression(rest) {
        push_text(text, template);
        push_expression(expression, template);
        rest = behind;
    }
    push_text(rest, template);
}

/// Adds what stands in braces: a placeholder, or parameters of the query (RFC 6570, section 3.2.8).
fn push_expression(expression: &str, template: &mut Template) {
    if let Some(names) = expression.strip_prefix(['?', '&']) {
        let names = names.split(',').map(|name| name.trim_end_matches('*')).filter(|name| !name.is_empty());
        template.query_names.extend(names.map(str::to_owned));
        return;
    }
    if expression.starts_with('/') {
        template.segments.push(Piece::Text("/".to_owned()));
    }
    push_placeholder(expression, template);
}

fn push_text(text: &str, template: &mut Template) {
    if !text.is_empty() {
        let starts_segment = matches!(template.segments.last(), Some(Piece::Text(before)) if before == "/");
        let mut encoded = encoded(text);
        // Other frameworks write placeholders so, and the macro rejects them.
        if starts_segment && let Some(behind) = encoded.strip_prefix(':') {
            encoded = format!("%3A{behind}");
        }
        if starts_segment && let Some(behind) = encoded.strip_prefix('*') {
            encoded = format!("%2A{behind}");
        }
        template.segments.push(Piece::Text(encoded));
    }
}

fn push_placeholder(placeholder: &str, template: &mut Template) {
    let wire = placeholder.trim_start_matches(['+', '/', ';', '.', '*']);
    let style = match placeholder.as_bytes().first() {
        Some(b'.') => PathStyle::Label,
        Some(b';') => PathStyle::Matrix,
        _ => PathStyle::Simple,
    };
    // `{name=projects/*}` is a template of gRPC's gateways.
    let (wire, pattern) = wire.split_once('=').unwrap_or((wire, ""));
    let is_rest = placeholder.starts_with('+') || wire.ends_with('*') || pattern.contains('/') || pattern == "**";
    let wire = wire.split(':').next().unwrap_or(wire).trim_end_matches('*').to_owned();
    let plain = snake(&wire);
    let is_taken = |name: &str| {
        template.segments.iter().any(|piece| matches!(piece, Piece::Placeholder { name: other, .. } if other == name))
    };
    let mut name = plain.clone();
    let mut number = 2;
    while is_taken(&name) {
        name = format!("{plain}_{number}");
        number += 1;
    }
    template.segments.push(Piece::Placeholder { wire, name, is_rest, style });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &str) -> String {
        template(path).expect("a template").text()
    }

    #[test]
    fn a_fragment_is_left_out() {
        assert_eq!(text("/files/{file_id}#get_shared_link"), "/files/{file_id}");
    }

    #[test]
    fn a_fixed_query_stays() {
        assert_eq!(text("/threads?beta=true"), "/threads?beta=true");
    }

    #[test]
    fn placeholders_are_named_as_arguments() {
        assert_eq!(text("/a/{repoId}/{repo-id}.json"), "/a/{repo_id}/{repo_id_2}.json");
        assert_eq!(text("/a/{+path}"), "/a/{path*}");
    }

    #[test]
    fn odd_characters_are_encoded() {
        assert_eq!(text("/<upload url>"), "/%3Cupload%20url%3E");
        assert_eq!(text("/v1/:batch"), "/v1/%3Abatch");
    }

    #[test]
    fn expressions_of_uri_templates_and_gateways_are_read() {
        for (path, expected, query) in [
            ("/a{?q,r*}", "/a", vec!["q", "r"]),
            ("/a/{id}{&q}", "/a/{id}", vec!["q"]),
            ("/a?x=1{&q}", "/a?x=1", vec!["q"]),
            ("/a?x=1{&q,r*}&y=2&z={z}", "/a?x=1&y=2", vec!["q", "r", "z"]),
            ("/a?{q}&r={r:[^&]+}", "/a", vec!["q", "r"]),
            ("/a{/id}", "/a/{id}", vec![]),
            ("/v1/{name=projects/*}:cancel", "/v1/{name*}:cancel", vec![]),
            ("/v1/{name=*}", "/v1/{name}", vec![]),
            ("/c/{id:[0-9]{3}}/d", "/c/{id}/d", vec![]),
            ("/c/{id:[^/?#]+}?b=1#c", "/c/{id}?b=1", vec![]),
        ] {
            let template = template(path).expect(path);
            assert_eq!(
                (template.text().as_str(), template.query_names),
                (expected, query.into_iter().map(str::to_owned).collect()),
                "{path}"
            );
        }
        for path in ["/a/{id", "/a/id}", "/a/{id}}", "/}a{"] {
            assert!(template(path).is_err_and(|reason| reason.contains("brace")), "{path}");
        }
    }
}
