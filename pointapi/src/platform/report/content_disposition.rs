//! The `ContentDisposition` of a document: `inline; filename="..."; ...; size=25`.

/// The longest value that is read: a list of parameters takes a multiple of its length.
const MAX_BYTES: usize = 4096;

/// Returns the value of a parameter, without quotes and escapes.
pub(super) fn parameter(disposition: &str, name: &str) -> Option<String> {
    if disposition.len() > MAX_BYTES {
        return None;
    }
    parameters(disposition).into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// Returns every parameter. A `;` within quotes does not separate, and a part without `=` is skipped.
fn parameters(disposition: &str) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let (mut is_quoted, mut is_escaped) = (false, false);
    for character in disposition.chars() {
        match character {
            _ if is_escaped => {
                is_escaped = false;
                part.push(character);
            }
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ';' if !is_quoted => parts.push(std::mem::take(&mut part)),
            _ => part.push(character),
        }
    }
    parts.push(part);
    let pair =
        |part: &String| part.split_once('=').map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()));
    parts.iter().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::parameter;

    #[test]
    fn quotes_and_escapes_are_removed() {
        let disposition = r#"inline; filename="W-2; \"Final\".2031.pdf"; creation-date="Tue, 08 Jul 2031"; size=25"#;
        assert_eq!(parameter(disposition, "filename").unwrap(), r#"W-2; "Final".2031.pdf"#);
        assert_eq!(parameter(disposition, "Size").unwrap(), "25");
        assert_eq!(parameter(disposition, "read-date"), None);
    }

    #[test]
    fn a_malformed_value_is_read_as_far_as_possible() {
        assert_eq!(parameter(r#"filename="never closed"#, "filename").unwrap(), "never closed");
        assert_eq!(parameter("", "filename"), None);
        assert_eq!(parameter("inline", "filename"), None);
    }
}
