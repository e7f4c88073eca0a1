//! The member of `content` that a body is read or written as.

use crate::cursor::Cursor;
use crate::endpoint::choices::Choices;
use crate::endpoint::media_type::MediaType;
use crate::findings::Findings;

/// The preferred media type, with its member of `content`.
pub(super) fn choose<'d>(
    content: &Cursor<'d>,
    choices: &Choices,
    findings: &mut Findings,
) -> Option<(MediaType<'d>, Cursor<'d>)> {
    let mut valid = Vec::new();
    for (name, member) in content.members().filter(|(name, _)| !name.starts_with("x-")) {
        match MediaType::parse(name) {
            Some(media_type) => valid.push((media_type, member)),
            None => findings.add(&member, format!("`{name}` is not a media type; it is left out")),
        }
    }
    valid.into_iter().min_by_key(|(media_type, _)| rank(*media_type, choices))
}

/// The user's choice comes first, then the usual media type of each kind.
fn rank(media_type: MediaType<'_>, choices: &Choices) -> impl Ord + use<> {
    let is_choice = |choice: &String| MediaType::parse(choice).is_some_and(|choice| media_type.is(choice.essence));
    let chosen = choices.media_types.iter().position(is_choice).unwrap_or(usize::MAX);
    (chosen, media_type.media(), !media_type.is("application/json"), media_type.has_parameters())
}

/// Returns true for a schema of bytes.
pub(super) fn is_binary(schema: &Cursor<'_>) -> bool {
    matches!(schema.str("format"), Some("binary"))
        || schema.str("type") == Some("file")
        || (schema.has("contentMediaType") && !schema.has("contentEncoding"))
}
