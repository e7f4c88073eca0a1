//! Text that was percent-encoded in a URL or a form.

use super::octet;

/// Encoded octets that are not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotUtf8;

/// Decodes a name or a value of a form or a query, where `+` is a blank (WHATWG URL, section 5.1).
pub(crate) fn decode_form(text: &str) -> Result<String, NotUtf8> {
    if text.contains('+') { decode_plain(&text.replace('+', " ")) } else { decode_plain(text) }
}

/// The decoded names and values of a query, without those that are not UTF-8.
pub(crate) fn decode_pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query.split('&').filter(|pair| !pair.is_empty()).filter_map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((decode_form(name).ok()?, decode_form(value).ok()?))
    })
}

/// Decodes percent-encoded octets; a `%` that begins none is kept (WHATWG URL, section 1.3).
pub(crate) fn decode_plain(text: &str) -> Result<String, NotUtf8> {
    let (first, encoded) = text.split_once('%').map_or((text, None), |(first, rest)| (first, Some(rest)));
    let mut octets = Vec::with_capacity(text.len());
    octets.extend_from_slice(first.as_bytes());
    // What lies between two octets is copied at once, since every request is decoded here.
    for piece in encoded.into_iter().flat_map(|encoded| encoded.as_bytes().split(|byte| *byte == b'%')) {
        match piece.split_at_checked(2).and_then(|(hex, rest)| Some((octet(hex)?, rest))) {
            Some((octet, rest)) => {
                octets.push(octet);
                octets.extend_from_slice(rest);
            }
            None => {
                octets.push(b'%');
                octets.extend_from_slice(piece);
            }
        }
    }
    String::from_utf8(octets).map_err(|_| NotUtf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_sign_that_begins_no_octet_is_kept() {
        for (text, decoded) in
            [("100%", "100%"), ("%2", "%2"), ("%zz%41", "%zzA"), ("%+f", "%+f"), ("%%41", "%A"), ("%c3%A9", "é")]
        {
            assert_eq!(decode_plain(text).as_deref(), Ok(decoded), "{text}");
        }
    }
}
