//! The path of an endpoint, as a document writes it.

use crate::encode::decode::decode_pairs;
use crate::endpoint::Endpoint;

/// A path template and the query that is a fixed part of it.
#[derive(Debug, Clone)]
pub(super) struct Path {
    /// The literal parts, which end before a query.
    pieces: Vec<&'static str>,
    pub(super) placeholders: Vec<&'static str>,
    /// The pairs of the fixed query, decoded as a server does it.
    pub(super) fixed_query: Vec<(String, String)>,
}

impl Path {
    pub(super) fn of(endpoint: &'static Endpoint) -> Self {
        let mut pieces = endpoint.pieces.to_vec();
        let mut fixed_query = Vec::new();
        if let Some(last) = pieces.last_mut()
            && let Some((path, query)) = last.split_once('?')
        {
            fixed_query = decode_pairs(query).collect();
            *last = path;
        }
        let placeholders = (0..pieces.len().saturating_sub(1)).map(|index| endpoint.placeholder(index)).collect();
        Self { pieces, placeholders, fixed_query }
    }

    /// The path with its own names: `/orders/{id}`.
    pub(super) fn template(&self) -> String {
        let mut template = String::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            template.push_str(piece);
            if let Some(name) = self.placeholders.get(index) {
                template.extend(["{", name, "}"]);
            }
        }
        template
    }

    /// Two paths that differ in the names of their placeholders are one path in a document.
    pub(super) fn has_shape_of(&self, other: &Self) -> bool {
        self.pieces == other.pieces
    }
}
