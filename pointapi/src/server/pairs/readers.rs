//! The arguments that are read from the pairs of a request.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::param::ListFormat;

/// The names that the arguments have taken, each when it was read.
#[derive(Default)]
pub(in crate::server) struct Readers(Mutex<State>);

#[derive(Default)]
struct State {
    count: usize,
    structs: Vec<Struct>,
    /// A map has every name that no other argument has.
    has_map: bool,
    /// A struct has denied a name that it does not have.
    has_denied: bool,
}

/// A struct whose fields are pairs.
#[derive(PartialEq, Eq)]
pub(in crate::server) struct Struct {
    /// The name of the argument, which no pair has; `None` for all fields of a form.
    pub(in crate::server) argument: Option<&'static str>,
    pub(in crate::server) fields: &'static [&'static str],
    pub(in crate::server) format: ListFormat,
}

impl Readers {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves the pairs of its fields to a struct.
    pub(in crate::server) fn claim(&self, claim: Struct) {
        let structs = &mut self.state().structs;
        if !structs.contains(&claim) {
            structs.push(claim);
        }
    }

    /// Leaves all other pairs to a map.
    pub(in crate::server) fn claim_rest(&self) {
        self.state().has_map = true;
    }

    /// Notes that a struct denies a name, which another argument may have.
    pub(in crate::server) fn deny(&self) {
        self.state().has_denied = true;
    }

    /// Counts one of `count` arguments as read. True for the last one, if a struct has denied a name, and no map has it.
    pub(in crate::server) fn end_denied(&self, count: usize) -> bool {
        let mut state = self.state();
        state.count += 1;
        state.count >= count && state.has_denied && !state.has_map
    }

    /// True if an argument was read as a struct.
    pub(in crate::server) fn is_struct(&self, argument: &str) -> bool {
        self.state().structs.iter().any(|claim| claim.argument == Some(argument))
    }

    /// True if a name is of a struct by the test `is_of`.
    pub(in crate::server) fn is_claimed(&self, is_of: impl Fn(&Struct) -> bool) -> bool {
        self.state().structs.iter().any(is_of)
    }
}
