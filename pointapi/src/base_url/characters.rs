//! The characters of a URL that parsers read in different ways.

use crate::encode::{is_dot_segment, octet};

/// True for a segment that every server reads as one, with the characters of a URL: it is not empty, not `.` or `..` in
/// any spelling, and encodes neither `/` nor a backslash.
pub(super) fn is_plain_segment(segment: &str) -> bool {
    let mut escapes = segment.split('%').skip(1).map(|escaped| octet(escaped.as_bytes()));
    let is_readable = escapes.all(|octet| octet.is_some_and(|octet| !matches!(octet, b'/' | b'\\')));
    is_readable && !segment.is_empty() && !is_dot_segment(segment)
}

pub(super) fn check_characters(url: &str) -> Result<(), &'static str> {
    if url.contains(|c: char| !c.is_ascii_graphic() || matches!(c, '\\' | '#')) {
        return Err("contains a space, a backslash, a fragment or a character outside ASCII");
    }
    Ok(())
}

/// Returns the normal form of a target: with a path, and with those characters encoded that a URL parser would encode
/// in a path or in a query.
pub(crate) fn in_normal_form(target: &str) -> String {
    let mut normal = String::with_capacity(target.len() + 1);
    if !target.starts_with('/') {
        normal.push('/');
    }
    for character in target.chars() {
        match character {
            '"' | '\'' | '<' | '>' | '^' | '`' | '{' | '}' => {
                normal.push_str(&format!("%{:02X}", u32::from(character)))
            }
            _ => normal.push(character),
        }
    }
    normal
}
