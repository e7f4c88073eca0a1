//! A document's descriptions as doc comments that rustdoc and clippy read without a warning.

mod brief;
mod html;
mod inline;

use crate::print::WIDTH;

pub(crate) use brief::brief;

/// The length of a description after which no further block is added.
const MANUAL: usize = 320;

/// A block of a description.
#[derive(Debug, PartialEq, Eq)]
enum Block {
    Paragraph(String),
    Item(String),
    Code(Vec<String>),
}

/// Doc comment lines for the text; nothing for none.
pub(crate) fn documented(text: &str, indent: usize) -> String {
    let prefix = format!("{}///", " ".repeat(indent));
    lines(text, WIDTH.saturating_sub(indent + 4), inline::markdown).iter().map(|line| prefixed(&prefix, line)).collect()
}

/// Inner doc comment lines, for the top of a file.
pub(crate) fn documented_inside(text: &str) -> String {
    lines(text, WIDTH - 4, inline::markdown).iter().map(|line| prefixed("//!", line)).collect()
}

/// Plain comment lines.
pub(crate) fn comment(text: &str, indent: usize) -> String {
    let prefix = format!("{}//", " ".repeat(indent));
    lines(text, WIDTH.saturating_sub(indent + 3), str::to_owned).iter().map(|line| prefixed(&prefix, line)).collect()
}

/// The blocks that begin within the first 320 characters; longer texts stay in the document.
pub(crate) fn opening(text: &str) -> String {
    let mut length = 0;
    let mut kept = Vec::new();
    for block in blocks(text) {
        if length > MANUAL {
            break;
        }
        let text = match block {
            Block::Paragraph(text) => text,
            Block::Item(text) => format!("- {text}"),
            Block::Code(code) => format!("```\n{}\n```", code.join("\n")),
        };
        length += text.len();
        kept.push(text);
    }
    kept.join("\n\n")
}

/// True for a text that ends in an item of a list.
pub(crate) fn ends_in_item(text: &str) -> bool {
    matches!(blocks(text).last(), Some(Block::Item(_)))
}

fn prefixed(prefix: &str, line: &str) -> String {
    if line.is_empty() { format!("{prefix}\n") } else { format!("{prefix} {line}\n") }
}

fn lines(text: &str, width: usize, inline: fn(&str) -> String) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_list = false;
    for block in blocks(text) {
        let is_item = matches!(block, Block::Item(_));
        if !(lines.is_empty() || is_list && is_item) {
            lines.push(String::new());
        }
        is_list = is_item;
        match block {
            Block::Paragraph(text) => wrap(&inline(&text), width, "", &mut lines),
            Block::Item(text) => wrap(&inline(&text), width, "- ", &mut lines),
            Block::Code(code) => {
                lines.push("```text".to_owned());
                lines.extend(code);
                lines.push("```".to_owned());
            }
        }
    }
    lines
}

fn blocks(text: &str) -> Vec<Block> {
    let text = html::without_html(text);
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    let mut code: Option<Vec<String>> = None;
    for line in text.lines() {
        let trimmed = line.trim();
        if let Some(lines) = &mut code {
            if trimmed.starts_with("```") {
                blocks.extend(code.take().filter(|code| !code.is_empty()).map(Block::Code));
            } else {
                lines.push(line.trim_end().replace('\t', "    "));
            }
        } else if trimmed.starts_with("```") {
            blocks.extend(open.take());
            code = Some(Vec::new());
        } else if trimmed.is_empty() || is_rule(trimmed) {
            blocks.extend(open.take());
        } else if let Some(item) = list_item(trimmed) {
            blocks.extend(open.replace(Block::Item(item.to_owned())));
        } else if let Some(heading) = trimmed.strip_prefix('#') {
            blocks.extend(open.take());
            let heading = heading.trim_matches('#').trim();
            if !heading.is_empty() {
                blocks.push(Block::Paragraph(heading.to_owned()));
            }
        } else {
            match &mut open {
                Some(Block::Paragraph(text) | Block::Item(text)) => {
                    text.push(' ');
                    text.push_str(trimmed);
                }
                _ => open = Some(Block::Paragraph(trimmed.to_owned())),
            }
        }
    }
    blocks.extend(open);
    blocks.extend(code.filter(|code| !code.is_empty()).map(Block::Code));
    blocks
}

/// True for a horizontal rule, an underlined heading and the second row of a table.
fn is_rule(line: &str) -> bool {
    line.chars().all(|c| "-=*_|:+ ".contains(c))
}

fn list_item(line: &str) -> Option<&str> {
    let behind = line.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with(' '));
    behind
        .or_else(|| {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_numbered = rest.len() < line.len() && line.len() - rest.len() < 4;
            rest.strip_prefix(['.', ')']).filter(|rest| is_numbered && rest.starts_with(' '))
        })
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

/// Breaks the text into lines; the lines of a list item after the first are indented.
fn wrap(text: &str, width: usize, marker: &str, lines: &mut Vec<String>) {
    let mut line = marker.to_owned();
    let mut is_empty = true;
    for word in inline::words(text) {
        let length = line.chars().count() + word.chars().count() + 1;
        if !is_empty && length > width && !begins_block(&word) {
            lines.push(std::mem::replace(&mut line, " ".repeat(marker.len())));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        if is_empty && begins_block(&word) {
            line.push('\\');
        }
        line.push_str(&word);
        is_empty = false;
    }
    if !is_empty {
        lines.push(line);
    }
}

/// True for a word that begins a list, a heading, a quotation, a table or code at the start of a line.
fn begins_block(word: &str) -> bool {
    let is_number = word.trim_end_matches(['.', ')']).len() < word.len()
        && word.trim_end_matches(['.', ')']).chars().all(|c| c.is_ascii_digit());
    let is_symbol = word.chars().all(|c| "-+*=#>|_~".contains(c));
    is_number || is_symbol || word.starts_with(['#', '>', '|']) || word.starts_with("~~~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_links_and_html_are_safe() {
        let docs = documented("Returns <b>the</b> `id` of a user_name, see https://a.b/c. Or [x] (y) <T>", 0);
        assert_eq!(docs, "/// Returns the `id` of a `user_name`, see <https://a.b/c>. Or \\[x\\] (y)\n");
    }

    #[test]
    fn an_address_and_a_url_of_another_scheme_are_code() {
        let docs = documented("Not ::1 (see unix:///run/x.sock). Types: a_b: c", 0);
        assert_eq!(docs, "/// Not `::1` (see `unix:///run/x.sock`). Types: `a_b`: c\n");
    }

    #[test]
    fn a_path_is_code_with_its_slashes() {
        let docs = documented("See /threads/__ID__/runs, (a/b_c/) or `GET` /v1/users and x_y`z`", 0);
        assert_eq!(docs, "/// See `/threads/__ID__/runs`, (`a/b_c/`) or `GET` /v1/users and `x_yz`\n");
    }

    #[test]
    fn a_link_of_html_is_its_text() {
        let docs = documented("See <a\nhref=\"https://a.b/c_d\">the page</a> or <https://a.b>.", 0);
        assert_eq!(docs, "/// See the page or <https://a.b>.\n");
    }

    #[test]
    fn escapes_are_not_escaped_again() {
        let docs = documented("See \\[the page\\] or [x]", 0);
        assert_eq!(docs, "/// See \\[the page\\] or \\[x\\]\n");
        assert_eq!(documented(docs.trim_start_matches("/// "), 0), docs);
    }

    #[test]
    fn code_is_never_a_doctest() {
        assert_eq!(documented("```json\n{}\n```", 4), "    /// ```text\n    /// {}\n    /// ```\n");
    }

    #[test]
    fn a_fence_of_tildes_is_never_a_doctest() {
        let docs = documented("~~~rust\nstd::process::exit(1);\n\n- ~~~rust", 0);
        assert_eq!(docs, "/// \\~~~rust `std::process::exit(1`);\n///\n/// - \\~~~rust\n");
    }

    #[test]
    fn items_are_indented() {
        let text = format!("* {}", "word ".repeat(30));
        let docs = documented(&text, 0);
        assert!(docs.starts_with("/// - word"), "{docs}");
        assert!(docs.contains("\n///   word"), "{docs}");
    }

    #[test]
    fn no_line_begins_a_block_by_accident() {
        let text = format!("{}- 1. # x", "four ".repeat(19));
        let docs = documented(&text, 0);
        assert!(docs.lines().all(|line| !line.starts_with("/// -") && !line.starts_with("/// 1.")), "{docs}");
    }
}
