//! Relative references (RFC 3986, sections 4.2 and 5.2).

use crate::encode::is_dot_segment;

/// Returns true if the reference names its own scheme (RFC 3986, section 3.1).
pub(crate) fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// Resolves a reference without scheme and host against the target (path and query) of another request.
///
/// # Errors
///
/// The fault of a reference that parsers read in different ways, in words that follow "the URL".
pub(super) fn resolve(base: &str, reference: &str) -> Result<String, &'static str> {
    if reference.is_empty() {
        return Err("is empty");
    }
    let base_path = base.split('?').next().unwrap_or_default();
    let (path, query) = match reference.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (reference, None),
    };
    if path.split('/').any(|segment| segment.contains('%') && is_dot_segment(segment)) {
        return Err("has an encoded segment `.` or `..`");
    }
    let path = match path {
        "" => base_path.to_owned(),
        _ if path.starts_with('/') => without_dots(path),
        _ => without_dots(&format!("{}/{path}", base_path.rsplit_once('/').map_or("", |(folder, _)| folder))),
    };
    if path.starts_with("//") {
        return Err("has a path that begins with `//`, which would name another host");
    }
    Ok(match query {
        Some(query) => format!("{path}?{query}"),
        None => path,
    })
}

/// Removes the segments `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            segment => {
                kept.push(segment);
                continue;
            }
        }
        if is_last {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}
