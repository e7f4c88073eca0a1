//! Paths with placeholders in braces, whose patterns have slashes and braces too.

/// True if each brace has its partner.
pub(super) fn is_balanced(path: &str) -> bool {
    let open = path.chars().try_fold(0usize, |depth, character| match character {
        '{' => Some(depth + 1),
        '}' => depth.checked_sub(1),
        _ => Some(depth),
    });
    open == Some(0)
}

/// The parts between separators outside of placeholders, whose patterns have slashes and braces.
pub(super) fn split<'a>(path: &'a str, separators: &[char]) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (index, character) in path.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            separator if depth == 0 && separators.contains(&separator) => {
                parts.extend(path.get(start..index));
                start = index + separator.len_utf8();
            }
            _ => {}
        }
    }
    parts.extend(path.get(start..));
    parts
}

/// The path before and after the first separator outside of a placeholder.
pub(super) fn split_once(path: &str, separator: char) -> (&str, &str) {
    let before = split(path, &[separator]).first().copied().unwrap_or(path);
    (before, path.get(before.len() + separator.len_utf8()..).unwrap_or_default())
}

/// The text before the first expression in braces, the expression, and what follows it.
pub(super) fn next_expression(text: &str) -> Option<(&str, &str, &str)> {
    let (before, behind) = text.split_once('{')?;
    let mut depth = 1usize;
    let end = behind.find(|character| {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    Some((before, behind.get(..end)?, behind.get(end + 1..)?))
}
