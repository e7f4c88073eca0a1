//! Made-up values for any type, without a schema: a type is known by the calls to its deserializer.
//!
//! A value is a sequence of choices. Each is pseudo-random by the seed and its position, so that a try can be repeated
//! with one choice changed. A type that rejects a value is asked again with the next candidate for the choice before its
//! error; the errors of serde also name missing fields, unknown variants and expected types.
//!
//! | file | content |
//! | --- | --- |
//! | `candidates` | the tables of values |
//! | `choices`, `deserializer`, `access` | the value for each request of a type |
//! | `failure`, `state`, `visit` | the objections of types, and the choices so far |
//! | `learn` | the lesson from a rejected try |

mod access;
mod candidates;
mod choices;
mod deserializer;
mod failure;
mod learn;
mod state;
#[cfg(test)]
mod tests;
mod visit;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::de::{Deserialize, DeserializeOwned};

use candidates::{JOINED, MARKERS, TEXTS, TWINS};
use state::State;
pub(crate) use visit::{Kind, Subject, Visit};

use crate::box_error::BoxError;

/// Makes up the values of one message: the arguments of a call, or its response. A clone is the same.
#[derive(Clone)]
pub(crate) struct Maker(Arc<Mutex<State>>);

impl Maker {
    pub(crate) fn new() -> Self {
        Self(Arc::default())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what was learned, for another endpoint.
    pub(crate) fn forget(&self) {
        *self.state() = State::default();
    }

    /// Begins another try, with the choices at some positions given.
    pub(crate) fn begin(&self, seed: u64, pinned: &[(usize, usize)]) {
        self.state().begin(seed, pinned);
    }

    /// Makes up a value at `root`, such as "the query parameter `page`".
    pub(crate) fn make<'de, T: Deserialize<'de>>(&self, root: &str) -> Option<T> {
        let state = &mut *self.state();
        let made = state::within(state, root, || T::deserialize(deserializer::MadeUp));
        state.has_failed |= made.is_err();
        made.ok()
    }

    /// As [`make`](Self::make), for a codec's caller.
    pub(crate) fn decode<T: DeserializeOwned>(&self, root: &str) -> Result<T, BoxError> {
        self.make(root).ok_or_else(|| "the type rejected a made-up value".into())
    }

    /// Chooses a text.
    pub(crate) fn text(&self, root: &str) -> &'static str {
        state::within(&mut self.state(), root, choices::text)
    }

    /// Chooses one of `count`.
    pub(crate) fn choose(&self, root: &str, kind: Kind, count: usize) -> usize {
        state::within(&mut self.state(), root, || state::choose(kind, count))
    }

    /// True for an optional argument that is there.
    pub(crate) fn is_there(&self, root: &str) -> bool {
        state::within(&mut self.state(), root, choices::is_there)
    }

    /// Ends the tries: nothing that is made up helps.
    pub(crate) fn block(&self, reason: String) {
        self.state().blocked = Some(reason);
    }

    /// True if a type rejected its value.
    pub(crate) fn has_failed(&self) -> bool {
        self.state().has_failed
    }

    /// The choices of the last try.
    pub(crate) fn visits(&self) -> Vec<Visit> {
        self.state().visits.clone()
    }

    /// Learns from a rejected try; `reason` is what is known beside what the type said.
    ///
    /// # Errors
    ///
    /// The reason why there is nothing left to try.
    pub(crate) fn learn(&self, reason: &str) -> Result<(), String> {
        self.state().learn(reason)
    }

    /// Rejects the choice of the last try at `root`; false if no other is left.
    pub(crate) fn reject(&self, root: &str) -> bool {
        let State { visits, lessons, .. } = &mut *self.state();
        let Some(visit) = visits.iter().find(|visit| visit.root == root) else { return false };
        lessons.rejected.insert((visit.subject(), visit.choice));
        (0..visit.count).any(|choice| !lessons.rejected.contains(&(visit.subject(), choice)))
    }

    /// Rejects the texts of the arguments that an error of the client names in backticks, or of all if it names none.
    /// False if they were rejected before.
    pub(crate) fn reject_texts(&self, error: &str) -> bool {
        let mut state = self.state();
        let texts = state.visits.iter().filter(|visit| matches!(visit.kind, Kind::Text | Kind::Unknown));
        let is_named =
            |visit: &&Visit| visit.root.split('`').nth(1).is_some_and(|name| error.contains(&format!("`{name}`")));
        let named: Vec<_> = texts.clone().filter(is_named).collect();
        let chosen = if named.is_empty() { texts.collect() } else { named };
        let chosen: Vec<_> = chosen.into_iter().map(|visit| (visit.subject(), visit.choice)).collect();
        chosen.into_iter().fold(false, |is_new, rejected| state.lessons.rejected.insert(rejected) | is_new)
    }
}

/// The texts, for values that are parsed and not deserialized.
pub(crate) fn texts() -> &'static [&'static str] {
    TEXTS
}

fn position(text: &str) -> usize {
    TEXTS.iter().position(|own| *own == text).unwrap_or_default()
}

/// The pairs of choices of a text that one side may take for one another.
pub(crate) fn twins() -> impl Iterator<Item = (usize, usize)> {
    TWINS.iter().map(|(one, other)| (position(one), position(other)))
}

/// The choices of a text, and of two that one side may take for it if it joins the items of a list.
pub(crate) fn joined() -> impl Iterator<Item = (usize, [usize; 2])> {
    JOINED.iter().map(|(joined, one, other)| (position(joined), [position(one), position(other)]))
}

/// A text that shows that it is made up.
pub(crate) const NAME: &str = MARKERS[0];
