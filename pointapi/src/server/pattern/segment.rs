//! The parts of a path template.

/// A segment of a path template.
#[derive(Debug, PartialEq)]
pub(super) enum Segment {
    Literal(String),
    /// `{id}`, `{id}.json`, `{a}-{b}`: one segment with at least one placeholder.
    Pieces(Vec<Piece>),
    /// `{path*}`: one or more segments, at any place in the path.
    Many,
}

/// A literal or a placeholder within a segment.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    Literal(String),
    Value,
}

impl Segment {
    pub(super) fn of(pieces: Vec<Piece>, is_many: bool) -> Self {
        match pieces.as_slice() {
            // The macro rejects `{path*}` beside anything else in its segment.
            _ if is_many => Self::Many,
            [] => Self::Literal(String::new()),
            [Piece::Literal(literal)] => Self::Literal(literal.clone()),
            _ => Self::Pieces(pieces),
        }
    }
}

impl Piece {
    pub(super) fn literal_length(&self) -> usize {
        match self {
            Self::Literal(literal) => literal.len(),
            Self::Value => 0,
        }
    }
}
