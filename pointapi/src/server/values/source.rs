//! The pairs that an argument is read from.

use crate::made_up::Maker;
use crate::server::pairs::Pairs;

/// The pairs of a request, and the names that belong to arguments of their own.
#[derive(Clone, Copy)]
pub(in crate::server) struct Source<'de> {
    pub(in crate::server) pairs: &'de Pairs,
    /// A map takes every pair but these.
    pub(in crate::server) taken: &'static [&'static str],
    /// The names of the pairs that the template fixes.
    pub(in crate::server) fixed: &'de [String],
    /// Makes up the value, with the kind of the parameter.
    pub(in crate::server) maker: Option<(&'de Maker, &'static str)>,
}

impl Source<'_> {
    /// True if a pair of this name, or with it in front of brackets, does not belong to the map that is argument `own`.
    pub(super) fn is_taken(&self, own: &str, name: &str) -> bool {
        let is_of = |taken: &str| {
            name.strip_prefix(taken).is_some_and(|rest| rest.is_empty() || rest.starts_with('[') && rest.ends_with(']'))
        };
        self.taken.iter().any(|taken| *taken != own && is_of(taken))
            || self.fixed.iter().any(|fixed| fixed == name)
            || self.pairs.readers.is_claimed(is_of)
    }

    /// Counts argument `own` as read. True after the last one, if a struct denies a name that no argument has.
    pub(super) fn is_denied(&self, own: &str) -> bool {
        let is_of_arguments = own.is_empty() || self.taken.contains(&own);
        is_of_arguments
            && self.pairs.readers.end_denied(self.taken.len())
            && self.pairs.names().any(|name| !self.is_taken("", name))
    }
}
