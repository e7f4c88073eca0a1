//! The items of streams: the data of events, and the values of lines.

use indexmap::IndexMap;

use crate::cursor::{Cursor, Place};
use crate::endpoint::content::is_plain_string;
use crate::endpoint::media_type::MediaType;
use crate::lower::kind::kinds;
use crate::lower::merged::Merged;
use crate::lower::{Lowering, Naming};
use crate::model::Type;

/// The members of a server-sent event.
const EVENT: [&str; 4] = ["event", "data", "id", "retry"];

/// The type of the items of a stream. `itemSchema` (OpenAPI 3.2) describes a line or an event. `schema` describes the
/// whole body, but most documents write that of an item there.
pub(super) fn item<'d>(
    (operation, content): (&Cursor<'d>, &Cursor<'d>),
    media_type: MediaType<'_>,
    lowering: &mut Lowering<'d>,
    naming: &Naming,
) -> Type {
    let is_lines = media_type.is_lines();
    if let Some(item) = content.get("itemSchema") {
        let data = if is_lines { Vec::new() } else { Parts::of(&item).data };
        return lower(&item, &data, operation, lowering, naming);
    }
    let Some(schema) = content.get("schema") else { return Type::Any };
    let whole = schema.resolve().ok();
    let list = whole.as_ref().filter(|whole| kinds(whole) == ["array"]).and_then(|whole| whole.get("items"));
    match (list, whole) {
        (Some(items), _) => lowering.lower_content(&items, operation, naming),
        _ if is_lines && is_plain_string(content) => Type::Any,
        (None, Some(whole)) if !is_lines => {
            let parts = Parts::of(&whole);
            let data = if parts.has_other { Vec::new() } else { parts.data };
            lower(&schema, &data, operation, lowering, naming)
        }
        _ => lowering.lower_content(&schema, operation, naming),
    }
}

/// The type of the data, or of the schema if it does not describe events.
fn lower<'d>(
    schema: &Cursor<'d>,
    data: &[Cursor<'d>],
    operation: &Cursor<'d>,
    lowering: &mut Lowering<'d>,
    naming: &Naming,
) -> Type {
    let ty = match data {
        [] => return lowering.lower_content(schema, operation, naming),
        [only] => lowering.lower(only, naming),
        several => lowering.lower_any(schema, several, naming),
    };
    ty.without_null().0
}

/// The parts of the schema of an event.
struct Parts<'d> {
    /// The schemas of the data: one for each kind of event.
    data: Vec<Cursor<'d>>,
    /// True if there are members that events do not have.
    has_other: bool,
}

impl<'d> Parts<'d> {
    fn of(event: &Cursor<'d>) -> Self {
        let merged = Merged::of([event]);
        let kinds: Vec<Merged<'d>> =
            merged.unions.iter().flat_map(|(_, members)| members).map(|member| Merged::of([member])).collect();
        let is_other = |name: &&str| !EVENT.contains(name);
        let has_others = |of: &Merged<'d>| of.properties.keys().any(is_other);
        let has_other = kinds.iter().chain([&merged]).any(has_others);
        let own = data(&merged);
        let of_kinds = kinds.iter().map(|of| data(of).or_else(|| own.clone()));
        let all = if kinds.is_empty() { vec![own.clone()] } else { of_kinds.collect() };
        let distinct: IndexMap<Place, Cursor<'d>> =
            all.into_iter().flatten().map(|data| (data.place(), data)).collect();
        Self { data: distinct.into_values().collect(), has_other }
    }
}

/// The schema of the data: that of its text, unless its content has one.
fn data<'d>(event: &Merged<'d>) -> Option<Cursor<'d>> {
    let data = event.properties.get("data")?.last()?;
    Some(data.get("contentSchema").unwrap_or_else(|| data.clone()))
}
