//! Docs of Rust items, for readers of the document.

/// The words of rustdoc behind the fence of a code block in Rust.
const RUST: [&str; 6] = ["rust", "no_run", "ignore", "should_panic", "compile_fail", "standalone"];

/// Returns docs without their examples in Rust, and with the text of a link instead of a link to a Rust item.
pub(super) fn for_readers(docs: &str) -> String {
    without_links(without_examples(docs).trim())
}

fn without_examples(docs: &str) -> String {
    let mut text = String::with_capacity(docs.len());
    let mut open: Option<Block> = None;
    for line in docs.lines() {
        let fence = fence(line);
        let is_in_rust = open.as_ref().or(fence.as_ref()).is_some_and(|block| block.is_rust);
        open = match (open, fence) {
            (Some(block), Some(end)) if block.mark == end.mark => None,
            (None, begin) => begin,
            (open, _) => open,
        };
        if is_in_rust {
            // The paragraphs before and after an example are one blank line apart.
            text.truncate(text.trim_end().len());
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}

/// A code block, by the line that opens or closes it.
struct Block {
    mark: &'static str,
    is_rust: bool,
}

fn fence(line: &str) -> Option<Block> {
    let line = line.trim_start();
    let mark = ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark))?;
    let info = line.trim_start_matches(['`', '~']);
    let mut words = info.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty());
    Some(Block { mark, is_rust: words.all(|word| RUST.contains(&word) || word.starts_with("edition")) })
}

fn without_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('[') {
        plain.push_str(before);
        let (shown, behind) = link(behind).unwrap_or(("[", behind));
        plain.push_str(shown);
        rest = behind;
    }
    plain.push_str(rest);
    plain
}

/// Returns the text of a link to a Rust item, and what follows; the argument begins behind its `[`.
fn link(behind: &str) -> Option<(&str, &str)> {
    let (shown, behind) = behind.split_once(']')?;
    let is_code = shown.len() > 2 && shown.starts_with('`') && shown.ends_with('`');
    match behind.strip_prefix('(') {
        Some(target) => {
            let (target, behind) = target.split_once(')')?;
            // `Error::source()` ends with a parenthesis of its own.
            let behind = if target.ends_with('(') { behind.strip_prefix(')')? } else { behind };
            is_item(target).then_some((shown, behind))
        }
        None if is_code && !behind.starts_with(['[', ':']) => Some((shown, behind)),
        None => None,
    }
}

/// Returns true for a path of Rust; a URL has a dot, a slash or a fragment.
fn is_item(target: &str) -> bool {
    !target.is_empty() && target.chars().all(|c| c.is_alphanumeric() || "_:@!(".contains(c)) && !target.contains(":/")
}

#[cfg(test)]
mod tests {
    use super::for_readers;

    #[test]
    fn an_example_in_rust_is_left_out() {
        for info in ["", "rust", "no_run", "ignore,edition2024"] {
            let docs = format!("One order.\n\n```{info}\nlet ssn = \"canary\";\n```\n\nIt is new.");
            assert_eq!(for_readers(&docs), "One order.\n\nIt is new.", "{info}");
        }
        assert_eq!(for_readers("```\nnever closed"), "");
    }

    #[test]
    fn other_code_stays() {
        let docs = "Send:\n\n```json\n{\"id\": 7}\n```\n\nor `[7]`.";
        assert_eq!(for_readers(docs), docs);
    }

    #[test]
    fn a_link_to_an_item_leaves_its_text() {
        for (docs, plain) in [
            ("See [`Error`](crate::Error).", "See `Error`."),
            ("See [the error](crate::Error::source()), then [`Error`].", "See the error, then `Error`."),
            ("Read [the guide](https://example.com/a_b).", "Read [the guide](https://example.com/a_b)."),
            ("One of [a, b] or [c](#d) or [`e`][f]", "One of [a, b] or [c](#d) or [`e`][f]"),
            ("never [closed", "never [closed"),
        ] {
            assert_eq!(for_readers(docs), plain);
        }
    }
}
