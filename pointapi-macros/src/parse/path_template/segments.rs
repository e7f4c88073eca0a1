//! Parts of a template that a server or a proxy would not take as written.

use syn::LitStr;

use super::mistake::mistake_at;

pub(super) fn forbid_absolute_url(text: &str, literal: &LitStr) -> syn::Result<()> {
    let path = text.split('?').next().unwrap_or_default();
    if path.contains("://") || path.starts_with("//") {
        let message = "the host is set by the client; write the path alone and set the host with `base_url`, \
                       or take a `#[url]` argument";
        return Err(syn::Error::new(literal.span(), message));
    }
    Ok(())
}

/// Segments that a server or a proxy would not take as written.
pub(super) fn forbid_odd_segments(path: &str, text: &str, literal: &LitStr) -> syn::Result<()> {
    let mut index = 1;
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        let decoded = segment.to_ascii_lowercase().replace("%2e", ".");
        let bare = segment.trim_start_matches([':', '<', '*']).trim_end_matches('>');
        let message = match segment {
            "" if !is_last => Some("`//` makes an empty segment; write one `/`".to_owned()),
            _ if decoded == "." || decoded == ".." => {
                Some(format!("a `{segment}` segment is resolved before the request is sent; write the path without it"))
            }
            _ if is_other_placeholder(segment) => {
                let star = if segment.starts_with('*') { "*" } else { "" };
                let literal = segment
                    .strip_prefix(':')
                    .map_or(String::new(), |verb| format!(", or `%3A{verb}` for a literal colon"));
                Some(format!("`{segment}` is the placeholder of another framework; write `{{{bare}{star}}}`{literal}"))
            }
            _ => None,
        };
        if let Some(message) = message {
            return Err(mistake_at(literal, text, index, &message));
        }
        index += segment.len() + 1;
    }
    Ok(())
}

/// `:id`, `*rest` and `<id>`.
fn is_other_placeholder(segment: &str) -> bool {
    let starts_a_name = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    segment.strip_prefix([':', '*']).is_some_and(starts_a_name) || (segment.starts_with('<') && segment.ends_with('>'))
}
