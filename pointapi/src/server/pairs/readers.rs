//! The arguments that are read from the pairs of a request.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The names that the arguments have taken, each when it was read.
#[derive(Default)]
pub(in crate::server) struct Readers(Mutex<State>);

#[derive(Default)]
struct State {
    count: usize,
    /// The names of the fields of structs.
    claimed: Vec<&'static [&'static str]>,
    /// A map has every name that no other argument has.
    has_map: bool,
    /// A struct has denied a name that it does not have.
    has_denied: bool,
}

impl Readers {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves the pairs of these names to a struct, whatever map is read after it.
    pub(in crate::server) fn claim(&self, names: &'static [&'static str]) {
        let claimed = &mut self.state().claimed;
        if !claimed.contains(&names) {
            claimed.push(names);
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

    /// True if a struct has claimed a name that `is_name` accepts.
    pub(in crate::server) fn is_claimed(&self, is_name: impl Fn(&str) -> bool) -> bool {
        self.state().claimed.iter().flat_map(|names| names.iter()).any(|name| is_name(name))
    }
}
