//! Text of a path that is not in braces.

/// Text as it may stand in a template.
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    let bytes = text.as_bytes();
    for (index, byte) in bytes.iter().enumerate() {
        let is_hex = |offset: usize| bytes.get(index + offset).is_some_and(u8::is_ascii_hexdigit);
        match byte {
            b'%' if !(is_hex(1) && is_hex(2)) => encoded.push_str("%25"),
            byte if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%".contains(byte) => {
                encoded.push(char::from(*byte))
            }
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
