//! A file name that the server suggests, made one that stays in its folder on every system.

/// Longer names are cut, so that a file system takes them with room for a number.
const LONGEST: usize = 200;

/// Names that Windows keeps for devices, whatever their extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The last part of the suggestion, without what a path or a file system could take amiss, and with the extension.
pub(super) fn safe(suggestion: &str, extension: &str) -> String {
    let last = suggestion.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|character| !character.is_control())
        .map(|character| if matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { character })
        .collect();
    let stem = plain.trim_matches([' ', '.']);
    let stem = without_suffix(stem, extension);
    let stem = cut(stem).trim_end_matches([' ', '.']);
    let prefix = match stem {
        "" => "report",
        _ if is_device(stem) => "_",
        _ => "",
    };
    format!("{prefix}{stem}{extension}")
}

/// The name, or the name with a number, so that it is none of those taken; capitals make no difference to some systems.
pub(super) fn distinct<'a>(name: String, extension: &str, taken: impl Iterator<Item = &'a str> + Clone) -> String {
    let is_taken = |name: &str| taken.clone().any(|other| other.eq_ignore_ascii_case(name));
    let stem = without_suffix(&name, extension);
    let numbered = (2..).map(|number| format!("{stem} ({number}){extension}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(name)
}

fn without_suffix<'a>(name: &'a str, suffix: &str) -> &'a str {
    let Some(split) = name.len().checked_sub(suffix.len()) else { return name };
    match (name.get(..split), name.get(split..)) {
        (Some(stem), Some(end)) if end.eq_ignore_ascii_case(suffix) => stem,
        _ => name,
    }
}

fn cut(name: &str) -> &str {
    let mut end = name.len().min(LONGEST);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let kind = first.trim_end_matches(|character: char| character.is_ascii_digit());
    DEVICES.contains(&kind) && first.len() <= kind.len() + 1
}

#[cfg(test)]
mod tests {
    use super::{distinct, safe};

    #[test]
    fn a_name_stays_in_its_folder() {
        for suggestion in ["../../etc/passwd", "/etc/passwd", "..\\..\\passwd", "C:\\x\\passwd", "passwd\0"] {
            assert_eq!(safe(suggestion, ".pdf"), "passwd.pdf", "{suggestion:?}");
        }
        assert_eq!(safe("..", ".pdf"), "report.pdf");
        assert_eq!(safe("", ".pdf"), "report.pdf");
        assert_eq!(safe(" .pdf", ".pdf"), "pdf.pdf");
    }

    #[test]
    fn blanks_and_dots_within_stay_and_the_extension_is_there_once() {
        assert_eq!(safe("1040 Return Transcript.2031.pdf", ".pdf"), "1040 Return Transcript.2031.pdf");
        assert_eq!(safe("Report.PDF", ".pdf"), "Report.pdf");
        assert_eq!(safe("ADV120Sample", ".pdf"), "ADV120Sample.pdf");
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let taken = ["a.pdf", "A (2).pdf"];
        assert_eq!(distinct("a.pdf".into(), ".pdf", taken.into_iter()), "a (3).pdf");
        assert_eq!(distinct("b.pdf".into(), ".pdf", taken.into_iter()), "b.pdf");
    }

    #[test]
    fn what_a_file_system_would_refuse_is_replaced() {
        assert_eq!(safe("a:b?c", ".pdf"), "a_b_c.pdf");
        assert_eq!(safe("COM1.2031", ".pdf"), "_COM1.2031.pdf");
        assert_eq!(safe("Contract", ".pdf"), "Contract.pdf");
        assert_eq!(safe(&"ü".repeat(300), ".pdf").len(), 204);
    }
}
