//! A path template whose braces, characters and segments are valid.

use proc_macro2::Span;

/// `/orders/{id}`: literal pieces, with a placeholder between each two.
#[derive(Clone)]
pub(crate) struct PathTemplate {
    /// As the user wrote it.
    pub(crate) text: String,
    /// The literal parts, percent-encoded, with `?...` in the last if it has a fixed query; one more than placeholders.
    pub(crate) pieces: Vec<String>,
    pub(crate) placeholders: Vec<Placeholder>,
    /// The names of the fixed query's pairs.
    pub(crate) fixed_query: Vec<String>,
    pub(crate) span: Span,
}

/// A query pair that is the same in each request.
#[derive(Clone)]
pub(crate) struct QueryPair {
    pub(crate) name: String,
    pub(crate) value: String,
}

/// `{id}`, or `{path*}`, which takes several segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placeholder {
    pub(crate) name: String,
    pub(crate) takes_segments: bool,
}

impl PathTemplate {
    /// The template of an endpoint that is called by URL.
    pub(crate) fn empty(span: Span) -> Self {
        Self {
            text: String::new(),
            pieces: vec![String::new()],
            placeholders: Vec::new(),
            fixed_query: Vec::new(),
            span,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The parts by which a server distinguishes paths: the literals, the placeholders that take several segments, and the
    /// pairs of the fixed query in any order.
    pub(crate) fn shape(&self) -> (Vec<&str>, Vec<bool>, Vec<&str>) {
        let mut pieces: Vec<&str> = self.pieces.iter().map(String::as_str).collect();
        let mut query = Vec::new();
        if let Some(last) = pieces.last_mut() {
            let (path, fixed) = last.split_once('?').unwrap_or((last, ""));
            *last = path;
            query.extend(fixed.split('&').filter(|pair| !pair.is_empty()));
            query.sort_unstable();
        }
        (pieces, self.placeholders.iter().map(|placeholder| placeholder.takes_segments).collect(), query)
    }

    /// This template with the placeholders and pieces of `prefix` in front.
    ///
    /// Input: `/v1/{tenant}` and `/orders/{id}`
    ///
    /// Output: `/v1/{tenant}/orders/{id}`
    pub(crate) fn behind(self, prefix: &Self) -> Self {
        let mut pieces = prefix.pieces.clone();
        let mut own_pieces = self.pieces.into_iter();
        if let (Some(seam), Some(first)) = (pieces.last_mut(), own_pieces.next()) {
            seam.push_str(&first);
        }
        pieces.extend(own_pieces);
        Self {
            text: format!("{}{}", prefix.text, self.text),
            pieces,
            placeholders: [prefix.placeholders.clone(), self.placeholders].concat(),
            fixed_query: self.fixed_query,
            span: self.span,
        }
    }

    /// The placeholder of that name.
    pub(crate) fn placeholder(&self, name: &str) -> Option<&Placeholder> {
        self.placeholders.iter().find(|placeholder| placeholder.name == name)
    }

    /// The template of an endpoint that is called by URL: a relative reference is resolved against the prefix. Placeholders
    /// have no arguments here, so that a prefix with some leaves pieces that a call does not reach.
    pub(crate) fn resolved_against(self, prefix: &Self) -> Self {
        Self { pieces: prefix.pieces.clone(), ..self }
    }

    /// This template with fixed pairs at the end; a pair of the template's own takes precedence.
    pub(crate) fn with_query<'a>(mut self, query: impl IntoIterator<Item = &'a QueryPair>) -> Self {
        for QueryPair { name, value } in query {
            if self.fixed_query.contains(name) {
                continue;
            }
            let has_query = self.pieces.iter().any(|piece| piece.contains('?'));
            if let Some(last) = self.pieces.last_mut() {
                // A template may end with the mark: `/orders?`.
                if !last.ends_with('?') {
                    last.push(if has_query { '&' } else { '?' });
                }
                encode_into(last, name);
                last.push('=');
                encode_into(last, value);
            }
            self.fixed_query.push(name.clone());
        }
        self
    }
}

/// Appends `text`, with every byte encoded that is not unreserved (RFC 3986, section 2.3).
fn encode_into(target: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            target.push(char::from(byte));
        } else {
            target.push_str(&format!("%{byte:02X}"));
        }
    }
}
