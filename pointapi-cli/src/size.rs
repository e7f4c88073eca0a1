//! Sizes as arguments.

/// Reads a size in bytes, such as `4096`, `64MiB` or `1GiB`.
pub(crate) fn size(text: &str) -> Result<u64, String> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let factor = match unit {
        "" | "B" => Some(1),
        "KiB" => Some(1 << 10),
        "MiB" => Some(1 << 20),
        "GiB" => Some(1 << 30),
        _ => None,
    };
    let number = text.strip_suffix(unit).and_then(|digits| digits.parse::<u64>().ok());
    let bytes = number.zip(factor).and_then(|(number, factor)| number.checked_mul(factor));
    bytes.ok_or_else(|| "write a size such as `4096`, `64MiB` or `1GiB`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_has_a_binary_unit_or_none() {
        assert_eq!((size("4096"), size("64B")), (Ok(4096), Ok(64)));
        assert_eq!(size("64MiB"), Ok(64 << 20));
        for text in ["", "MiB", "1MB", "-1", "1.5MiB", "99999999999999GiB"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
