//! A path template as the server matches it.

mod placed;

use crate::encode::decode::decode_pairs;
use crate::endpoint::Endpoint;
use crate::param::path::positions;
use placed::Placed;

/// The path of one endpoint, segment by segment, and the fixed pairs of its query.
#[derive(Debug)]
pub(super) struct Pattern {
    segments: Vec<Segment>,
    /// The pairs that the template itself holds, decoded and sorted: their order and encoding do not count.
    query: Vec<(String, String)>,
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

/// Matches a path of a pattern with `{path*}`, in linear time. Segments before the first `{path*}` and after the last
/// have fixed places. A block between two matches as far right as possible.
fn path_values<'a>(pattern: &[Segment], segments: &'a [&'a str]) -> Option<Vec<Placed<'a>>> {
    let blocks: Vec<&[Segment]> = pattern.split(|segment| *segment == Segment::Many).collect();
    let (first, later) = blocks.split_first()?;
    let (start, mut left) = segments.split_at_checked(first.len())?;
    let start = block_values(first, start.iter().copied())?;
    let (last, between) = later.split_last()?;

    let mut from_the_right = Vec::new();
    let (before, end) = left.split_at_checked(left.len().checked_sub(last.len())?)?;
    from_the_right.push(block_values(last, end.iter().copied())?);
    left = before;
    // A value that ends with `/` has an empty segment beside its others.
    let mut least = 1 + usize::from(last.is_empty() && left.last() == Some(&""));
    for block in between.iter().rev() {
        let starts = (1..(left.len() + 1).saturating_sub(block.len() + least)).rev();
        let (at, values) = starts
            .filter_map(|at| Some((at, block_values(block, left[at..at + block.len()].iter().copied())?)))
            .next()?;
        from_the_right.push(many_value(&left[at + block.len()..], least)?);
        least = 1;
        from_the_right.push(values);
        left = &left[..at];
    }
    from_the_right.push(many_value(left, least)?);
    from_the_right.push(start);
    Some(from_the_right.into_iter().rev().flatten().collect())
}

/// Matches segments without `{path*}`, each against its own.
fn block_values<'a>(pattern: &[Segment], segments: impl IntoIterator<Item = &'a str>) -> Option<Vec<Placed<'a>>> {
    let (mut segments, mut values) = (segments.into_iter(), Vec::new());
    for pattern in pattern {
        let segment = segments.next()?;
        match pattern {
            // As the router compares: a layer that looks at the path sees the literal too.
            Segment::Literal(literal) if literal == segment => {}
            Segment::Pieces(pieces) => values.extend(piece_values(pieces, segment)?),
            _ => return None,
        }
    }
    segments.next().is_none().then_some(values)
}

/// The text of `{path*}`: at least one segment that is not empty; where `least` is 2, an empty one follows.
fn many_value<'a>(segments: &'a [&'a str], least: usize) -> Option<Vec<Placed<'a>>> {
    let named = (segments.len() + 1).checked_sub(least).filter(|named| *named > 0)?;
    let is_match = segments[..named].iter().all(|segment| !segment.is_empty());
    is_match.then(|| vec![Placed::Many(segments)])
}

/// Matches one segment with values between literal pieces, in linear time: a value ends at the first text that equals
/// the piece behind it, and the last piece ends the segment.
fn piece_values<'a>(pieces: &[Piece], segment: &'a str) -> Option<Vec<Placed<'a>>> {
    let (pieces, mut text) = match pieces {
        [pieces @ .., Piece::Literal(last)] => (pieces, segment.strip_suffix(last.as_str())?),
        pieces => (pieces, segment),
    };
    let mut values = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Literal(literal) => text = text.strip_prefix(literal.as_str())?,
            Piece::Value => {
                let first = text.chars().next()?.len_utf8();
                let end = match pieces.get(index + 1) {
                    None => text.len(),
                    Some(Piece::Value) => first,
                    Some(Piece::Literal(next)) => positions(text, next).find(|position| *position > 0)?,
                };
                values.push(Placed::One(&text[..end]));
                text = &text[end..];
            }
        }
    }
    text.is_empty().then_some(values)
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

    /// A path of a size.
    type PathOf = fn(usize) -> String;

    fn pattern(template: &'static str, pieces: &'static [&'static str]) -> Pattern {
        Pattern::of(&Endpoint::new("e", Method::GET, template, pieces))
    }

    fn values(pattern: &Pattern, path: &str) -> Option<Vec<String>> {
        pattern.values(path)?.ok()
    }

    #[test]
    fn a_value_never_spans_segments() {
        let pattern = pattern("/orders/{id}", &["/orders/", ""]);
        assert_eq!(values(&pattern, "/orders/7"), Some(vec!["7".into()]));
        assert_eq!(values(&pattern, "/orders/a%2Fb"), Some(vec!["a/b".into()]));
        assert_eq!(values(&pattern, "/orders/"), None);
        assert_eq!(values(&pattern, "/orders/7/items"), None);
    }

    #[test]
    fn several_segments_may_stand_in_the_middle() {
        let pattern = pattern("/v2/{name*}/manifests/{reference}", &["/v2/", "/manifests/", ""]);
        assert_eq!(values(&pattern, "/v2/a/b/manifests/latest"), Some(vec!["a/b".into(), "latest".into()]));
        assert_eq!(pattern.shape(), "/v2/{*rest}");
    }

    #[test]
    fn several_segments_may_end_with_a_separator_at_the_end_alone() {
        let (all, two) = (pattern("/f/{a*}", &["/f/", ""]), pattern("/{a*}/to/{b*}", &["/", "/to/", ""]));
        let inner = pattern("/{a*}/tags", &["/", "/tags"]);
        for (pattern, path, expected) in [
            (&all, "/f/a/b/", Some(vec!["a/b/"])),
            (&all, "/f/a//", None),
            (&all, "/f//", None),
            (&all, "/f/", None),
            (&two, "/x/to/y/", Some(vec!["x", "y/"])),
            (&two, "/a/to/b/to/", Some(vec!["a", "b/to/"])),
            (&two, "/x//to/y", None),
            (&inner, "/x//tags", None),
            (&inner, "/x/tags/", None),
        ] {
            let expected = expected.map(|values| values.into_iter().map(str::to_owned).collect());
            assert_eq!(values(pattern, path), expected, "{path}");
        }
    }

    #[test]
    fn pieces_of_a_segment_are_separated() {
        let pattern = pattern("/{name}.{ext}?kind=full", &["/", ".", "?kind=full"]);
        assert_eq!(values(&pattern, "/a.json"), Some(vec!["a".into(), "json".into()]));
        assert_eq!(pattern.shape(), "/{p}");
        assert!(pattern.has_query("x=1&kind=full") && !pattern.has_query("kind=fuller"));
    }

    #[test]
    fn order_and_encoding_of_fixed_pairs_do_not_count() {
        let fixed = pattern("/a?q='b c'&draft=", &["/a?q='b%20c'&draft="]);
        assert!(fixed.has_query("draft&q=%27b+c%27") && !fixed.has_query("draft=1&q=%27b+c%27"));
        assert!(fixed.is_equal(&pattern("/a?draft&q='b c'", &["/a?draft&q=%27b%20c%27"])));
        assert!(!fixed.is_equal(&pattern("/a?draft", &["/a?draft"])));
    }

    #[test]
    fn values_that_the_client_never_sends_are_errors() {
        let one = pattern("/{kind}/{id}", &["/", "/", ""]);
        for path in ["/a/%FF", "/a/.", "/a/..", "/a/%2e%2E", "/a/.%2E", "/a/%00", "/a/b%0D", "/a/%7F"] {
            assert_eq!(one.values(path), Some(Err(1)), "{path}");
        }
        let many = pattern("/{path*}", &["/", ""]);
        for path in ["/a%2Fb", "/a/../b", "/a/%2E%2e", "/%2fetc/x", "/a/%0A"] {
            assert_eq!(many.values(path), Some(Err(0)), "{path}");
        }
        assert_eq!(values(&one, "/a%2Fb/..."), Some(vec!["a/b".into(), "...".into()]));
    }

    #[test]
    fn a_value_ends_at_the_first_piece_behind_it_and_the_last_piece_at_the_end() {
        let pattern = pattern("/{a}-{b}.json", &["/", "-", ".json"]);
        assert_eq!(values(&pattern, "/x-y-z.json.json"), Some(vec!["x".into(), "y-z.json".into()]));
        assert_eq!(values(&pattern, "/--b.json"), Some(vec!["-".into(), "b".into()]));
        for other in ["/-b.json", "/a-.json", "/a-b", "/a.json", "/a-b.json/"] {
            assert_eq!(values(&pattern, other), None, "{other}");
        }
    }

    #[test]
    fn a_literal_is_compared_as_it_was_sent() {
        let admin = pattern("/admin/{path*}", &["/admin/", ""]);
        let space = pattern("/a%20b", &["/a%20b"]);
        for (pattern, path, is_match) in [
            (&admin, "/admin/users", true),
            (&admin, "/%61dmin/users", false),
            (&space, "/a%20b", true),
            (&space, "/%61%20b", false),
        ] {
            assert_eq!(pattern.values(path).is_some(), is_match, "{path}");
        }
    }

    #[test]
    fn two_lists_of_segments_share_a_path() {
        let pattern = pattern("/{a*}/to/{b*}/end", &["/", "/to/", "/end"]);
        assert_eq!(values(&pattern, "/x/to/y/to/z/end"), Some(vec!["x/to/y".into(), "z".into()]));
        assert_eq!(values(&pattern, "/to/to/to/end"), Some(vec!["to".into(), "to".into()]));
        for other in ["/to/z/end", "/x/to/end", "/x/y/z/end", "/x//to/z/end"] {
            assert_eq!(values(&pattern, other), None, "{other}");
        }
    }

    #[test]
    fn a_long_path_is_matched_in_linear_time() {
        let cost = |pattern: &Pattern, path: &str| {
            let used = allocation_counter::measure(|| assert_eq!(pattern.values(path), None));
            used.bytes_total + used.count_total
        };
        let rows: [(Pattern, PathOf); 4] = [
            (pattern("/{a}-{b}.json", &["/", "-", ".json"]), |n| format!("/{}", "-".repeat(n))),
            (pattern("/{a*}/to/{b}", &["/", "/to/", ""]), |n| "/a".repeat(n)),
            (pattern("/{a*}/to/{b*}/end", &["/", "/to/", "/end"]), |n| format!("{}/end", "/a".repeat(n))),
            (pattern("/{a*}/{b}-/{c*}/end", &["/", "/", "-/", "/end"]), |n| format!("{}/end", "/a".repeat(n))),
        ];
        for (pattern, path) in rows {
            let (one, two) = (cost(&pattern, &path(1000)), cost(&pattern, &path(2000)));
            assert!(two <= 3 * one, "{pattern:?}: {one} and {two}");
        }
    }

    #[test]
    fn segments_behind_a_list_of_segments_come_before_none() {
        let (all, versions) = (pattern("/{path*}", &["/", ""]), pattern("/{path*}/versions", &["/", "/versions"]));
        assert!(versions.rank() < all.rank());
    }

    #[test]
    fn literals_come_before_values() {
        let (me, id) = (pattern("/users/me", &["/users/me"]), pattern("/users/{id}", &["/users/", ""]));
        assert!(me.rank() < id.rank() && me.overlaps(&id));
    }
}
