//! A file name that the server suggests, made one that stays in its folder on every system.

/// Longer names are cut, so that a file system takes them with room for a number.
const LONGEST: usize = 200;

/// Names that Windows keeps for devices, whatever their extension; the last three with a digit behind them.
const DEVICES: [&str; 8] = ["con", "conin$", "conout$", "prn", "aux", "nul", "com", "lpt"];

/// The longest extension that a number is put in front of, with its dot.
const LONGEST_EXTENSION: usize = 6;

/// The last part of the suggestion in ASCII, without what a path, a file system, a terminal or a command line could take
/// amiss, and with the extension.
///
/// Letters of other scripts become `_`: how file systems compare those differs from one to the next, and some
/// characters turn the text around that follows them.
pub(super) fn safe(suggestion: &str, extension: &str) -> String {
    let last = suggestion.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter_map(plain).collect();
    let stem = without_suffix(plain.trim_matches([' ', '.']), extension);
    let stem = stem[..stem.len().min(LONGEST)].trim_end_matches([' ', '.']);
    let prefix = match stem {
        "" => "report",
        _ if is_device(stem) || stem.starts_with('-') => "_",
        _ => "",
    };
    format!("{prefix}{stem}{extension}")
}

/// The name, and then the name with the numbers from 2, in front of its extension.
pub(super) fn numbered(name: &str) -> impl Iterator<Item = String> + '_ {
    let dot = name.rfind('.').filter(|dot| name.len() - dot <= LONGEST_EXTENSION);
    let (stem, extension) = name.split_at(dot.unwrap_or(name.len()));
    let with_number = move |number: u32| format!("{stem} ({number}){extension}");
    std::iter::once(name.to_owned()).chain((2..).map(with_number))
}

/// The first of the numbered names that is none of those taken; capitals make no difference to some systems.
pub(super) fn distinct<'a>(name: &str, taken: impl Iterator<Item = &'a str> + Clone) -> String {
    let is_taken = |name: &str| taken.clone().any(|other| other.eq_ignore_ascii_case(name));
    numbered(name).find(|name| !is_taken(name)).unwrap_or_else(|| name.to_owned())
}

/// What stands for a character; nothing for one that is not seen.
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
        assert_eq!(distinct("a.pdf", taken.into_iter()), "a (3).pdf");
        assert_eq!(distinct("b.pdf", taken.into_iter()), "b.pdf");
        assert_eq!(
            distinct("Transcript.2031 of all", ["Transcript.2031 of all"].into_iter()),
            "Transcript.2031 of all (2)"
        );
    }

    #[test]
    fn what_a_file_system_would_refuse_is_replaced() {
        assert_eq!(safe("a:b?c", ".pdf"), "a_b_c.pdf");
        assert_eq!(safe("Contract", ".pdf"), "Contract.pdf");
        assert_eq!(safe(&"ü".repeat(300), ".pdf").len(), 204);
        for device in ["COM1.2031", "COM1 .txt", "nul", "CON  .a.b", "CONOUT$", "lpt9"] {
            assert_eq!(safe(device, ".pdf"), format!("_{device}.pdf"), "{device}");
        }
    }

    #[test]
    fn what_is_not_seen_or_turns_the_text_around_is_left_out() {
        assert_eq!(safe("report\u{202e}fdp.exe", ".pdf"), "reportfdp.exe.pdf");
        for unseen in ["\u{200b}", "\u{2066}", "\u{feff}", "\u{85}", "\u{7f}", "\n", "\u{301}", "\u{e0041}"] {
            assert_eq!(safe(&format!("re{unseen}port"), ".pdf"), "report.pdf", "{unseen:?}");
        }
    }

    #[test]
    fn names_that_differ_by_case_or_composition_alone_are_told_apart_by_a_number() {
        for (one, other) in [("É", "é"), ("ß", "\u{1e9e}"), ("\u{212a}", "ü"), ("Straße", "STRAßE")] {
            let (one, other) = (safe(one, ".pdf"), safe(other, ".pdf"));
            assert!(one.is_ascii() && other.is_ascii());
            assert!(distinct(&other, [one.as_str()].into_iter()).ends_with(" (2).pdf"), "{one} {other}");
        }
    }

    #[test]
    fn a_name_is_no_option_and_ends_in_no_dot_or_blank() {
        assert_eq!(safe("-rf", ".pdf"), "_-rf.pdf");
        assert_eq!(safe("notes. . ", ""), "notes");
        assert_eq!(safe("notes . .pdf", ".pdf"), "notes.pdf");
        assert_eq!(safe(&format!("{}. x", "n".repeat(199)), ""), "n".repeat(199));
    }
}
