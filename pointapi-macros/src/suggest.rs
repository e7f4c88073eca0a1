//! "Did you mean": the known name that is nearest to a misspelt one.

/// The least likeness of a suggestion: one wrong letter in three, two in five.
const LIKENESS: f64 = 0.6;

/// The candidate nearest to `written`, if one is near.
pub(crate) fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (likeness(written, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// From 0 (nothing in common) to 1 (equal); capitals, underscores, hyphens and dots do not count.
fn likeness(written: &str, candidate: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(&folded(written), &folded(candidate))
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| !"_-.".contains(*c)).flat_map(char::to_lowercase).collect()
}

/// The second half of an "unknown ..." message: the nearest name, or all names.
pub(crate) fn instead_of(written: &str, candidates: &[&str]) -> String {
    match nearest(written, candidates.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("expected {}", alternatives(candidates)),
    }
}

/// Input: `["a", "b", "c"]`
///
/// Output: "`a`, `b` or `c`"
pub(crate) fn alternatives(names: &[&str]) -> String {
    let mut text = String::new();
    for (index, name) in names.iter().enumerate() {
        let joint = match index {
            0 => "",
            _ if index + 1 == names.len() => " or ",
            _ => ", ",
        };
        text.push_str(joint);
        text.push('`');
        text.push_str(name);
        text.push('`');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keys_is_recognised() {
        assert_eq!(nearest("timout", ["name", "timeout", "attempts"]), Some("timeout"));
        assert_eq!(nearest("usr_id", ["user_id", "model"]), Some("user_id"));
        assert_eq!(nearest("orderId", ["order_id"]), Some("order_id"));
        assert_eq!(nearest("order-id", ["order_id"]), Some("order_id"));
        assert_eq!(nearest("cvs", ["pipes", "csv"]), Some("csv"));
        assert_eq!(nearest("GETT", ["GET", "POST"]), Some("GET"));
        assert_eq!(nearest("retries", ["name", "timeout"]), None);
        assert_eq!(nearest("id", ["product"]), None);
    }

    #[test]
    fn alternatives_read_as_a_list() {
        assert_eq!(alternatives(&["a"]), "`a`");
        assert_eq!(alternatives(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
