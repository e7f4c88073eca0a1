//! JSON pointers (RFC 6901) as fragments: `#/paths/~1orders/get`.

/// The pointer to a child.
pub(crate) fn child(pointer: &str, token: &str) -> String {
    let mut child = String::with_capacity(pointer.len() + token.len() + 1);
    child.push_str(pointer);
    child.push('/');
    for character in token.chars() {
        match character {
            '~' => child.push_str("~0"),
            '/' => child.push_str("~1"),
            _ => child.push(character),
        }
    }
    child
}

/// The unescaped tokens.
pub(crate) fn tokens(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer.split('/').skip(1).map(|token| percent_decode(token).replace("~1", "/").replace("~0", "~"))
}

/// The last token.
pub(crate) fn last(pointer: &str) -> String {
    tokens(pointer).last().unwrap_or_default()
}

/// Undoes percent-encoding (RFC 3986, section 2.1).
pub(crate) fn percent_decode(token: &str) -> String {
    if !token.contains('%') {
        return token.to_owned();
    }
    let mut bytes = Vec::with_capacity(token.len());
    let mut rest = token.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let decoded = match behind {
            [high, low, ..] if first == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match decoded {
            Some((high, low)) => {
                bytes.push(high * 16 + low);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_undo_child() {
        let pointer = child(&child("#", "paths"), "/a~b/{id}");
        assert_eq!(pointer, "#/paths/~1a~0b~1{id}");
        assert_eq!(tokens(&pointer).collect::<Vec<_>>(), ["paths", "/a~b/{id}"]);
    }

    #[test]
    fn percent_encoding_is_undone() {
        assert_eq!(tokens("#/a/%7Bid%7D%2").collect::<Vec<_>>(), ["a", "{id}%2"]);
    }
}
