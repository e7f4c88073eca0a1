//! Docs of a field or an argument.

use crate::print::docs::{Block, blocks, inline};

/// A paragraph that is longer than `LONG` is cut after its first sentence that is longer than `SHORT`.
const LONG: usize = 90;
const SHORT: usize = 24;

/// The beginnings of sentences that an import adds to the docs of an argument.
const ADDED: [&str; 3] = ["One of `", "Always `", "Several values are separated by commas"];

/// The first paragraph, or its first sentence if it is long: enough for a field or an argument. The sentence that an
/// import has added is kept; a document that was exported has it in the same paragraph.
pub(crate) fn brief(text: &str) -> String {
    let mut paragraphs = blocks(text).into_iter().filter_map(|block| match block {
        Block::Paragraph(text) | Block::Item(text) => Some(text),
        Block::Code(_) => None,
    });
    let first = inline::without_targets(&paragraphs.next().unwrap_or_default());
    let (first, added) = match ADDED.iter().find_map(|start| first.find(start)).map(|start| first.split_at(start)) {
        Some((before, added)) if is_added(added) => (before.trim_end(), Some(added.to_owned())),
        _ => (first.as_str(), None),
    };
    let first = shortened(first);
    let Some(added) = added.or_else(|| paragraphs.find(|text| is_added(text))) else { return first };
    match first.as_str() {
        "" => added,
        first if first.ends_with(['.', '!', '?', ':']) => format!("{first} {added}"),
        first => format!("{first}. {added}"),
    }
}

/// True for one sentence that an import adds.
fn is_added(text: &str) -> bool {
    ADDED.iter().any(|start| text.starts_with(start)) && text.ends_with('.') && !text.contains(". ")
}

/// The text, or its first sentence if it is long.
fn shortened(text: &str) -> String {
    let mut text = text.to_owned();
    // Quotes of code come and go between a document and its export.
    if text.len() - text.matches('`').count() > LONG {
        let ends = text.match_indices(". ").map(|(index, _)| index + 1);
        let sentence = ends.filter(|end| *end > SHORT).find(|end| text.get(end + 1..).is_some_and(starts_sentence));
        text.truncate(sentence.unwrap_or(text.len()));
    }
    text
}

fn starts_sentence(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_of_code_do_not_lengthen_a_brief() {
        let text = "The version to use to start a new session of TwiML. Can be: 2010-04-01 or 2008-08-01.";
        assert_eq!(brief(text), text);
        let quoted = text.replace("2010-04-01", "`2010-04-01`").replace("2008-08-01", "`2008-08-01`");
        assert_eq!(brief(&quoted), quoted);
    }

    #[test]
    fn the_sentence_of_an_import_is_kept_whatever_stands_before_it() {
        let long = "The kind of the whole thing. All that a reader could ever want to know about the kinds of things.";
        let values = "One of `a`, `b`.";
        for (text, kept) in
            [(long, "The kind of the whole thing."), ("The kind", "The kind."), ("The kind.", "The kind.")]
        {
            let once = brief(&format!("{text}\n\n{values}"));
            assert_eq!(once, format!("{kept} {values}"));
            assert_eq!(brief(&once), once);
        }
        assert_eq!(brief(&format!("Kind. {values} They differ.")), format!("Kind. {values} They differ."));
        assert_eq!(brief(values), values);
    }
}
