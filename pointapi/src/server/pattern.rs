//! A path template as the server matches it.

use super::pairs::decode_plain;
use crate::endpoint::Endpoint;

/// The path of one endpoint, segment by segment, and the fixed pairs of its query.
#[derive(Debug)]
pub(super) struct Pattern {
    segments: Vec<Segment>,
    /// `a=b` pairs that the template itself holds.
    query: Vec<String>,
}

#[derive(Debug, PartialEq)]
enum Segment {
    Literal(String),
    /// `{id}`, `{id}.json`, `{a}-{b}`: one segment with at least one value.
    Pieces(Vec<Piece>),
    /// `{path*}`: one or more segments.
    Many,
}

#[derive(Debug, PartialEq)]
enum Piece {
    Literal(String),
    Value,
}

impl Pattern {
    pub(super) fn of(endpoint: &Endpoint) -> Self {
        let (path, query) = split_query(endpoint.pieces);
        let mut segments: Vec<Vec<Piece>> = vec![Vec::new()];
        let mut many = Vec::new();
        for (index, literal) in path.iter().enumerate() {
            if index > 0 {
                if endpoint.takes_segments(index - 1) {
                    many.push(segments.len() - 1);
                }
                segments.last_mut().expect("there is a first segment").push(Piece::Value);
            }
            let mut parts = literal.split('/');
            if let Some(first) = parts.next().filter(|first| !first.is_empty()) {
                segments.last_mut().expect("there is a first segment").push(Piece::Literal(first.to_owned()));
            }
            segments.extend(parts.map(|part| match part {
                "" => Vec::new(),
                part => vec![Piece::Literal(part.to_owned())],
            }));
        }
        let segments = segments.into_iter().enumerate().skip(1);
        let segments = segments.map(|(index, pieces)| Segment::of(pieces, many.contains(&index))).collect();
        Self { segments, query: query.split('&').filter(|pair| !pair.is_empty()).map(str::to_owned).collect() }
    }

    /// The route that a router of plain positional placeholders understands: `/orders/{p1}`.
    pub(super) fn shape(&self) -> String {
        let mut shape = String::new();
        for (index, segment) in self.segments.iter().enumerate() {
            shape.push('/');
            match segment {
                Segment::Literal(literal) => shape.push_str(&literal.replace('{', "{{").replace('}', "}}")),
                Segment::Pieces(_) => shape.push_str(&format!("{{p{index}}}")),
                Segment::Many => {
                    shape.push_str("{*rest}");
                    return shape;
                }
            }
        }
        if shape.is_empty() { "/".into() } else { shape }
    }

    /// The values of the placeholders if the path matches; they are decoded after matching, so an encoded `/` never
    /// separates segments.
    pub(super) fn values(&self, path: &str) -> Option<Vec<String>> {
        let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        let mut values = Vec::new();
        match_segments(&self.segments, &segments, &mut values).then_some(values)
    }

    /// True if the request has the pairs that the template fixes.
    pub(super) fn has_query(&self, query: &str) -> bool {
        self.query.iter().all(|fixed| query.split('&').any(|pair| pair == fixed))
    }

    /// True if some path can match both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        overlap(&self.segments, &other.segments)
    }

    /// True if every path and query that one matches is matched by the other.
    pub(super) fn is_equal(&self, other: &Self) -> bool {
        self.segments == other.segments && self.query == other.query
    }

    /// The order in which patterns are tried: the more literal comes first.
    pub(super) fn rank(&self) -> (Vec<(u8, std::cmp::Reverse<usize>)>, std::cmp::Reverse<usize>) {
        let rank = |segment: &Segment| match segment {
            Segment::Literal(_) => (0, std::cmp::Reverse(0)),
            Segment::Pieces(pieces) => (1, std::cmp::Reverse(pieces.iter().map(Piece::literal_length).sum())),
            Segment::Many => (2, std::cmp::Reverse(0)),
        };
        (self.segments.iter().map(rank).collect(), std::cmp::Reverse(self.query.len()))
    }
}

impl Segment {
    fn of(pieces: Vec<Piece>, is_many: bool) -> Self {
        match pieces.as_slice() {
            _ if is_many => Self::Many,
            [] => Self::Literal(String::new()),
            [Piece::Literal(literal)] => Self::Literal(literal.clone()),
            _ => Self::Pieces(pieces),
        }
    }
}

impl Piece {
    fn literal_length(&self) -> usize {
        match self {
            Self::Literal(literal) => literal.len(),
            Self::Value => 0,
        }
    }
}

/// The literal parts of the path, and the query after the last of them.
fn split_query(pieces: &'static [&'static str]) -> (Vec<&'static str>, &'static str) {
    let mut path = pieces.to_vec();
    let Some(last) = path.last_mut() else { return (vec![""], "") };
    match last.split_once('?') {
        Some((before, query)) => {
            *last = before;
            (path, query)
        }
        None => (path, ""),
    }
}

fn match_segments(pattern: &[Segment], segments: &[&str], values: &mut Vec<String>) -> bool {
    let Some((first, rest)) = pattern.split_first() else { return segments.is_empty() };
    let Some((segment, after)) = segments.split_first() else { return false };
    let before = values.len();
    match first {
        Segment::Literal(literal) => is_literal(literal, segment) && match_segments(rest, after, values),
        Segment::Pieces(pieces) => {
            if match_pieces(pieces, segment, values) && match_segments(rest, after, values) {
                return true;
            }
            values.truncate(before);
            false
        }
        // The longest match first: the rest of the template matches the end of the path.
        Segment::Many => (1..=segments.len()).rev().any(|length| {
            let (own, after) = segments.split_at(length);
            let decoded = own.iter().map(|segment| decoded(segment)).collect::<Option<Vec<_>>>();
            let Some(decoded) = decoded.filter(|decoded| decoded.iter().all(|segment| !segment.is_empty())) else {
                return false;
            };
            values.push(decoded.join("/"));
            let is_match = match_segments(rest, after, values);
            if !is_match {
                values.truncate(before);
            }
            is_match
        }),
    }
}

fn is_literal(literal: &str, segment: &str) -> bool {
    literal == segment
        || decode_plain(segment).is_ok_and(|segment| decode_plain(literal).is_ok_and(|own| own == segment))
}

fn decoded(value: &str) -> Option<String> {
    decode_plain(value).ok()
}

/// Matches one segment with values between literal pieces; a value takes the shortest text that lets the rest match.
fn match_pieces(pieces: &[Piece], text: &str, values: &mut Vec<String>) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return text.is_empty() };
    match first {
        Piece::Literal(literal) => {
            text.strip_prefix(literal.as_str()).is_some_and(|text| match_pieces(rest, text, values))
        }
        Piece::Value => {
            let ends = text.char_indices().map(|(start, character)| start + character.len_utf8());
            let before = values.len();
            for end in ends {
                if rest.is_empty() && end < text.len() {
                    continue;
                }
                let (value, after) = text.split_at(end);
                let Some(value) = decoded(value) else { continue };
                values.push(value);
                if match_pieces(rest, after, values) {
                    return true;
                }
                values.truncate(before);
            }
            false
        }
    }
}

fn overlap(left: &[Segment], right: &[Segment]) -> bool {
    match (left.split_first(), right.split_first()) {
        (None, None) => true,
        (Some((Segment::Many, rest)), Some(_)) => (1..=right.len()).any(|length| overlap(rest, &right[length..])),
        (Some(_), Some((Segment::Many, rest))) => (1..=left.len()).any(|length| overlap(&left[length..], rest)),
        (Some((Segment::Literal(a), left)), Some((Segment::Literal(b), right))) => a == b && overlap(left, right),
        (Some((_, left)), Some((_, right))) => overlap(left, right),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    fn pattern(template: &'static str, pieces: &'static [&'static str]) -> Pattern {
        Pattern::of(&Endpoint::new("e", Method::GET, template, pieces))
    }

    #[test]
    fn a_value_never_spans_segments() {
        let pattern = pattern("/orders/{id}", &["/orders/", ""]);
        assert_eq!(pattern.values("/orders/7"), Some(vec!["7".into()]));
        assert_eq!(pattern.values("/orders/a%2Fb"), Some(vec!["a/b".into()]));
        assert_eq!(pattern.values("/orders/"), None);
        assert_eq!(pattern.values("/orders/7/items"), None);
    }

    #[test]
    fn several_segments_may_stand_in_the_middle() {
        let pattern = pattern("/v2/{name*}/manifests/{reference}", &["/v2/", "/manifests/", ""]);
        assert_eq!(pattern.values("/v2/a/b/manifests/latest"), Some(vec!["a/b".into(), "latest".into()]));
        assert_eq!(pattern.shape(), "/v2/{*rest}");
    }

    #[test]
    fn pieces_of_a_segment_are_separated() {
        let pattern = pattern("/{name}.{ext}?kind=full", &["/", ".", "?kind=full"]);
        assert_eq!(pattern.values("/a.json"), Some(vec!["a".into(), "json".into()]));
        assert_eq!(pattern.shape(), "/{p0}");
        assert!(pattern.has_query("x=1&kind=full") && !pattern.has_query("kind=fuller"));
    }

    #[test]
    fn literals_come_before_values() {
        let (me, id) = (pattern("/users/me", &["/users/me"]), pattern("/users/{id}", &["/users/", ""]));
        assert!(me.rank() < id.rank() && me.overlaps(&id));
    }
}
