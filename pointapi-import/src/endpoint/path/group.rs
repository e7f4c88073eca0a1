//! The group of an operation without a tag.

use super::braces::split;

/// The word by which operations without a tag are grouped: the first segment that is not a version.
pub(in crate::endpoint) fn first_segment(path: &str) -> &str {
    let is_version = |segment: &str| {
        segment.strip_prefix(['v', 'V']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let segments = split(path, &['/', '?', '#']).into_iter().filter(|segment| !segment.is_empty());
    let mut named = segments.filter(|segment| !segment.contains('{') && !is_version(segment) && *segment != "api");
    named.next().unwrap_or("root")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_without_a_tag_are_grouped_by_path() {
        assert_eq!(first_segment("/v1/accounts/{id}"), "accounts");
        assert_eq!(first_segment("/{id}"), "root");
        assert_eq!(first_segment("/v1/{name=projects/*}:cancel"), "root");
    }
}
