//! The member of `content` that a body is read or written as.

use crate::cursor::Cursor;
use crate::endpoint::alike::are_alike;
use crate::endpoint::choices::Choices;
use crate::endpoint::media_type::{Media, MediaType};
use crate::findings::Findings;
use crate::node::Node;

/// The preferred media type, with its member of `content`.
pub(super) fn choose<'d>(
    content: &Cursor<'d>,
    choices: &Choices,
    findings: &mut Findings,
) -> Option<(MediaType<'d>, Cursor<'d>)> {
    let mut valid = Vec::new();
    for (name, member) in content.members().filter(|(name, _)| !name.starts_with("x-")) {
        match (MediaType::parse(name), member.resolve()) {
            (Some(media_type), Ok(member)) => valid.push((media_type, member)),
            (Some(_), Err(dangling)) => {
                findings.add(&member, format!("{}; the media type is left out", dangling.reason));
            }
            (None, _) => findings.add(&member, format!("`{name}` is not a media type; it is left out")),
        }
    }
    valid.sort_by_key(|(media_type, _)| rank(*media_type, choices));
    // A text that is offered as JSON too is more often sent as it is.
    let is_quoted = valid.first().is_some_and(|(media_type, member)| {
        position(*media_type, choices).is_none() && media_type.media() == Media::Json && is_plain_string(member)
    });
    let text = valid.iter().position(|(media_type, _)| is_quoted && media_type.is("text/plain"));
    (!valid.is_empty()).then(|| valid.swap_remove(text.unwrap_or_default()))
}

/// Reports media types whose values have other members than those of the chosen one, and streams beside a value or
/// beside a stream of the other kind: a method has one of them. `of` is the response or the body.
pub(super) fn report_others<'d>(
    content: &Cursor<'d>,
    (chosen, member): &(MediaType<'d>, Cursor<'d>),
    of: &str,
    findings: &mut Findings,
) {
    let schema = |member: &Cursor<'d>| Some(member.resolve().ok()?.get("schema")?.resolve().ok()?.node);
    let has_members =
        |schema: &&Node| ["properties", "allOf", "oneOf", "anyOf"].iter().any(|name| schema.get(name).is_some());
    let of_chosen = schema(member);
    let is_other_stream =
        |other: MediaType<'_>| other.is_stream() && !(chosen.is_stream() && chosen.is_lines() == other.is_lines());
    let is_alike = |schema: &Node| of_chosen.is_some_and(|chosen| are_alike(schema, chosen));
    for (other, member) in content.members() {
        let chosen = chosen.text;
        if MediaType::parse(other).is_some_and(is_other_stream) {
            let reason = format!("the {of} can also be `{other}`; `media_type` selects it instead of `{chosen}`");
            findings.add(&member, reason);
        } else if schema(&member).filter(has_members).is_some_and(|schema| !is_alike(schema)) {
            let reason = format!("`{other}` has another schema than `{chosen}`; `media_type` selects it");
            findings.add(&member, reason);
        }
    }
}

/// Reports the media types of bytes other than the one that a body is always sent as.
pub(super) fn report_other_bytes<'d>(content: &Cursor<'d>, chosen: MediaType<'d>, findings: &mut Findings) {
    let is_fixed = chosen.media() == Media::Bytes && !chosen.is_range();
    let is_other = |other: MediaType<'_>| {
        is_fixed && other.media() == Media::Bytes && !other.is_stream() && !other.is(chosen.essence)
    };
    for (other, member) in content.members() {
        if MediaType::parse(other).is_some_and(is_other) {
            let chosen = chosen.text;
            let reason = format!("the body can also be `{other}`; `media_type` selects it instead of `{chosen}`");
            findings.add(&member, reason);
        }
    }
}

/// True for text of any media type: frameworks write `*/*` for a string that they send as it is.
pub(super) fn is_any_text(media_type: MediaType<'_>, member: &Cursor<'_>) -> bool {
    media_type.is_range() && is_plain_string(member)
}

/// Returns true for a member of `content` whose schema is a string of any text.
pub(super) fn is_plain_string(member: &Cursor<'_>) -> bool {
    let schema = member.get("schema").and_then(|schema| schema.resolve().ok());
    schema.is_some_and(|schema| schema.str("type") == Some("string") && !schema.has("enum") && !schema.has("format"))
}

/// The user's choice comes first, then the usual media type of each kind.
fn rank(media_type: MediaType<'_>, choices: &Choices) -> ((usize, bool), Media, impl Ord + use<>) {
    let chosen = position(media_type, choices).unwrap_or((usize::MAX, false));
    (chosen, media_type.media(), (!media_type.is("application/json"), media_type.has_parameters()))
}

/// The position of the media type among those that the user chose, and whether its parameters are others.
fn position(media_type: MediaType<'_>, choices: &Choices) -> Option<(usize, bool)> {
    let chosen = choices.media_types.iter().enumerate().filter_map(|(index, choice)| {
        let choice = MediaType::parse(choice).filter(|choice| media_type.is(choice.essence))?;
        Some((index, !media_type.has_parameters_of(choice)))
    });
    chosen.min_by_key(|(index, has_others)| (*has_others, *index))
}

/// Returns true for a schema of bytes.
pub(super) fn is_binary(schema: &Cursor<'_>) -> bool {
    matches!(schema.str("format"), Some("binary"))
        || schema.str("type") == Some("file")
        || (schema.has("contentMediaType") && !schema.has("contentEncoding"))
}
