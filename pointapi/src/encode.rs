//! Percent-encoding: one table per position of a URL (RFC 3986, section 2).

#[cfg(any(feature = "openapi", feature = "server"))]
pub(crate) mod decode;

/// The bytes that stand for themselves in one position.
pub(crate) struct Plain {
    bytes: [bool; 256],
    space_is_plus: bool,
}

/// A path segment: only the unreserved characters, so no value can leave its segment.
pub(crate) const SEGMENT: Plain = Plain::unreserved(false);

/// A query name or value: only the unreserved characters.
pub(crate) const QUERY: Plain = Plain::unreserved(false);

/// A name or value of an `application/x-www-form-urlencoded` body, where a space is `+`.
#[cfg_attr(
    not(any(feature = "form", feature = "oauth2", test)),
    expect(dead_code, reason = "no feature encodes forms")
)]
pub(crate) const FORM: Plain = Plain::unreserved(true);

/// A cookie's value: the octets of RFC 6265, section 4.1.1. They include `%` and `=`, so a value that a server has set,
/// encoded in its own way, is sent back unchanged. Nothing is encoded, since `a%20b` is another value than `a b`.
pub(crate) const COOKIE: Plain = Plain::cookie(b"\",;\\");

/// A cookie's name: the same without `%` and `=`.
pub(crate) const COOKIE_NAME: Plain = Plain::cookie(b"\",;\\%=");

/// Returns the bytes in lower-case hexadecimal digits.
#[cfg(any(feature = "oauth2", feature = "server", feature = "shared-guard"))]
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        text.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
        text
    })
}

/// The octets of a cookie's value, without the quotes that may enclose them (RFC 6265, section 4.1.1).
pub(crate) fn cookie_octets(value: &str) -> &str {
    value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value)
}

impl Plain {
    /// Visible ASCII except these bytes.
    const fn cookie(except: &[u8]) -> Self {
        let mut bytes = [false; 256];
        let mut byte = 0x21;
        while byte < 0x7F {
            bytes[byte] = true;
            byte += 1;
        }
        let mut index = 0;
        while index < except.len() {
            bytes[except[index] as usize] = false;
            index += 1;
        }
        Self { bytes, space_is_plus: false }
    }

    const fn unreserved(space_is_plus: bool) -> Self {
        let mut bytes = [false; 256];
        let mut byte = 0;
        while byte < 128 {
            let unreserved = (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'-' | b'.' | b'_' | b'~');
            bytes[byte] = unreserved;
            byte += 1;
        }
        Self { bytes, space_is_plus }
    }

    /// True if every byte of `text` stands for itself.
    pub(crate) fn holds(&self, text: &str) -> bool {
        text.bytes().all(|byte| self.bytes[usize::from(byte)])
    }

    /// Appends `text`, and encodes every byte that is not plain.
    pub(crate) fn encode_into(&self, text: &str, out: &mut String) {
        const HEX: &[u8; 16] = b"0123456789ABCDEF";
        let mut rest = text;
        while let Some(end) = rest.bytes().position(|byte| !self.bytes[usize::from(byte)]) {
            let (plain, special) = rest.split_at(end);
            out.push_str(plain);
            let character = special.chars().next().unwrap_or_default();
            let (character, after) = special.split_at(character.len_utf8());
            for byte in character.bytes() {
                if byte == b' ' && self.space_is_plus {
                    out.push('+');
                } else {
                    out.push('%');
                    out.push(char::from(HEX[usize::from(byte >> 4)]));
                    out.push(char::from(HEX[usize::from(byte & 15)]));
                }
            }
            rest = after;
        }
        out.push_str(rest);
    }
}

/// Returns true for a segment `.` or `..`, also with encoded dots.
pub(crate) fn is_dot_segment(segment: &str) -> bool {
    matches!(&*segment.to_ascii_lowercase().replace("%2e", "."), "." | "..")
}

/// The octet of two hexadecimal digits.
pub(crate) fn octet(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(*digits.first()?)? * 16 + digit(*digits.get(1)?)?).ok()
}

/// True if a query has a pair of this name, however either of them is encoded (RFC 3986, section 6.2.2.2).
pub(crate) fn has_name(query: &str, name: &str) -> bool {
    query.split('&').any(|pair| is_named(pair, name))
}

/// True if this is the name of an encoded pair, however either of them is encoded.
pub(crate) fn is_named(pair: &str, name: &str) -> bool {
    decoded(name_of(pair)).eq(decoded(name))
}

/// The name of a pair, as it is encoded.
pub(crate) fn name_of(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

/// The bytes of encoded text; a `%` that begins no octet stands for itself.
fn decoded(text: &str) -> impl Iterator<Item = u8> {
    let mut rest = text.as_bytes();
    std::iter::from_fn(move || {
        let (first, after) = rest.split_first()?;
        let octet = octet(after).filter(|_| *first == b'%');
        rest = if octet.is_some() { &after[2..] } else { after };
        octet.or(Some(*first))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(plain: &Plain, text: &str) -> String {
        let mut out = String::new();
        plain.encode_into(text, &mut out);
        out
    }

    #[test]
    fn unreserved_characters_stay() {
        assert_eq!(encoded(&SEGMENT, "AZaz09-._~"), "AZaz09-._~");
    }

    #[test]
    fn other_characters_are_encoded_byte_by_byte() {
        assert_eq!(encoded(&SEGMENT, "a/b?c#d%e;é "), "a%2Fb%3Fc%23d%25e%3B%C3%A9%20");
    }

    #[test]
    fn names_are_the_same_however_they_are_encoded() {
        for (pair, name, is_same) in [
            ("$top=5", "%24top", true),
            ("%24top=5", "$top", true),
            ("page%5bsize%5D", "page[size]", true),
            ("%zz%2=", "%zz%2", true),
            ("$top=5", "top", false),
            ("top=$skip", "$skip", false),
            ("%2524top=5", "%24top", false),
            ("", "a", false),
        ] {
            assert_eq!(is_named(pair, name), is_same, "{pair} {name}");
            assert_eq!(has_name(&format!("x=1&{pair}"), name), is_same, "{pair} {name}");
        }
    }

    #[test]
    fn a_space_in_a_form_is_a_plus() {
        assert_eq!(encoded(&FORM, "a b+c"), "a+b%2Bc");
    }
}
