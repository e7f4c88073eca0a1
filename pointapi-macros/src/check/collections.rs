//! Collections inside collections, as far as a type shows them.

use syn::{GenericArgument, PathArguments, Type, TypePath};

/// Types that are seen through.
const TRANSPARENT: &[&str] = &["Option", "Box", "Arc", "Rc", "Cow"];

const LISTS: &[&str] = &["Vec", "VecDeque", "LinkedList", "HashSet", "BTreeSet", "IndexSet"];
const MAPS: &[&str] = &["HashMap", "BTreeMap", "IndexMap"];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Collection {
    List,
    Map,
}

impl Collection {
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Map => "map",
        }
    }
}

/// True for a list of values or of pairs.
pub(super) fn is_list(ty: &Type) -> bool {
    collection(ty).is_some_and(|(outer, _)| outer == Collection::List)
}

/// The outer and the inner kind, if `ty` is a list of collections or a map of maps. A tuple is a list.
pub(super) fn nested_collections(ty: &Type) -> Option<(Collection, Collection)> {
    let (outer, element) = collection(ty)?;
    match (outer, collection(element)) {
        (Collection::Map, Some((Collection::List, _))) => nested_collections(element),
        (_, Some((inner, _))) => Some((outer, inner)),
        (_, None) => None,
    }
}

/// The kind of a collection, and the type of its elements or values.
fn collection(ty: &Type) -> Option<(Collection, &Type)> {
    match ty {
        Type::Reference(reference) => collection(&reference.elem),
        Type::Paren(paren) => collection(&paren.elem),
        Type::Group(group) => collection(&group.elem),
        Type::Slice(slice) => Some((Collection::List, &slice.elem)),
        Type::Array(array) => Some((Collection::List, &array.elem)),
        Type::Tuple(tuple) => {
            let nested = tuple.elems.iter().find(|element| collection(element).is_some());
            Some((Collection::List, nested.or_else(|| tuple.elems.first())?))
        }
        Type::Path(path) => named_collection(path),
        _ => None,
    }
}

fn named_collection(path: &TypePath) -> Option<(Collection, &Type)> {
    let segment = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    let is_one_of = |names: &[&str]| names.iter().any(|name| segment.ident == name);
    if is_one_of(TRANSPARENT) {
        collection(types.next()?)
    } else if is_one_of(LISTS) {
        Some((Collection::List, types.next()?))
    } else if is_one_of(MAPS) {
        Some((Collection::Map, types.nth(1)?))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tuples_are_lists() {
        let nested = |text: &str| {
            let ty: Type = syn::parse_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            nested_collections(&ty).map(|(outer, inner)| (outer.noun(), inner.noun()))
        };
        for (ty, expected) in [
            ("Vec<(&str, Option<&u8>)>", Some(("list", "list"))),
            ("&[(u8,)]", Some(("list", "list"))),
            ("(u8, Vec<u8>)", Some(("list", "list"))),
            ("HashMap<String, BTreeMap<String, u8>>", Some(("map", "map"))),
            ("HashMap<String, (u8, u8)>", None),
            ("(u8, Option<u8>)", None),
            ("()", None),
            ("Vec<Option<&u8>>", None),
        ] {
            assert_eq!(nested(ty), expected, "{ty}");
        }
    }
}
