//! Values made up for the arguments of the tests.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use super::api::{Flat, Inner, Item, Level, Nested};

pub(super) fn text() -> impl Strategy<Value = String> + Clone {
    vec(any::<char>(), 0..8).prop_map(String::from_iter)
}

/// An item that no list format confuses with its separator. A list of one empty item is sent as an empty list.
pub(super) fn items() -> impl Strategy<Value = Vec<String>> + Clone {
    let item = text().prop_map(|text| text.replace(['|', ' '], "-"));
    vec(item, 0..4).prop_filter("an empty list", |items| *items != [""])
}

pub(super) fn level() -> impl Strategy<Value = Level> + Clone {
    prop_oneof![Just(Level::Low), Just(Level::VeryHigh)]
}

/// A number whose shortest text `serde_json` reads exactly, without its feature `float_roundtrip`.
pub(super) fn number() -> impl Strategy<Value = f64> + Clone {
    any::<i32>().prop_map(|number| f64::from(number) / 8.0)
}

pub(super) fn flat() -> impl Strategy<Value = Flat> + Clone {
    let ratio = any::<i16>().prop_map(|number| f32::from(number) / 8.0);
    (text(), option::of(any::<u32>()), vec(text(), 0..4), level(), ratio)
        .prop_map(|(name, size, tags, level, ratio)| Flat { name, size, tags, level, ratio })
}

pub(super) fn item() -> impl Strategy<Value = Item> + Clone {
    (any::<i32>(), vec(text(), 0..3)).prop_map(|(size, tags)| Item { size, tags })
}

pub(super) fn nested() -> impl Strategy<Value = Nested> + Clone {
    let inner = (vec(any::<u8>(), 0..3), option::of(text())).prop_map(|(ids, note)| Inner { ids, note });
    let counts = btree_map("[a-z0-9. ]{1,5}", any::<u32>(), 0..3);
    let pair = (any::<u8>(), text());
    (text(), inner, vec(item(), 0..12), counts, pair).prop_map(|(name, inner, items, counts, pair)| Nested {
        name,
        inner,
        items,
        counts,
        pair,
    })
}
