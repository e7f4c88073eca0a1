//! Words of a document to names of Rust.

mod assign;
mod keyword;
mod rename;
mod words;

pub(crate) use assign::{Names, assign};
pub(crate) use keyword::{identifier, plain_identifier};
pub(crate) use rename::{RULES, Rename};
pub(crate) use words::{pascal, singular, snake, tag_key, words};

use std::collections::HashSet;

/// Gives each key a name of its own. Keys are taken in their own order, so that the result does not depend on the
/// order of the document; a name that is taken gets a number.
pub(crate) fn unique(keys: &mut [(String, String)], taken: &mut HashSet<String>) {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|a, b| keys.get(*a).map(|(key, _)| key).cmp(&keys.get(*b).map(|(key, _)| key)));
    for index in order {
        if let Some((_, name)) = keys.get_mut(index) {
            *name = free(name, taken);
        }
    }
}

/// `name`, or `name2`, `name3`, ... with the first number that is free, if the taken ones have no gap; it is taken
/// afterwards. The search doubles, since a document may have thousands of names that differ in punctuation alone.
pub(crate) fn free(name: &str, taken: &mut HashSet<String>) -> String {
    if taken.insert(name.to_owned()) {
        return name.to_owned();
    }
    let numbered = |number: usize| format!("{name}{number}");
    let (mut highest_taken, mut lowest_free) = (1, 2);
    while taken.contains(&numbered(lowest_free)) {
        (highest_taken, lowest_free) = (lowest_free, 2 * lowest_free);
    }
    while lowest_free - highest_taken > 1 {
        let middle = highest_taken.midpoint(lowest_free);
        if taken.contains(&numbered(middle)) { highest_taken = middle } else { lowest_free = middle }
    }
    let free = numbered(lowest_free);
    taken.insert(free.clone());
    free
}
