//! The choice of a union's variant when a value is decoded.

mod presence;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use indexmap::IndexMap;

use self::presence::{ByPresence, Tried, by_presence};
use crate::constants::{Constants, constants, fields, is_open, shape};
use crate::model::{Model, Shape, Type, Union};

/// Members that are tried first where the document declares no discriminator.
const USUAL: [&str; 3] = ["type", "object", "kind"];

/// The most members that are read, one after the other, to choose a variant.
const MOST_MEMBERS: usize = 3;

/// The way to a variant; variants are known by their index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Choice {
    /// The variants are tried in this order.
    Try(Vec<usize>),
    /// The variants whose members are there are tried first, and the others in this order.
    Present { first: Vec<(usize, Vec<String>)>, rest: Vec<usize> },
    /// The text of a member leads on; `other` is for values that no arm lists.
    By { tag: String, arms: Vec<Arm>, other: Box<Choice> },
}

/// The choice that some values of a member lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arm {
    pub(crate) values: Vec<String>,
    /// True if the absence of the member leads here too.
    pub(crate) has_absent: bool,
    pub(crate) choice: Choice,
}

/// Finds the way to each variant of the union: the discriminator, or members whose values the variants list.
pub(crate) fn choice(model: &Model, union: &Union) -> Choice {
    let choosing = Choosing { model, union };
    let all: Vec<usize> = (0..union.variants.len()).collect();
    if let Some(tag) = &union.tag
        && let Some(selectors) = choosing.declared(tag)
    {
        return choosing.by(tag, &all, &selectors, &[], &[]);
    }
    choosing.among(all, &[])
}

/// Sorts the variants of each union as they are tried, where they all are: serde tries them in their order.
pub(crate) fn sort_variants(model: &mut Model) {
    for index in 0..model.types.len() {
        let Some(Shape::Union(union)) = model.types.get(index).map(|definition| &definition.shape) else { continue };
        let Choice::Try(order) = choice(model, union) else { continue };
        let variants = order.into_iter().filter_map(|index| union.variants.get(index).cloned()).collect();
        let union = Union { tag: union.tag.clone(), variants };
        if let Some(definition) = model.types.get_mut(index) {
            definition.shape = Shape::Union(union);
        }
    }
}

struct Choosing<'a> {
    model: &'a Model,
    union: &'a Union,
}

impl<'a> Choosing<'a> {
    fn ty(&self, variant: usize) -> &'a Type {
        self.union.variants.get(variant).map_or(&Type::Any, |variant| &variant.ty)
    }

    /// The values of a declared discriminator for each variant: those of its mapping, or its own constants, or the name
    /// of its component, unless its own constants rule that out. If only one variant has no value, it is for the values
    /// that no other one lists. `None` if the names of several variants are ruled out.
    fn declared(&self, tag: &str) -> Option<Vec<Constants>> {
        let variants = &self.union.variants;
        let of = |variant: usize| fields(self.model, self.ty(variant));
        let is_object = |ty: &Type| matches!(ty, Type::Named(_) | Type::Boxed(_));
        let is_written = (0..variants.len()).any(|variant| of(variant).iter().any(|field| field.wire == tag))
            || (0..variants.len()).all(|variant| of(variant).is_empty());
        if !is_written || !variants.iter().all(|variant| is_object(&variant.ty)) {
            return None;
        }
        let own: Vec<Option<Constants>> =
            variants.iter().map(|variant| constants(self.model, &variant.ty, tag)).collect();
        // Several values that two variants have in common are those of their parent.
        let is_inherited = |values: &Vec<String>| {
            values.len() > 1 && own.iter().flatten().filter(|other| other.values == *values).count() > 1
        };
        let mut selectors: Vec<Option<Constants>> = Vec::new();
        for (variant, own) in variants.iter().zip(&own) {
            let is_optional = own.as_ref().is_some_and(|own| own.is_optional);
            let mapped = (!variant.tags.is_empty()).then(|| Constants { values: variant.tags.clone(), is_optional });
            selectors.push(mapped.or_else(|| own.clone().filter(|own| !is_inherited(&own.values))));
        }
        // If every variant may lack the member, its absence selects none.
        let is_always_optional = selectors.iter().flatten().all(|selector| selector.is_optional);
        selectors.iter_mut().flatten().for_each(|selector| selector.is_optional &= !is_always_optional);
        let unnamed = selectors.iter().filter(|selector| selector.is_none()).count();
        let by_name = unnamed > 1 || unnamed == variants.len();
        let mut ruled_out = 0;
        for ((variant, selector), own) in variants.iter().zip(&mut selectors).zip(&own) {
            let Some(name) = variant.name.clone().filter(|_| by_name && selector.is_none()) else { continue };
            if own.as_ref().is_some_and(|own| !own.values.contains(&name)) {
                ruled_out += 1;
            } else {
                *selector = Some(Constants { values: vec![name], is_optional: false });
            }
        }
        (ruled_out < 2).then(|| selectors.into_iter().map(Option::unwrap_or_default).collect())
    }

    /// The choice among these variants by a member that was not read before.
    fn among(&self, mut variants: Vec<usize>, read: &[&str]) -> Choice {
        if let Some((name, selectors)) = self.telling(&variants, read) {
            let is_open = |variant: &usize| is_open(self.model, self.ty(*variant), name);
            let open: Vec<usize> = variants.iter().copied().filter(is_open).collect();
            return self.by(name, &variants, &selectors, &open, read);
        }
        variants.sort_by_key(|variant| Reverse(specificity(self.model, self.ty(*variant))));
        let tried = |variant: &usize| {
            let ty = self.ty(*variant);
            Tried { variant: *variant, fields: fields(self.model, ty), rank: specificity(self.model, ty).0 }
        };
        match by_presence(variants.iter().map(tried).collect()) {
            Some(ByPresence { first, rest }) => Choice::Present { first, rest },
            None => Choice::Try(variants),
        }
    }

    /// The member whose values tell these variants apart: one that does so alone, or else the one that most of them list.
    fn telling(&self, variants: &[usize], read: &[&str]) -> Option<(&'a str, Vec<Constants>)> {
        if variants.len() < 2 || read.len() == MOST_MEMBERS {
            return None;
        }
        let mut seen: HashSet<&str> = read.iter().copied().collect();
        let members = variants.iter().flat_map(|variant| fields(self.model, self.ty(*variant)));
        let names = USUAL.into_iter().chain(members.map(|field| field.wire.as_str()));
        let mut best = None;
        let mut most = 0;
        for name in names.filter(|name| seen.insert(name)) {
            let constants = |variant: &usize| constants(self.model, self.ty(*variant), name);
            let selectors: Vec<Option<Constants>> = variants.iter().map(constants).collect();
            if are_distinct(&selectors) {
                return Some((name, selectors.into_iter().map(Option::unwrap_or_default).collect()));
            }
            let mut others = variants.iter().zip(&selectors).filter(|(_, selector)| selector.is_none());
            let has_other = others.any(|(variant, _)| is_object(self.model, self.ty(*variant)));
            let listed = selectors.iter().flatten().count();
            if listed > most && are_telling(&selectors, has_other) {
                most = listed;
                best = Some((name, selectors.into_iter().map(Option::unwrap_or_default).collect()));
            }
        }
        best
    }

    /// The choice by the member `tag`, which has these values in these variants, and any text in those of `open`.
    fn by(&self, tag: &str, variants: &[usize], selectors: &[Constants], open: &[usize], read: &[&str]) -> Choice {
        let read: Vec<&str> = read.iter().copied().chain([tag]).collect();
        let chosen = |is_chosen: &dyn Fn(usize, &Constants) -> bool| -> Vec<usize> {
            let all = variants.iter().copied().zip(selectors);
            all.filter(|(variant, selector)| is_chosen(*variant, selector)).map(|(variant, _)| variant).collect()
        };
        let mut arms: IndexMap<Vec<usize>, Vec<String>> = IndexMap::new();
        let mut seen = HashSet::new();
        for value in selectors.iter().flat_map(|selector| &selector.values).filter(|value| seen.insert(*value)) {
            let takes = |variant, selector: &Constants| selector.values.contains(value) || open.contains(&variant);
            arms.entry(chosen(&takes)).or_default().push(value.clone());
        }
        let other = chosen(&|_, selector| selector.values.is_empty());
        let absent = chosen(&|_, selector| selector.values.is_empty() || selector.is_optional);
        if absent != other {
            arms.entry(absent.clone()).or_default();
        }
        if arms.is_empty() {
            return self.among(other, &read);
        }
        let arm = |(variants, values): (Vec<usize>, Vec<String>)| Arm {
            values,
            has_absent: variants == absent && absent != other,
            choice: self.among(variants, &read),
        };
        let arms = arms.into_iter().map(arm).collect();
        Choice::By { tag: tag.to_owned(), arms, other: Box::new(self.among(other.clone(), &read)) }
    }
}

/// True if each variant lists values, and no value is in two of them.
fn are_distinct(selectors: &[Option<Constants>]) -> bool {
    let mut seen = HashSet::new();
    selectors.iter().all(|selector| {
        selector.as_ref().is_some_and(|selector| selector.values.iter().all(|value| seen.insert(value)))
    })
}

/// True if variants list different values and share all of them or none, or if one has a constant that `has_other`
/// variants do not have.
fn are_telling(selectors: &[Option<Constants>], has_other: bool) -> bool {
    let sets: BTreeSet<BTreeSet<&String>> =
        selectors.iter().flatten().map(|selector| selector.values.iter().collect()).collect();
    let size: usize = sets.iter().map(BTreeSet::len).sum();
    let values: BTreeSet<&String> = sets.iter().flatten().copied().collect();
    size == values.len() && (sets.len() > 1 || (has_other && sets.iter().any(|set| set.len() == 1)))
}

/// True for a type whose values are objects.
fn is_object(model: &Model, ty: &Type) -> bool {
    matches!(ty, Type::Any | Type::Map(_)) || matches!(shape(model, ty), Some(Shape::Struct(_) | Shape::Union(_)))
}

/// A larger value for a type that accepts fewer values; a union keeps what it does not know.
fn specificity(model: &Model, ty: &Type) -> (usize, usize) {
    match ty {
        Type::Named(_) | Type::Boxed(_) if matches!(shape(model, ty), Some(Shape::Union(_))) => (0, 2),
        Type::Named(_) | Type::Boxed(_) => {
            let fields = fields(model, ty);
            let required = fields.iter().filter(|field| field.is_required).count();
            (2 + required, fields.len())
        }
        Type::Scalar(_) | Type::Unit => (2, 0),
        Type::Map(inner) if **inner == Type::Any => (0, 1),
        Type::List(inner) | Type::Map(inner) => (1, specificity(model, inner).0),
        Type::Any | Type::Optional(_) => (0, 0),
    }
}
