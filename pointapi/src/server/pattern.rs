//! A path template as the server matches it.

mod matching;
mod overlap;
mod placed;
mod segment;
#[cfg(test)]
mod tests;

use crate::encode::decode::decode_pairs;
use crate::endpoint::Endpoint;
use matching::{block_values, path_values};
use overlap::overlap;
use segment::{Piece, Segment};

/// The path of one endpoint, segment by segment, and the fixed pairs of its query.
#[derive(Debug)]
pub(super) struct Pattern {
    segments: Vec<Segment>,
    /// The pairs that the template itself holds, decoded and sorted: their order and encoding do not count.
    query: Vec<(String, String)>,
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
        let mut query: Vec<_> = decode_pairs(query).collect();
        query.sort_unstable();
        Self { segments, query }
    }

    /// The path with one name for all placeholders, `/orders/{p}`, so that equal shapes are equal strings.
    pub(super) fn shape(&self) -> String {
        let mut shape = String::new();
        for segment in &self.segments {
            shape.push('/');
            match segment {
                Segment::Literal(literal) if !literal.starts_with([':', '*']) => {
                    shape.push_str(&literal.replace('{', "{{").replace('}', "}}"));
                }
                // A router takes `:a` and `*` for placeholders of an earlier syntax and panics, so that these literals
                // are compared after routing.
                Segment::Literal(_) | Segment::Pieces(_) => shape.push_str("{p}"),
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
    ///
    /// # Errors
    ///
    /// The position of a placeholder whose value is not UTF-8 or one that the client never sends.
    pub(super) fn values(&self, path: &str) -> Option<Result<Vec<String>, usize>> {
        let segments = path.strip_prefix('/').unwrap_or(path).split('/');
        let listed: Vec<&str>;
        let placed = if self.segments.contains(&Segment::Many) {
            listed = segments.collect();
            path_values(&self.segments, &listed)?
        } else {
            block_values(&self.segments, segments)?
        };
        Some(placed.iter().enumerate().map(|(index, placed)| placed.value().ok_or(index)).collect())
    }

    /// True if the request has the pairs that the template fixes.
    pub(super) fn has_query(&self, query: &str) -> bool {
        self.query.iter().all(|fixed| decode_pairs(query).any(|pair| pair == *fixed))
    }

    /// True if some path can match both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        overlap(&self.segments, &other.segments)
    }

    /// True if every path and query that one matches is matched by the other.
    pub(super) fn is_equal(&self, other: &Self) -> bool {
        self.segments == other.segments && self.query == other.query
    }

    /// The names of the pairs that the template holds.
    pub(super) fn query_names(&self) -> impl Iterator<Item = &str> {
        self.query.iter().map(|(name, _)| name.as_str())
    }

    /// The order in which patterns are tried: the more literal comes first.
    pub(super) fn rank(&self) -> (Vec<(u8, std::cmp::Reverse<usize>)>, std::cmp::Reverse<usize>) {
        let rank = |segment: &Segment| match segment {
            Segment::Literal(_) => (0, std::cmp::Reverse(0)),
            Segment::Pieces(pieces) => (1, std::cmp::Reverse(pieces.iter().map(Piece::literal_length).sum())),
            Segment::Many => (2, std::cmp::Reverse(0)),
        };
        // The end comes after every segment: `{path*}` alone also matches what `{path*}/versions` does.
        let end = std::iter::once((3, std::cmp::Reverse(0)));
        (self.segments.iter().map(rank).chain(end).collect(), std::cmp::Reverse(self.query.len()))
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
