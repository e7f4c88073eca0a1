//! The choices of one value each, at the current place.

use super::candidates::{MARKERS, TEXTS};
use super::state;
use super::visit::{Kind, Visit};

/// The depth from which optional values are left out and lists are empty, so that a type that contains itself ends.
const DEEP: usize = 5;

pub(super) fn text() -> &'static str {
    TEXTS[state::choose(Kind::Text, TEXTS.len())]
}

/// A number of items, smaller the deeper the list lies.
pub(super) fn length(kind: Kind) -> usize {
    let depth = state::with(|state| state.depth);
    state::choose(kind, if depth >= DEEP { 1 } else { 4_usize.saturating_sub(depth).max(2) })
}

/// The text of a value of unknown type: a different one each time, by which an error is assigned to it.
pub(super) fn marker() -> &'static str {
    let is_marker = |visit: &&Visit| visit.kind == Kind::Unknown;
    let index = state::with(|state| state.visits.iter().filter(is_marker).count());
    state::choose(Kind::Unknown, 1);
    MARKERS[index % MARKERS.len()]
}

/// The names that the type at the current place has said it expects.
pub(super) fn names() -> Option<&'static [&'static str]> {
    state::with(|state| state.lessons.names.get(&state.key()).copied()).filter(|names| !names.is_empty())
}

/// A name: one of those that the type has said it expects.
pub(super) fn name() -> &'static str {
    match names() {
        Some(names) => names[state::choose(Kind::Variant, names.len())],
        None => marker(),
    }
}

/// True for an optional value that is there, two times in three.
pub(super) fn is_there() -> bool {
    let is_deep = state::with(|state| state.depth >= DEEP);
    state::choose(Kind::Option, if is_deep { 1 } else { 3 }) != 0
}
