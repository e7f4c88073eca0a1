//! The decoded pairs of a query, a form or a `Cookie` header.

use std::borrow::Cow;
use std::sync::OnceLock;

use percent_encoding::percent_decode_str;

use crate::param::ListFormat;

/// Pairs in the order in which the client sent them.
#[derive(Debug, Default)]
pub(super) struct Pairs(Vec<Pair>);

/// One `name=value`.
#[derive(Debug)]
pub(super) struct Pair {
    name: String,
    value: String,
    /// The value before decoding: a list is cut at its separator first, since an item may hold an encoded one.
    raw: String,
    /// The items of a list, kept here so that `&str` items can borrow them.
    items: OnceLock<Vec<String>>,
}

/// A pair whose percent-encoding is not UTF-8.
#[derive(Debug)]
pub(super) struct NotUtf8;

impl Pairs {
    /// The query of a URL, without its `?`. `+` is a blank there (WHATWG URL, section 5.1).
    pub(super) fn of_query(query: &str) -> Result<Self, NotUtf8> {
        Self::split(query, '&', decode_form)
    }

    /// The body of an `application/x-www-form-urlencoded` request.
    pub(super) fn of_form(body: &str) -> Result<Self, NotUtf8> {
        Self::of_query(body)
    }

    /// The value of a `Cookie` header (RFC 6265, section 4.2.1). Cookies are not percent-encoded.
    pub(super) fn of_cookies(header: &str) -> Result<Self, NotUtf8> {
        Self::split(header, ';', |octets| Ok(octets.to_owned()))
    }

    fn split(text: &str, separator: char, decode: fn(&str) -> Result<String, NotUtf8>) -> Result<Self, NotUtf8> {
        let pairs = text.split(separator).map(str::trim).filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok(Pair { name: decode(name)?, value: decode(value)?, raw: value.to_owned(), items: OnceLock::new() })
        });
        pairs.collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Pair> {
        self.0.iter()
    }

    /// The pairs of one name.
    pub(super) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Pair> + Clone {
        self.0.iter().filter(move |pair| pair.name == name)
    }
}

impl Pair {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn value(&self) -> &str {
        &self.value
    }

    /// The items of a list that `format` writes into one value; an empty value is an empty list.
    pub(super) fn items(&self, format: ListFormat) -> &[String] {
        let split = || {
            if self.raw.is_empty() {
                return Vec::new();
            }
            let raw = match format {
                ListFormat::Csv => Cow::Borrowed(self.raw.as_str()),
                // Clients may send `|` unencoded, and a space as `+`.
                ListFormat::Pipes => self.raw.replace("%7C", "|").replace("%7c", "|").into(),
                ListFormat::Spaces => self.raw.replace("%20", " ").replace('+', " ").into(),
                _ => return vec![self.value.clone()],
            };
            let separator = match format {
                ListFormat::Csv => ',',
                ListFormat::Pipes => '|',
                _ => ' ',
            };
            // The whole value was decoded when it was received, so a piece of it can be decoded too, unless a
            // separator stood inside a character.
            raw.split(separator).map(|item| decode_form(item).unwrap_or_default()).collect()
        };
        self.items.get_or_init(split)
    }
}

fn decode_form(text: &str) -> Result<String, NotUtf8> {
    if text.contains('+') { decode_plain(&text.replace('+', " ")) } else { decode_plain(text) }
}

pub(super) fn decode_plain(text: &str) -> Result<String, NotUtf8> {
    percent_decode_str(text).decode_utf8().map(Cow::into_owned).map_err(|_| NotUtf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(value: &str, format: ListFormat) -> Vec<String> {
        let pairs = Pairs::of_query(&format!("ids={value}")).unwrap();
        pairs.named("ids").flat_map(|pair| pair.items(format).to_vec()).collect()
    }

    #[test]
    fn an_encoded_separator_belongs_to_its_item() {
        assert_eq!(items("a%2Cb,c", ListFormat::Csv), ["a,b", "c"]);
    }

    #[test]
    fn an_empty_value_is_an_empty_list() {
        assert!(items("", ListFormat::Csv).is_empty());
    }

    #[test]
    fn pipes_and_blanks_separate_encoded_or_not() {
        assert_eq!(items("a%7Cb|c", ListFormat::Pipes), ["a", "b", "c"]);
        assert_eq!(items("a%20b+c", ListFormat::Spaces), ["a", "b", "c"]);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_rejected() {
        assert!(Pairs::of_query("a=%FF").is_err());
    }
}
