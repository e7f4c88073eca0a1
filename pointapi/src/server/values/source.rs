//! The pairs that an argument is read from.

use crate::server::pairs::Pairs;

/// The pairs of a request, and the names that belong to arguments of their own.
#[derive(Clone, Copy)]
pub(in crate::server) struct Source<'de> {
    pub(in crate::server) pairs: &'de Pairs,
    /// A map takes every pair but these.
    pub(in crate::server) taken: &'static [&'static str],
}
