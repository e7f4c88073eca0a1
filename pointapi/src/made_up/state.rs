//! The state of making up one message: the choices so far, and what earlier tries have taught.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::visit::{Kind, Subject, Visit};

/// The most choices of one message, for types that contain themselves several times.
const MAX_VISITS: usize = 10_000;

/// The state of one try.
#[derive(Default)]
pub(super) struct State {
    pub(super) seed: u64,
    root: String,
    path: String,
    pub(super) depth: usize,
    pub(super) visits: Vec<Visit>,
    /// The number of choices of each subject.
    times: HashMap<Subject, usize>,
    /// The choices at positions that another try varies.
    pub(super) pinned: Vec<(usize, usize)>,
    pub(super) hints: Vec<Found>,
    pub(super) has_failed: bool,
    /// Why no value helps.
    pub(super) blocked: Option<String>,
    pub(super) lessons: Lessons,
}

/// The objections of types, by place.
#[derive(Default, Clone)]
pub(super) struct Lessons {
    pub(super) rejected: HashSet<(Subject, usize)>,
    /// The names of members that a type asked for, of those that take any name.
    pub(super) members: HashMap<String, Vec<&'static str>>,
    pub(super) shapes: HashMap<String, Shape>,
    pub(super) names: HashMap<String, &'static [&'static str]>,
    /// The places that are not at fault for `reason`, since no value there helps.
    pub(super) innocent: HashSet<Subject>,
    pub(super) reason: String,
    /// The first place that was found innocent, which is named if none is at fault.
    pub(super) suspect: Option<String>,
}

/// The shape of a value whose type does not say what it wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    Text,
    Integer,
    Float,
    Bool,
    Unit,
    List,
    Map,
}

/// The objection of a type to a value.
#[derive(Debug, Clone)]
pub(super) enum Hint {
    Missing(&'static str),
    Duplicate,
    Names(&'static [&'static str]),
    Type { marker: Option<String>, expected: String },
    Other(String),
}

/// A hint, with the place at which it was given and the number of choices before it.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) hint: Hint,
    pub(super) place: String,
    pub(super) visits: usize,
}

impl State {
    /// Begins another try with what was learned.
    pub(super) fn begin(&mut self, seed: u64, pinned: &[(usize, usize)]) {
        let mut lessons = std::mem::take(&mut self.lessons);
        if seed != self.seed {
            lessons.innocent.clear();
        }
        *self = Self { seed, pinned: pinned.to_vec(), lessons, ..Self::default() };
    }

    pub(super) fn key(&self) -> String {
        format!("{}{}", self.root, self.path)
    }

    /// Chooses one of `count` candidates: a pseudo-random one, or the next that the type has not rejected.
    ///
    /// It depends on the place and not on the choices before, so that a value with one choice changed differs in that.
    pub(super) fn choose(&mut self, kind: Kind, count: usize) -> usize {
        let (index, subject) = (self.visits.len(), (self.key(), kind));
        let times = self.times.entry(subject.clone()).or_default();
        *times += 1;
        let mut hasher = DefaultHasher::new();
        (self.seed, &subject, *times).hash(&mut hasher);
        let first = usize::try_from(hasher.finish() % count.max(1) as u64).unwrap_or_default();
        let is_open = |choice: &usize| !self.lessons.rejected.contains(&(subject.clone(), *choice));
        let choice = match self.pinned.iter().find(|(position, _)| *position == index) {
            Some((_, choice)) => (*choice).min(count.saturating_sub(1)),
            None => (0..count).map(|step| (first + step) % count).find(is_open).unwrap_or(first),
        };
        self.visits.push(Visit { root: self.root.clone(), path: self.path.clone(), kind, choice, count });
        choice
    }

    pub(super) fn is_exhausted(&self) -> bool {
        self.visits.len() > MAX_VISITS
    }
}

thread_local! {
    /// The state of the value that is being made up. The errors of serde are made by functions without a receiver.
    static CURRENT: RefCell<State> = RefCell::default();
}

/// Runs `make` with `state` as the current one, at a place of its own.
pub(super) fn within<T>(state: &mut State, root: &str, make: impl FnOnce() -> T) -> T {
    root.clone_into(&mut state.root);
    state.path.clear();
    state.depth = 0;
    state.hints.clear();
    CURRENT.set(std::mem::take(state));
    let made = make();
    *state = CURRENT.take();
    made
}

/// Uses the current state.
pub(super) fn with<T>(use_state: impl FnOnce(&mut State) -> T) -> T {
    CURRENT.with_borrow_mut(use_state)
}

/// Chooses one of `count` candidates at the current place.
pub(super) fn choose(kind: Kind, count: usize) -> usize {
    with(|state| state.choose(kind, count))
}

/// Runs `make` at the place `step` below the current one.
pub(super) fn below<T>(step: &str, make: impl FnOnce() -> T) -> T {
    let length = with(|state| {
        let length = state.path.len();
        state.path.push_str(step);
        state.depth += 1;
        length
    });
    let made = make();
    with(|state| {
        state.path.truncate(length);
        state.depth -= 1;
    });
    made
}

/// Keeps what a type said.
pub(super) fn note(hint: Hint) {
    with(|state| {
        let (place, visits) = (state.key(), state.visits.len());
        state.hints.push(Found { hint, place, visits });
    });
}
