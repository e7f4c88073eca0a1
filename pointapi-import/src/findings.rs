//! The parts of a document that the generated code does not express, each with its place and its reason.

use std::collections::{BTreeMap, HashSet};

use crate::cursor::{Cursor, Place};
use crate::documents::Documents;
use crate::finding::Finding;

/// A finding before its position is looked up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Found {
    file: usize,
    pub(crate) pointer: String,
    pub(crate) reason: String,
}

/// Collects findings, each once, in the order of the document's traversal.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    found: Vec<Found>,
    seen: HashSet<Found>,
    by_place: BTreeMap<Place, Vec<usize>>,
}

impl Findings {
    pub(crate) fn add(&mut self, place: &Cursor<'_>, reason: impl Into<String>) {
        self.add_at(place.file, &place.pointer, reason);
    }

    /// Reports a reference to nothing that stands for the members or items under `name`.
    pub(crate) fn forbid_dangling(&mut self, holder: &Cursor<'_>, name: &str) {
        if let (Some(child), None) = (holder.get(name), holder.part(name))
            && let Err(dangling) = child.resolve()
        {
            self.add(&child, format!("{}; `{name}` is left out", dangling.reason));
        }
    }

    pub(crate) fn add_at(&mut self, file: usize, pointer: &str, reason: impl Into<String>) {
        let found = Found { file, pointer: pointer.to_owned(), reason: reason.into() };
        if self.seen.insert(found.clone()) {
            self.by_place.entry((file, found.pointer.clone())).or_default().push(self.found.len());
            self.found.push(found);
        }
    }

    /// Everything found at or below the place of an operation.
    pub(crate) fn below(&self, file: usize, pointer: &str) -> impl Iterator<Item = &Found> {
        // The places behind `/` and before `0`, the next character, are those inside.
        let inside = (file, format!("{pointer}/"))..(file, format!("{pointer}0"));
        let at = self.by_place.get(&(file, pointer.to_owned()));
        let mut indices: Vec<usize> =
            at.into_iter().chain(self.by_place.range(inside).map(|(_, of)| of)).flatten().copied().collect();
        indices.sort_unstable();
        indices.into_iter().filter_map(|index| self.found.get(index))
    }

    /// Everything found outside of the operations.
    pub(crate) fn outside(&self, operations: &HashSet<(usize, &str)>) -> impl Iterator<Item = &Found> {
        let is_inside = |found: &Found| {
            let ends = found.pointer.match_indices('/').map(|(index, _)| index).chain([found.pointer.len()]);
            ends.filter_map(|end| found.pointer.get(..end)).any(|above| operations.contains(&(found.file, above)))
        };
        self.found.iter().filter(move |found| !is_inside(found))
    }

    pub(crate) fn to_public(&self, documents: &Documents) -> Vec<Finding> {
        let mut public = Vec::new();
        for (index, file) in documents.files.iter().enumerate() {
            let of_file: Vec<&Found> = self.found.iter().filter(|found| found.file == index).collect();
            let pointers: Vec<&str> = of_file.iter().map(|found| found.pointer.as_str()).collect();
            for (found, position) in of_file.iter().zip(file.positions(&pointers)) {
                public.push(Finding {
                    file: file.name.clone(),
                    pointer: found.pointer.clone(),
                    position: position.map(|position| (position.line, position.column)),
                    reason: found.reason.clone(),
                });
            }
        }
        public
    }
}
