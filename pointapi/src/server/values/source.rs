//! The pairs that an argument is read from.

use crate::made_up::Maker;
use crate::param::ListFormat;
use crate::server::pairs::Pairs;
use crate::server::pairs::readers::Struct;

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
        self.taken.iter().any(|taken| *taken != own && is_of(taken) && !self.pairs.readers.is_struct(taken))
            || self.is_fixed(name)
            || self.pairs.readers.is_claimed(|claim| claim.fields.contains(&plain_name(name, claim.format)))
    }

    /// Leaves the pairs of these names to the struct that is argument `own`, whatever map is read after it.
    pub(super) fn claim(&self, own: &str, fields: &'static [&'static str], format: ListFormat) {
        let argument = self.taken.iter().copied().find(|taken| *taken == own);
        self.pairs.readers.claim(Struct { argument, fields, format });
    }

    /// True if the template has a pair of this name.
    pub(super) fn is_fixed(&self, name: &str) -> bool {
        self.fixed.iter().any(|fixed| fixed == name)
    }

    /// Counts argument `own` as read. True after the last one, if a struct denies a name that no argument has.
    pub(super) fn is_denied(&self, own: &str) -> bool {
        let is_of_arguments = own.is_empty() || self.taken.contains(&own);
        is_of_arguments
            && self.pairs.readers.end_denied(self.taken.len())
            && self.pairs.names().any(|name| !self.is_taken("", name))
    }
}

/// The name of an argument or field: that of the pair, without the brackets of a list.
pub(super) fn plain_name(name: &str, format: ListFormat) -> &str {
    if format == ListFormat::Brackets { name.strip_suffix("[]").unwrap_or(name) } else { name }
}
