//! Safe file names from those that the server suggests: each stays in its folder on every system.

use std::collections::{HashMap, HashSet};

/// Longer names are cut: file systems allow 255 bytes, and a number may follow.
const MAX_BYTES: usize = 200;

/// Names that Windows reserves for devices, with any extension, also with a digit at the end.
const DEVICES: [&str; 8] = ["con", "conin$", "conout$", "prn", "aux", "nul", "com", "lpt"];

/// The longest extension, with its dot, that stays at the end when a number is added.
const MAX_EXTENSION_BYTES: usize = 6;

/// Returns the last part of the suggestion in ASCII with the extension, without characters that have a meaning to a
/// path, a file system, a terminal or a command line.
///
/// Letters of other scripts become `_`: file systems compare them differently, and some characters reverse the text
/// that follows them.
pub(super) fn safe(suggestion: &str, extension: &str) -> String {
    let last = suggestion.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter_map(plain).collect();
    let stem = without_suffix(plain.trim_matches([' ', '.']), extension);
    let stem = stem[..stem.len().min(MAX_BYTES)].trim_end_matches([' ', '.']);
    let prefix = match stem {
        "" => "report",
        _ if is_device(stem) || stem.starts_with('-') => "_",
        _ => "",
    };
    format!("{prefix}{stem}{extension}")
}

/// Returns the name, then the name with a number from 2, before its extension.
pub(super) fn numbered(name: &str) -> impl Iterator<Item = String> + '_ {
    std::iter::once(name.to_owned()).chain((2..).map(|number| with_number(name, number)))
}

fn with_number(name: &str, number: u32) -> String {
    let dot = name.rfind('.').filter(|dot| name.len() - dot <= MAX_EXTENSION_BYTES);
    let (stem, extension) = name.split_at(dot.unwrap_or(name.len()));
    format!("{stem} ({number}){extension}")
}

/// The file names of one report, all different; some systems ignore the case.
#[derive(Default)]
pub(super) struct FileNames {
    taken: HashSet<String>,
    /// The last number of each name that came more than once, so that many documents of one name take linear time.
    numbers: HashMap<String, u32>,
}

impl FileNames {
    /// Returns the name, with a number if it is taken.
    pub(super) fn distinct(&mut self, name: String) -> String {
        let key = name.to_ascii_lowercase();
        if self.taken.insert(key.clone()) {
            return name;
        }
        let number = self.numbers.entry(key).or_insert(1);
        loop {
            *number += 1;
            let candidate = with_number(&name, *number);
            if self.taken.insert(candidate.to_ascii_lowercase()) {
                return candidate;
            }
        }
    }
}

/// Returns the replacement of a character; `None` for an invisible one.
fn plain(character: char) -> Option<char> {
    match character {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => Some('_'),
        ' '..='~' => Some(character),
        _ => character.is_alphanumeric().then_some('_'),
    }
}

fn without_suffix<'a>(name: &'a str, suffix: &str) -> &'a str {
    let Some(split) = name.len().checked_sub(suffix.len()) else { return name };
    match (name.get(..split), name.get(split..)) {
        (Some(stem), Some(end)) if end.eq_ignore_ascii_case(suffix) => stem,
        _ => name,
    }
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let kind = first.trim_end_matches(|character: char| character.is_ascii_digit());
    DEVICES.contains(&kind) && first.len() <= kind.len() + 1
}

#[cfg(test)]
mod tests {
    use super::{FileNames, safe};

    fn distinct(name: &str, taken: &[&str]) -> String {
        let mut names = FileNames::default();
        for taken in taken {
            names.distinct((*taken).to_owned());
        }
        names.distinct(name.to_owned())
    }

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
    fn inner_blanks_and_dots_are_kept_and_the_extension_is_not_repeated() {
        assert_eq!(safe("1040 Return Transcript.2031.pdf", ".pdf"), "1040 Return Transcript.2031.pdf");
        assert_eq!(safe("Report.PDF", ".pdf"), "Report.pdf");
        assert_eq!(safe("ADV120Sample", ".pdf"), "ADV120Sample.pdf");
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let taken = ["a.pdf", "A (2).pdf"];
        assert_eq!(distinct("a.pdf", &taken), "a (3).pdf");
        assert_eq!(distinct("b.pdf", &taken), "b.pdf");
        assert_eq!(distinct("Transcript.2031 of all", &["Transcript.2031 of all"]), "Transcript.2031 of all (2)");
    }

    #[test]
    fn many_documents_of_one_name_take_linear_time() {
        let mut names = FileNames::default();
        let distinct: std::collections::HashSet<_> = (0..20_000)
            .map(|number| names.distinct(if number % 2 == 0 { "a.pdf" } else { "a (2).pdf" }.into()))
            .collect();
        assert_eq!(distinct.len(), 20_000);
        assert!(names.numbers.values().all(|number| *number <= 20_001), "each number is tried once");
    }

    #[test]
    fn characters_that_file_systems_reject_are_replaced() {
        assert_eq!(safe("a:b?c", ".pdf"), "a_b_c.pdf");
        assert_eq!(safe("Contract", ".pdf"), "Contract.pdf");
        assert_eq!(safe(&"ü".repeat(300), ".pdf").len(), 204);
        for device in ["COM1.2031", "COM1 .txt", "nul", "CON  .a.b", "CONOUT$", "lpt9"] {
            assert_eq!(safe(device, ".pdf"), format!("_{device}.pdf"), "{device}");
        }
    }

    #[test]
    fn invisible_and_reversing_characters_are_removed() {
        assert_eq!(safe("report\u{202e}fdp.exe", ".pdf"), "reportfdp.exe.pdf");
        for unseen in ["\u{200b}", "\u{2066}", "\u{feff}", "\u{85}", "\u{7f}", "\n", "\u{301}", "\u{e0041}"] {
            assert_eq!(safe(&format!("re{unseen}port"), ".pdf"), "report.pdf", "{unseen:?}");
        }
    }

    #[test]
    fn names_that_differ_by_case_alone_get_a_number() {
        for (one, other) in [("É", "é"), ("ß", "\u{1e9e}"), ("\u{212a}", "ü"), ("Straße", "STRAßE")] {
            let (one, other) = (safe(one, ".pdf"), safe(other, ".pdf"));
            assert!(one.is_ascii() && other.is_ascii());
            assert!(distinct(&other, &[&one]).ends_with(" (2).pdf"), "{one} {other}");
        }
    }

    #[test]
    fn a_name_is_no_option_and_does_not_end_in_a_dot_or_blank() {
        assert_eq!(safe("-rf", ".pdf"), "_-rf.pdf");
        assert_eq!(safe("notes. . ", ""), "notes");
        assert_eq!(safe("notes . .pdf", ".pdf"), "notes.pdf");
        assert_eq!(safe(&format!("{}. x", "n".repeat(199)), ""), "n".repeat(199));
    }
}
