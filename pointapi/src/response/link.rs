//! The `Link` header (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link with this relation.
pub(super) fn target_of(headers: &HeaderMap, relation: &str) -> Option<String> {
    // A title may have any bytes; the rest of a link is ASCII.
    headers.get_all(LINK).iter().find_map(|value| target_in(&String::from_utf8_lossy(value.as_bytes()), relation))
}

fn target_in(mut rest: &str, relation: &str) -> Option<String> {
    while let Some((_, after)) = rest.split_once('<') {
        let (target, parameters) = after.split_once('>')?;
        let (is_found, after) = has_relation(parameters, relation);
        if is_found {
            return Some(target.trim_ascii().to_owned());
        }
        rest = after;
    }
    None
}

/// True if the parameters of a link name the relation; returns what follows the link, too. A link with an anchor is one of
/// another resource (section 3.2).
fn has_relation<'a>(parameters: &'a str, relation: &str) -> (bool, &'a str) {
    let (mut is_found, mut has_any, mut has_anchor, mut rest) = (false, false, false, parameters);
    while let Some(parameter) = rest.trim_ascii_start().strip_prefix(';') {
        let (name, after) = parameter.split_at(parameter.find(['=', ';', ',']).unwrap_or(parameter.len()));
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value_of(after.trim_ascii_start()),
            None => ("", after),
        };
        has_anchor |= name.trim_ascii().eq_ignore_ascii_case("anchor");
        // Only the first `rel` of a link counts (section 3.3).
        if name.trim_ascii().eq_ignore_ascii_case("rel") && !std::mem::replace(&mut has_any, true) {
            is_found = value.split_ascii_whitespace().any(|own| own.eq_ignore_ascii_case(relation));
        }
        rest = after;
    }
    (is_found && !has_anchor, rest)
}

/// A token or a quoted string, and what follows it.
fn value_of(text: &str) -> (&str, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        return text.split_at(text.find([';', ',']).unwrap_or(text.len()));
    };
    let mut is_escaped = false;
    let is_end = |character: char| {
        let is_end = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_end
    };
    quoted.split_once(is_end).unwrap_or((quoted, ""))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn next_of(values: &[&'static str]) -> Option<String> {
        target_of(&values.iter().map(|value| (LINK, HeaderValue::from_static(value))).collect(), "next")
    }

    #[test]
    fn the_next_link_is_found_in_any_order_and_spelling() {
        for value in [
            r#"</a?page=2>; rel="next""#,
            r#"</a?page=1>; rel="first", </a?page=2>; rel="next", </a?page=9>; rel="last""#,
            "</a?page=2>;rel=next",
            r#"</a?page=2>; title="say \"hi\", </b>; rel=prev"; rel="next""#,
            r#"</a?page=2>; title="back\\"; rel="next""#,
            r#"< /a?page=2 >; title="a, <b>; rel=prev"; REL="prev Next""#,
        ] {
            assert_eq!(next_of(&[value]).as_deref(), Some("/a?page=2"), "{value}");
        }
        assert_eq!(next_of(&["</a>; rel=prev", "</b>; rel=next"]).as_deref(), Some("/b"));
        let latin = HeaderValue::from_bytes(b"</a>; title=\"Pr\xF3xima\"; rel=next").unwrap();
        assert_eq!(target_of(&[(LINK, latin)].into_iter().collect(), "NEXT").as_deref(), Some("/a"));
    }

    #[test]
    fn other_links_are_not_the_next() {
        for value in [
            "",
            "/a; rel=next",
            "</a>",
            "</a>; rel=prev; rel=next",
            "</a>; title=next",
            "</a; rel=next",
            "</a>; rel=next; anchor=\"#section\"",
            "</a>; Anchor=\"/other\"; rel=next",
        ] {
            assert_eq!(next_of(&[value]), None, "{value}");
        }
        assert_eq!(next_of(&["</a>; anchor=\"/b\"; rel=next, </c>; rel=next"]).as_deref(), Some("/c"));
    }
}
