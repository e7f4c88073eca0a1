//! Media types of bodies.

/// Server-sent events.
pub(super) const EVENTS: &str = "text/event-stream";

/// A valid media type (RFC 9110, section 8.3.1), or a range of them: `application/*`.
#[derive(Debug, Clone, Copy)]
pub(super) struct MediaType<'d> {
    pub(super) text: &'d str,
    /// The type and subtype, without parameters.
    pub(super) essence: &'d str,
}

/// The kinds of bodies, in the order of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Media {
    Json,
    Form,
    Multipart,
    Text,
    Xml,
    Bytes,
}

impl<'d> MediaType<'d> {
    /// Reads a media type; `None` if the text is not one.
    pub(super) fn parse(text: &'d str) -> Option<Self> {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        let essence = essence.trim_matches(BLANKS);
        let (kind, subtype) = essence.split_once('/')?;
        (is_token(kind) && is_token(subtype) && are_parameters(parameters)).then_some(Self { text, essence })
    }

    /// Compares without parameters and without case.
    pub(super) fn is(self, essence: &str) -> bool {
        self.essence.eq_ignore_ascii_case(essence)
    }

    pub(super) fn has_parameters(self) -> bool {
        self.text.contains(';')
    }

    /// True if the parameters are equal, as far as case and blanks do not matter.
    pub(super) fn has_parameters_of(self, other: MediaType<'_>) -> bool {
        let of = |text: &str| {
            let parameters = text.split_once(';').map_or("", |(_, parameters)| parameters);
            parameters.replace(BLANKS, "").trim_end_matches(';').to_ascii_lowercase()
        };
        of(self.text) == of(other.text)
    }

    /// Returns the media type for `Accept`: without parameters if the only one is the charset, which is always UTF-8.
    pub(super) fn as_sent(self) -> &'d str {
        if self.is_narrowed() { self.text } else { self.essence }
    }

    /// Returns true if the media type, as it is sent, has this essence and no parameters.
    pub(super) fn is_sent_as(self, essence: &str) -> bool {
        self.as_sent().eq_ignore_ascii_case(essence)
    }

    /// True if parameters choose among values of the type: `application/json;version=2`.
    fn is_narrowed(self) -> bool {
        let parameters = self.text.split(';').skip(1).map(|parameter| parameter.trim_matches(BLANKS));
        let is_charset =
            |parameter: &str| parameter.split('=').next().is_some_and(|name| name.eq_ignore_ascii_case("charset"));
        parameters.filter(|parameter| !parameter.is_empty()).any(|parameter| !is_charset(parameter))
    }

    pub(super) fn is_range(self) -> bool {
        self.essence.contains('*')
    }

    /// True for events and lines.
    pub(super) fn is_stream(self) -> bool {
        self.is(EVENTS) || self.is_lines()
    }

    /// True for JSON values of which each is a line; those of `application/json-seq` begin with U+001E (RFC 7464).
    pub(super) fn is_lines(self) -> bool {
        const SPELLINGS: [&str; 6] = [
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/jsonlines",
            "application/x-jsonlines",
            "application/stream+json",
        ];
        SPELLINGS.iter().any(|spelling| self.is(spelling))
    }

    /// Classifies a media type by its essence.
    pub(super) fn media(self) -> Media {
        match self.essence.to_ascii_lowercase().as_str() {
            "application/json" | "text/json" | "application/*" | "*/*" => Media::Json,
            "application/x-www-form-urlencoded" => Media::Form,
            "application/xml" | "text/xml" => Media::Xml,
            other if other.ends_with("+json") => Media::Json,
            other if other.ends_with("+xml") && other != "image/svg+xml" => Media::Xml,
            other if other.starts_with("multipart/") => Media::Multipart,
            other if other.starts_with("text/") => Media::Text,
            _ => Media::Bytes,
        }
    }
}

const BLANKS: [char; 2] = [' ', '\t'];

/// Returns true for a `token` of RFC 9110, section 5.6.2: a part of a media type, or the name of a header or cookie.
pub(super) fn is_token(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_part)
}

/// Returns true for `parameters` of RFC 9110, section 5.6.6, without the first semicolon.
fn are_parameters(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(BLANKS);
        if !rest.is_empty() && !rest.starts_with(';') {
            let Some(behind) = rest.split_once('=').filter(|(name, _)| is_token(name)).and_then(|(_, v)| value_end(v))
            else {
                return false;
            };
            rest = behind.trim_start_matches(BLANKS);
        }
        match rest.strip_prefix(';') {
            Some(next) => rest = next,
            None => return rest.is_empty(),
        }
    }
}

/// The text behind a parameter's value, which is a token or a quoted string of visible characters.
fn value_end(text: &str) -> Option<&str> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ' ', '\t']).unwrap_or(text.len());
        return text.split_at_checked(end).filter(|(value, _)| is_token(value)).map(|(_, behind)| behind);
    };
    let (value, behind) = quoted.split_once('"')?;
    value.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'\\').then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_with_parameters_are_media_types() {
        for text in [
            "application/json",
            "text/plain; charset=utf-8",
            "application/json;stream=watch",
            "multipart/related; boundary=\"a b\" ; type=x",
            "text/html;",
            "*/*",
            "application/vnd.github.v3.star+json",
        ] {
            assert!(MediaType::parse(text).is_some(), "{text}");
        }
        for text in [
            "json",
            "",
            "a/",
            "a/\")] body: &str); mod evil {}",
            "a/b\\",
            "a/b\n",
            "a/b;c",
            "a/b; c=d e",
            "a/b; c=\"",
            "a/b; c=\"\\\"",
            "a/b; c=\"\u{7f}\"",
            "größe/b",
        ] {
            assert!(MediaType::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_charset_alone_is_not_sent() {
        for (text, sent) in [
            ("application/json; charset=utf-8", "application/json"),
            ("application/json;", "application/json"),
            ("application/json;version=2; charset=utf-8", "application/json;version=2; charset=utf-8"),
        ] {
            assert_eq!(MediaType::parse(text).map(MediaType::as_sent), Some(sent));
        }
    }

    #[test]
    fn parameters_do_not_change_the_kind() {
        let media = |text| MediaType::parse(text).map(MediaType::media);
        assert_eq!(media("Application/JSON; charset=utf-8"), Some(Media::Json));
        assert_eq!(media("application/vnd.x+json"), Some(Media::Json));
        assert_eq!(media("application/soap+xml;action=a"), Some(Media::Xml));
        assert_eq!(media("image/svg+xml"), Some(Media::Bytes));
        assert_eq!(media("multipart/mixed"), Some(Media::Multipart));
        assert_eq!(media("text/csv"), Some(Media::Text));
    }
}
