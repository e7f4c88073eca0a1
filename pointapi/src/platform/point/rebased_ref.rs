//! The address of an order that names another host, as it comes through a proxy or from a mock: nothing of it is used but
//! the id.

use crate::error::{Error, ErrorKind, Result};

/// The segment that an order's id stands behind.
const SAMI: &str = "sami";

/// The longest id.
const LONGEST: usize = 64;

/// The id that an order's address ends in, whatever host it names.
///
/// # Errors
///
/// [`ErrorKind::ForeignOrigin`] if it ends in none.
pub(super) fn order_id(reference: &str) -> Result<&str> {
    let path = reference.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let (before, id) = path.rsplit_once('/').unwrap_or_default();
    if before.split('/').any(|segment| segment == SAMI) && is_id(id) {
        Ok(id)
    } else {
        let text = "the order's address (`Ref`) does not end in an id behind `/sami/`, so it cannot be asked for at the \
                    client's own origin; nothing was sent";
        Err(Error::new(ErrorKind::ForeignOrigin, text))
    }
}

fn is_id(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::order_id;

    #[test]
    fn the_id_is_what_the_address_ends_in() {
        for reference in [
            "https://api.pointservices.com/riskinsight-services-ws/resources/v1/sami/0007",
            "https://qa-api.pointservices.com/resources/sami/001/0007",
            "http://localhost:8080/sami/0007/",
            "https://evil.example/sami/0007?from=mail#top",
            "/riskinsight-services-ws/resources/v1/sami/0007",
        ] {
            assert_eq!(order_id(reference).unwrap(), "0007", "{reference}");
        }
    }

    #[test]
    fn what_ends_in_no_id_is_refused() {
        let longest = format!("https://api.pointservices.com/sami/{}", "7".repeat(65));
        for reference in [
            "",
            "0007",
            "https://api.pointservices.com/sami/",
            "https://api.pointservices.com/sami/..",
            "https://api.pointservices.com/sami/%2e%2e",
            "https://api.pointservices.com/sami/7\\8",
            "https://api.pointservices.com/sami/7\t",
            "https://api.pointservices.com/other/7",
            "https://api.pointservices.com/other?sami/7",
            &longest,
        ] {
            let error = order_id(reference).unwrap_err();
            assert!(error.to_string().contains("nothing was sent"), "{reference}");
        }
    }
}
