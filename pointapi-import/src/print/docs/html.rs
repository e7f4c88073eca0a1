//! HTML in descriptions.

use crate::printable::is_unsafe_format;

/// Elements that begin a new line.
const BREAKS: [&str; 12] = ["br", "p", "li", "ul", "ol", "div", "tr", "table", "h1", "h2", "h3", "hr"];

/// The text without HTML elements and entities; code stays code.
pub(super) fn without_html(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, behind) = rest.split_at(start);
        plain.push_str(before);
        let element = behind.split_once('>').map(|(element, behind)| (element.trim_start_matches('<'), behind));
        match element {
            Some((element, behind)) if is_element(element) => {
                let name = element_name(element);
                if ["code", "tt"].contains(&name.as_str()) {
                    plain.push('`');
                } else if name == "li" && !element.starts_with('/') {
                    plain.push_str("\n- ");
                } else if BREAKS.contains(&name.as_str()) {
                    plain.push('\n');
                }
                rest = behind;
            }
            _ => {
                plain.push('<');
                rest = behind.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    entities(&plain)
}

fn element_name(element: &str) -> String {
    let name = element.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or_default();
    name.to_ascii_lowercase()
}

fn is_element(element: &str) -> bool {
    let name = element.trim_start_matches('/');
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && !element_name(element).contains(['@', ':', '_', '-', '.'])
        && element.len() < 400
        || element.starts_with("!--")
}

fn entities(text: &str) -> String {
    const ENTITIES: [(&str, &str); 8] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("\u{a0}", " "),
        ("&amp;", "&"),
    ];
    let mut text = text.replace('\r', "").replace('\t', " ");
    text.retain(|c| c == '\n' || !c.is_control() && !is_unsafe_format(c));
    for (entity, character) in ENTITIES {
        if text.contains(entity) {
            text = text.replace(entity, character);
        }
    }
    text
}
