//! The id in the address of an order that names another host, as with a proxy or a mock.

use crate::error::{Error, ErrorKind, Result};

/// The path segment before an order's id.
const SAMI: &str = "sami";

/// The longest accepted id.
const MAX_ID_BYTES: usize = 64;

/// Returns the last segment of an order's address, whose host is ignored.
///
/// # Errors
///
/// [`ErrorKind::ForeignOrigin`] if it is not an id.
pub(super) fn order_id(reference: &str) -> Result<&str> {
    let path = reference.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let (before, id) = path.rsplit_once('/').unwrap_or_default();
    if before.split('/').any(|segment| segment == SAMI) && is_id(id) {
        Ok(id)
    } else {
        let text = "the order's address (`Ref`) does not end in an id below `/sami/`, so it cannot be polled at the client's \
                    origin; nothing was sent";
        Err(Error::new(ErrorKind::ForeignOrigin, text))
    }
}

fn is_id(text: &str) -> bool {
    (1..=MAX_ID_BYTES).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::order_id;

    #[test]
    fn the_id_is_the_last_segment() {
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
    fn an_address_without_an_id_is_rejected() {
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
