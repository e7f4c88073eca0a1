//! The lesson from a rejected try: another value at one place, a member more, or the shape of a value.

use super::candidates::MARKERS;
use super::state::{Found, Hint, Lessons, Shape, State};
use super::visit::{Kind, Visit};

impl State {
    /// Draws a lesson from the hints of the last try, or from its last choice. An error says which place has nothing
    /// left to try, and why: what its type said, or `reason`.
    pub(super) fn learn(&mut self, reason: &str) -> Result<(), String> {
        if let Some(reason) = self.blocked.take() {
            return Err(reason);
        }
        let hints = std::mem::take(&mut self.hints);
        let start = usize::try_from(self.seed).unwrap_or_default();
        // An untagged enum gives the hints of each variant; another seed begins with another one.
        let helps = (0..hints.len()).any(|step| self.follow(&hints[(start + step) % hints.len()]));
        if helps {
            return Ok(());
        }
        let reason = hints.last().map(|found| found.hint.reason()).unwrap_or_else(|| reason.to_owned());
        let blamed = hints.last().map_or(self.visits.len(), |found| found.visits);
        if self.lessons.reason != reason {
            self.lessons.innocent.clear();
            self.lessons.suspect = None;
            self.lessons.reason.clone_from(&reason);
        }
        self.reject(blamed.min(self.visits.len()), &reason)
    }

    /// Rejects the last choice before the position `end`, or gives the text that it is about a shape.
    ///
    /// A buffered value (of a flattened struct or a tagged enum) is read after all its choices were made, so that an
    /// earlier one may be at fault: where nothing is left to try, the one before is tried.
    fn reject(&mut self, end: usize, reason: &str) -> Result<(), String> {
        let is_about_number = reason.ends_with("is missing") || reason.ends_with("more than once");
        for visit in self.visits[..end].iter().rev() {
            if is_about_number && !matches!(visit.kind, Kind::Option | Kind::Length) {
                continue;
            }
            let (key, subject) = (visit.key(), visit.subject());
            if self.lessons.innocent.contains(&subject) {
                continue;
            }
            if visit.kind == Kind::Unknown && !self.lessons.shapes.contains_key(&key) {
                self.lessons.shapes.insert(key, Shape::Text);
                return Ok(());
            }
            if visit.count < 2 || visit.kind == Kind::Omission {
                continue;
            }
            self.lessons.rejected.insert((subject.clone(), visit.choice));
            if (0..visit.count).any(|choice| !self.lessons.rejected.contains(&(subject.clone(), choice))) {
                return Ok(());
            }
            self.lessons.suspect.get_or_insert_with(|| visit.place());
            self.lessons.rejected.retain(|(rejected, _)| *rejected != subject);
            self.lessons.innocent.insert(subject);
        }
        let place = self
            .lessons
            .suspect
            .as_ref()
            .map_or_else(String::new, |place| format!("{place} accepts no made-up value: "));
        Err(format!("{place}{reason}"))
    }

    /// Uses a hint; false if it says nothing new.
    fn follow(&mut self, found: &Found) -> bool {
        match &found.hint {
            Hint::Missing(field) => self.add_member(&found.place, field),
            Hint::Duplicate => self.omit_last(found.visits),
            Hint::Names(names) => {
                let Some(visit) = self.visits[..found.visits.min(self.visits.len())].last() else { return false };
                let is_open = matches!(visit.kind, Kind::Unknown | Kind::Text);
                is_open && self.lessons.names.insert(visit.key(), names).is_none()
            }
            Hint::Type { marker, expected } => self.learn_shape(marker.as_deref(), expected),
            Hint::Other(_) => false,
        }
    }

    /// The type needs a field: it is not left out again, or it becomes a member of a map that takes any name.
    fn add_member(&mut self, place: &str, field: &'static str) -> bool {
        let omission = format!("{place}.{field}?");
        let is_omitted = |visit: &&Visit| visit.kind == Kind::Omission && visit.key() == omission;
        if self.visits.iter().rev().find(is_omitted).is_some() {
            return self.lessons.rejected.insert(((omission, Kind::Omission), 1));
        }
        let nested = self.lessons.shapes.iter().filter(|(_, shape)| **shape == Shape::Map).map(|(key, _)| key);
        let mut below: Vec<String> = nested.filter(|key| key.starts_with(place)).cloned().collect();
        below.sort();
        let lacks = |lessons: &Lessons, key: &str| lessons.members.get(key).is_none_or(|own| !own.contains(&field));
        let places = std::iter::once(place.to_owned()).chain(below);
        let Some(place) = places.into_iter().find(|place| lacks(&self.lessons, place)) else { return false };
        self.lessons.members.entry(place).or_default().push(field);
        true
    }

    /// Two names of a struct are one field, such as a name and its alias.
    fn omit_last(&mut self, end: usize) -> bool {
        let is_omission = |visit: &&Visit| visit.kind == Kind::Omission;
        let last = self.visits[..end.min(self.visits.len())].iter().rev().find(is_omission);
        let Some((subject, count)) = last.map(|visit| (visit.subject(), visit.count)) else { return false };
        let kept = (0..count).filter(|choice| *choice != 1);
        kept.fold(false, |is_new, choice| self.lessons.rejected.insert((subject.clone(), choice)) | is_new)
    }

    /// The type got a text and wants something else.
    fn learn_shape(&mut self, marker: Option<&str>, expected: &str) -> bool {
        let unknown = self.visits.iter().filter(|visit| visit.kind == Kind::Unknown);
        let position = marker.and_then(|marker| MARKERS.iter().position(|own| *own == marker));
        let visit = match position {
            Some(position) => unknown.skip(position).step_by(MARKERS.len()).last(),
            None => None,
        };
        let Some(key) = visit.map(Visit::key) else { return false };
        let shape = Shape::of(expected);
        self.lessons.shapes.insert(key, shape) != Some(shape)
    }
}

impl Hint {
    fn reason(&self) -> String {
        match self {
            Self::Missing(field) => format!("the field `{field}` is missing"),
            Self::Duplicate => "a field is given twice".to_owned(),
            Self::Names(_) => "the name is unknown".to_owned(),
            Self::Type { expected, .. } => format!("expected {expected}"),
            Self::Other(message) => message.clone(),
        }
    }
}

impl Shape {
    /// The shape that a type names in an error: "expected u64", "expected struct Address".
    fn of(expected: &str) -> Self {
        const WORDS: &[(&str, Shape)] = &[
            ("struct", Shape::Map),
            ("map", Shape::Map),
            ("enum", Shape::Map),
            ("object", Shape::Map),
            ("sequence", Shape::List),
            ("array", Shape::List),
            ("tuple", Shape::List),
            ("list", Shape::List),
            ("bool", Shape::Bool),
            ("unit", Shape::Unit),
            ("null", Shape::Unit),
            ("f32", Shape::Float),
            ("f64", Shape::Float),
            ("float", Shape::Float),
            ("number", Shape::Float),
            ("integer", Shape::Integer),
        ];
        let is_integer = |word: &str| {
            let width = word.strip_prefix(['u', 'i']).unwrap_or_default();
            matches!(width, "8" | "16" | "32" | "64" | "128" | "size")
        };
        let found = WORDS.iter().find(|(word, _)| expected.contains(word)).map(|(_, shape)| *shape);
        found.unwrap_or_else(|| if expected.split_whitespace().any(is_integer) { Self::Integer } else { Self::Text })
    }
}
