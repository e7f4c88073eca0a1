//! Variants that hide others, chosen by the members that a value has.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::model::Field;

/// A variant among those that are tried.
#[derive(Clone)]
pub(super) struct Tried<'a> {
    pub(super) variant: usize,
    /// The fields of a struct.
    pub(super) fields: &'a [Field],
    /// Larger for a variant that is tried before others.
    pub(super) rank: usize,
}

/// The variants to try first, each if one of these members is there, and the others in their order.
pub(super) struct ByPresence {
    pub(super) first: Vec<(usize, Vec<String>)>,
    pub(super) rest: Vec<usize>,
}

/// Decides on the order among variants that no value of a member distinguishes. One that needs no member which another
/// lacks decodes the values of that one too, without the rest of their members. `None` if none does.
pub(super) fn by_presence(mut tried: Vec<Tried<'_>>) -> Option<ByPresence> {
    let objects: Vec<Tried<'_>> = tried.iter().filter(|of| !of.fields.is_empty()).cloned().collect();
    let first = if hides(&objects) { marked(objects) } else { Vec::new() };
    // Where its own members are absent, a variant comes behind those that miss fewer.
    let last = first.last()?.round;
    let missed: HashMap<usize, usize> = first.iter().map(|of| (of.variant, last + 1 - of.round)).collect();
    // A required member can be absent: one that is only written, or on a lenient server. Such a variant comes
    // last, since it would hide the others.
    let needs = |of: &Tried<'_>| first.iter().any(|marked| marked.variant == of.variant && marked.is_required);
    tried.sort_by_key(|of| (needs(of), Reverse(of.rank), missed.get(&of.variant).copied().unwrap_or(0)));
    let first = first.into_iter().map(|of| (of.variant, of.members)).collect();
    Some(ByPresence { first, rest: tried.into_iter().map(|of| of.variant).collect() })
}

/// True if a variant may decode the values of one behind it.
fn hides(objects: &[Tried<'_>]) -> bool {
    let may_hide = |first: &Tried<'_>, second: &Tried<'_>| {
        first.fields.iter().filter(|field| field.is_required).all(|field| has(second, &field.wire))
    };
    let behind = |index: usize| objects.iter().skip(index + 1);
    objects.iter().enumerate().any(|(index, first)| behind(index).any(|second| may_hide(first, second)))
}

/// A variant with members that no other one has.
struct Marked {
    variant: usize,
    members: Vec<String>,
    is_required: bool,
    /// The number of times that others were left out before.
    round: usize,
}

/// The variants with members of their own, those with required ones first; then those that have some once the former
/// are left out.
fn marked(mut objects: Vec<Tried<'_>>) -> Vec<Marked> {
    let mut all = Vec::new();
    for round in 0.. {
        let mut marked: Vec<Marked> = objects.iter().filter_map(|object| own(object, &objects, round)).collect();
        if marked.is_empty() || objects.len() < 2 {
            break;
        }
        marked.sort_by_key(|of| !of.is_required);
        objects.retain(|object| !marked.iter().any(|of| of.variant == object.variant));
        all.extend(marked);
    }
    all
}

/// The members that only this variant has: the first required one, or else all.
fn own(object: &Tried<'_>, objects: &[Tried<'_>], round: usize) -> Option<Marked> {
    let variant = object.variant;
    let is_own = |field: &&Field| objects.iter().all(|other| other.variant == variant || !has(other, &field.wire));
    let own: Vec<&Field> = object.fields.iter().filter(is_own).collect();
    let required = own.iter().find(|field| field.is_required);
    let members = match required {
        Some(field) => vec![field.wire.clone()],
        None => own.iter().map(|field| field.wire.clone()).collect(),
    };
    (!own.is_empty()).then_some(Marked { variant, members, is_required: required.is_some(), round })
}

fn has(of: &Tried<'_>, name: &str) -> bool {
    of.fields.iter().any(|field| field.wire == name)
}
