//! The parts of a document that the generated code does not express, each with its place and its reason.

use std::collections::{HashMap, HashSet};

use crate::cursor::Cursor;
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
    by_operation: HashMap<String, Vec<usize>>,
}

impl Findings {
    pub(crate) fn add(&mut self, place: &Cursor<'_>, reason: impl Into<String>) {
        self.add_at(place.file, &place.pointer, reason);
    }

    pub(crate) fn add_at(&mut self, file: usize, pointer: &str, reason: impl Into<String>) {
        let found = Found { file, pointer: pointer.to_owned(), reason: reason.into() };
        if self.seen.insert(found.clone()) {
            self.by_operation.entry(operation(&found.pointer).to_owned()).or_default().push(self.found.len());
            self.found.push(found);
        }
    }

    /// Everything found at or below the operation at `pointer`.
    pub(crate) fn below(&self, pointer: &str) -> impl Iterator<Item = &Found> {
        let indices = self.by_operation.get(pointer).map(Vec::as_slice).unwrap_or_default();
        indices.iter().filter_map(|index| self.found.get(*index))
    }

    /// Everything found outside of the operations.
    pub(crate) fn outside(&self, operations: &HashSet<&str>) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(|found| !operations.contains(operation(&found.pointer)))
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

/// `#/paths/~1orders/get/responses` → `#/paths/~1orders/get`
fn operation(pointer: &str) -> &str {
    let end = pointer.match_indices('/').nth(3).map_or(pointer.len(), |(index, _)| index);
    pointer.get(..end).unwrap_or(pointer)
}
