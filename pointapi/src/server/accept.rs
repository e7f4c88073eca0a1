//! The media types that a request accepts (RFC 9110, section 12.5.1).

use http::header::ACCEPT;
use http::{HeaderMap, Method, StatusCode};

use super::incoming::Incoming;
use super::rejection::Rejection;
use crate::media_type::MediaType;
use crate::param::header::list_items;

/// Checks that the client accepts a response of the method, whose media type is `own` if it is known. A type that
/// `is_raw` is sent as bytes, whatever media type its codec has; this is asked last, since it takes longer.
pub(super) fn acceptable(
    incoming: &Incoming,
    own: Option<&'static str>,
    is_raw: fn() -> bool,
) -> Result<(), Rejection> {
    let endpoint = incoming.endpoint;
    let Some(own) = own.filter(|_| *endpoint.method() != Method::HEAD) else { return Ok(()) };
    let own = endpoint.asked_instead_of(own).unwrap_or(own);
    if accepts(&incoming.parts.headers, own) || is_raw() {
        return Ok(());
    }
    Err(Rejection::new(StatusCode::NOT_ACCEPTABLE, format!("the response is `{own}`, which `{ACCEPT}` excludes")))
}

/// True unless the most specific range that matches has the weight 0, or none matches. A range of JSON accepts every
/// JSON, and one of XML every XML, as the server reads them too; it excludes only its own type.
fn accepts(headers: &HeaderMap, own: &str) -> bool {
    let values = headers.get_all(ACCEPT);
    // The usual case, which takes no parsing.
    if values.iter().all(|value| value == own) {
        return true;
    }
    let (kind, own) = (own.split('/').next().unwrap_or_default(), MediaType::parse(own));
    let ranges = values.iter().filter_map(|value| value.to_str().ok()).flat_map(list_items);
    let mut ranges = ranges.peekable();
    if ranges.peek().is_none() {
        return true;
    }
    let matching = ranges.filter_map(|range| {
        let media_type = MediaType::parse(range);
        let of_kind = range.split_once('/').is_some_and(|(of, _)| of.eq_ignore_ascii_case(kind));
        let essence = range.split(';').next()?.trim_ascii();
        let is_accepted = !is_excluded(range);
        let precision = match essence.split_once('/').unwrap_or((essence, essence)) {
            // Some clients write `*` alone.
            ("*", "*") => 0,
            (_, "*") if of_kind => 1,
            (_, "*") => return None,
            _ if own.is(essence) => 3,
            _ if own.is_read_as(media_type) && is_accepted => 2,
            _ => return None,
        };
        Some((precision, is_accepted))
    });
    matching.max().is_some_and(|(_, is_accepted)| is_accepted)
}

/// True for the weight 0.
fn is_excluded(range: &str) -> bool {
    let weight = range.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut weight = weight.filter(|(name, _)| name.trim_ascii().eq_ignore_ascii_case("q"));
    weight.next().and_then(|(_, value)| value.trim_ascii().parse::<f32>().ok()) == Some(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_range_decides() {
        let rows = [
            ("", true),
            ("*/*", true),
            ("*", true),
            ("text/html, *; q=.2, */*; q=.2", true),
            ("application/*", true),
            ("Application/JSON", true),
            ("application/vnd.api+json", true),
            ("text/html, application/json;q=0.1", true),
            ("text/html,application/xml;q=0.9,*/*;q=0.8", true),
            ("application/json;q=0, */*", false),
            ("*/*;q=0.0, application/json", true),
            ("application/*; q=0, */*", false),
            ("application/json, application/vnd.x+json;q=0", true),
            ("application/vnd.x+json;q=0, application/json", true),
            ("application/problem+json;q=0, */*", true),
            ("application/ld+json;q=0, application/*;q=0.5", true),
            ("application/json;q=0, application/vnd.x+json", false),
            ("application/vnd.x+json;q=0", false),
            (r#"application/json;a="x,y";q=0"#, false),
            ("text/*", false),
            ("text/html", false),
            ("application/pdf", false),
            ("nonsense", false),
        ];
        for (accept, expected) in rows {
            let headers = HeaderMap::from_iter([(ACCEPT, accept.parse().unwrap())]);
            assert_eq!(accepts(&headers, "application/json"), expected, "{accept}");
        }
        assert!(accepts(&HeaderMap::new(), "application/json"));
    }
}
