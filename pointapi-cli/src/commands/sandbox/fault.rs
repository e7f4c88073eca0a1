//! Faults as words: `status:503`, `throttle:30s`, `hang`, `cut-short`, `lose-response`, `order:E009`.

use pointapi_sandbox::Fault;

use crate::time::duration;

/// The codes with which an order can fail on request; the sandbox takes constants.
const ORDER_CODES: [&str; 14] =
    ["E001", "E004", "E006", "E008", "E009", "E011", "E012", "E013", "E014", "E015", "E020", "E024", "E030", "E032"];

/// The most requests that one word fails.
const MAX_COUNT: usize = 1000;

/// A fault for the next `count` requests.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub(super) fault: Fault,
    pub(super) count: usize,
}

/// Reads a fault with an optional count, such as `status:503*2`.
pub(super) fn planned(text: &str) -> Result<Planned, String> {
    let (word, count) = match text.split_once('*') {
        Some((word, count)) => (word, count.parse().map_err(|_| format!("`{count}` is not a number"))?),
        None => (text, 1),
    };
    checked(word, count)
}

/// Reads a fault for the next `count` requests.
pub(super) fn checked(word: &str, count: usize) -> Result<Planned, String> {
    if !(1..=MAX_COUNT).contains(&count) {
        return Err(format!("the count is not between 1 and {MAX_COUNT}"));
    }
    Ok(Planned { fault: fault(word)?, count })
}

fn fault(word: &str) -> Result<Fault, String> {
    let (name, value) = word.split_once(':').unwrap_or((word, ""));
    match name {
        "status" => match value.parse() {
            Ok(status @ 200..=599) => Ok(Fault::Status(status)),
            _ => Err(format!("`{value}` is not a status from 200 to 599")),
        },
        "throttle" => duration(value).map(Fault::Throttle),
        "order" => match ORDER_CODES.into_iter().find(|code| *code == value) {
            Some(code) => Ok(Fault::Order(code)),
            None => Err(format!("`{value}` is not one of {}", ORDER_CODES.join(", "))),
        },
        "hang" if value.is_empty() => Ok(Fault::Hang),
        "cut-short" if value.is_empty() => Ok(Fault::CutShort),
        "lose-response" if value.is_empty() => Ok(Fault::LoseResponse),
        _ => Err("write `status:CODE`, `throttle:TIME`, `hang`, `cut-short`, `lose-response` or `order:CODE`".into()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_fault_has_a_word() {
        let read = |text| planned(text).map(|planned| (planned.fault, planned.count));
        assert_eq!(read("status:503*2"), Ok((Fault::Status(503), 2)));
        assert_eq!(read("throttle:30s"), Ok((Fault::Throttle(Duration::from_secs(30)), 1)));
        assert_eq!(read("hang"), Ok((Fault::Hang, 1)));
        assert_eq!(read("cut-short*3"), Ok((Fault::CutShort, 3)));
        assert_eq!(read("lose-response"), Ok((Fault::LoseResponse, 1)));
        assert_eq!(read("order:E009"), Ok((Fault::Order("E009"), 1)));
    }

    #[test]
    fn anything_else_is_an_error() {
        for text in ["", "status", "status:99", "status:503*0", "status:503*x", "throttle:7", "order:E999", "hang:1"] {
            assert!(planned(text).is_err(), "{text}");
        }
    }
}
