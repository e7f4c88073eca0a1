//! The decoded pairs of a query, a form or a `Cookie` header.

pub(super) mod readers;

use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use self::readers::Readers;
use crate::encode::decode::{NotUtf8, decode_form};
use crate::param::ListFormat;

/// The largest number of pairs of a request, and of items of all lists that are written into one value. Each takes about 200 bytes, where the
/// client may have sent two.
const MAX_PAIRS: usize = 10_000;

/// Pairs in the order in which the client sent them.
#[derive(Default)]
pub(super) struct Pairs {
    pairs: Vec<Pair>,
    /// The positions of the pairs, ordered by name and then by position, so that the pairs of a name are found at once.
    by_name: Vec<usize>,
    /// True if a name ends with a bracket.
    has_brackets: bool,
    /// The number of items of the lists that were cut out of values.
    items: AtomicUsize,
    pub(super) readers: Readers,
}

/// One `name=value`.
pub(super) struct Pair {
    name: String,
    /// An error if its name or its value is not UTF-8, for the argument that reads the pair.
    value: Result<String, NotUtf8>,
    /// The value before decoding, if that is another text: a list is cut at its separator first, since an item may hold
    /// an encoded one.
    raw: Option<String>,
    /// The items of a list, kept here so that `&str` items can borrow them.
    items: OnceLock<Result<Vec<String>, PairsError>>,
}

/// Why pairs are rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PairsError {
    NotUtf8,
    /// There are too many pairs, or too many items of lists.
    TooMany,
}

impl Pairs {
    /// The query of a URL, without its `?`. `+` is a blank there (WHATWG URL, section 5.1).
    pub(super) fn of_query(query: &str) -> Result<Self, PairsError> {
        Self::split(query, '&', decode_form)
    }

    /// The body of an `application/x-www-form-urlencoded` request.
    pub(super) fn of_form(body: &str) -> Result<Self, PairsError> {
        Self::of_query(body)
    }

    /// The value of a `Cookie` header (RFC 6265, section 4.2.1). Cookies are not percent-encoded.
    pub(super) fn of_cookies(header: &str) -> Result<Self, PairsError> {
        Self::split(header, ';', |octets| Ok(octets.to_owned()))
    }

    fn split(text: &str, separator: char, decode: fn(&str) -> Result<String, NotUtf8>) -> Result<Self, PairsError> {
        let texts = text.split(separator).map(str::trim).filter(|pair| !pair.is_empty());
        let mut pairs = Vec::new();
        for pair in texts {
            if pairs.len() == MAX_PAIRS {
                return Err(PairsError::TooMany);
            }
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, decoded) =
                decode(name).map_or_else(|error| (name.to_owned(), Err(error)), |name| (name, decode(value)));
            let raw = decoded.as_ref().is_ok_and(|decoded| decoded != value).then(|| value.to_owned());
            pairs.push(Pair { name, value: decoded, raw, items: OnceLock::new() });
        }
        let mut by_name: Vec<usize> = (0..pairs.len()).collect();
        by_name.sort_by(|one, other| pairs[*one].name.cmp(&pairs[*other].name));
        let has_brackets = pairs.iter().any(|pair| pair.name.ends_with(']'));
        Ok(Self { pairs, by_name, has_brackets, ..Self::default() })
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Pair> {
        self.pairs.iter()
    }

    /// The pairs of one name.
    pub(super) fn named<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Pair> + Clone + use<'a> {
        let start = self.by_name.partition_point(|index| *self.pairs[*index].name < *name);
        let length = self.by_name[start..].partition_point(|index| *self.pairs[*index].name == *name);
        self.by_name[start..start + length].iter().map(|index| &self.pairs[*index])
    }

    /// The names that have brackets behind `name`: `ids[0]` for `ids`.
    pub(super) fn behind<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        let is_before = |index: &usize| self.pairs[*index].name.bytes().lt(name.bytes().chain([b'[']));
        let start = if self.has_brackets { self.by_name.partition_point(is_before) } else { self.by_name.len() };
        let names = self.by_name[start..].iter().map(|index| self.pairs[*index].name.as_str());
        let behind = names.take_while(move |own| own.strip_prefix(name).is_some_and(|text| text.starts_with('[')));
        behind.filter(|own| own.ends_with(']'))
    }

    /// The items of a list that `format` writes into the value of `pair`; an empty value is an empty list.
    pub(super) fn items<'a>(&'a self, pair: &'a Pair, format: ListFormat) -> Result<&'a [String], PairsError> {
        let split = || {
            let left = MAX_PAIRS.saturating_sub(self.items.load(Ordering::Relaxed));
            let items = pair.split(format, left)?;
            self.items.fetch_add(items.len(), Ordering::Relaxed);
            Ok(items)
        };
        pair.items.get_or_init(split).as_deref().map_err(|error| *error)
    }

    /// The distinct names, in the order in which the client sent them.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let is_first = |pair: &&Pair| self.named(&pair.name).next().is_some_and(|first| std::ptr::eq(first, *pair));
        self.pairs.iter().filter(is_first).map(Pair::name)
    }
}

impl Pair {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn value(&self) -> Result<&str, PairsError> {
        self.value.as_deref().map_err(|NotUtf8| PairsError::NotUtf8)
    }

    /// The items of the value, at most `most`.
    fn split(&self, format: ListFormat, most: usize) -> Result<Vec<String>, PairsError> {
        let value = self.value()?;
        let raw = self.raw.as_deref().unwrap_or(value);
        if raw.is_empty() {
            return Ok(Vec::new());
        }
        let raw = match format {
            ListFormat::Csv => Cow::Borrowed(raw),
            // Clients may send `|` unencoded, and a space as `+`.
            ListFormat::Pipes => raw.replace("%7C", "|").replace("%7c", "|").into(),
            ListFormat::Spaces => raw.replace("%20", " ").replace('+', " ").into(),
            _ => return Ok(vec![value.to_owned()]),
        };
        let separator = match format {
            ListFormat::Csv => ',',
            ListFormat::Pipes => '|',
            _ => ' ',
        };
        // The whole value was decoded when it was received, so a piece of it can be decoded too, unless a
        // separator stood inside a character.
        let items = raw.split(separator).map(|item| decode_form(item).unwrap_or_default());
        let items: Vec<_> = items.take(most.saturating_add(1)).collect();
        if items.len() > most { Err(PairsError::TooMany) } else { Ok(items) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(value: &str, format: ListFormat) -> Vec<String> {
        let pairs = Pairs::of_query(&format!("ids={value}")).unwrap();
        pairs.named("ids").flat_map(|pair| pairs.items(pair, format).unwrap().to_vec()).collect()
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
    fn bytes_that_are_not_utf8_are_rejected_where_they_are_read() {
        let pairs = Pairs::of_query("a=%FF&b=1&%FF=2").unwrap();
        assert_eq!(pairs.iter().filter(|pair| pair.value().is_ok()).map(Pair::name).collect::<Vec<_>>(), ["b"]);
        assert_eq!(pairs.items(&pairs.pairs[0], ListFormat::Csv), Err(PairsError::NotUtf8));
    }

    #[test]
    fn more_than_10_000_pairs_or_items_are_rejected() {
        assert!(Pairs::of_form(&"a&".repeat(10_000)).is_ok());
        assert_eq!(Pairs::of_form(&"a&".repeat(10_001)).err(), Some(PairsError::TooMany));
        let pairs = Pairs::of_form(&format!("ids={}", ",".repeat(10_000))).unwrap();
        assert_eq!(pairs.items(&pairs.pairs[0], ListFormat::Csv), Err(PairsError::TooMany));
    }

    #[test]
    fn lists_of_a_request_share_one_limit() {
        let list = ",".repeat(5_999);
        let pairs = Pairs::of_form(&format!("a={list}&b={list}")).unwrap();
        assert_eq!(pairs.items(&pairs.pairs[0], ListFormat::Csv).map(<[String]>::len), Ok(6_000));
        assert_eq!(pairs.items(&pairs.pairs[1], ListFormat::Csv), Err(PairsError::TooMany));
    }

    #[test]
    fn pairs_of_a_name_and_distinct_names_keep_their_order() {
        let pairs = Pairs::of_query("b=1&a=2&b=3&c=4&a=5").unwrap();
        assert_eq!(pairs.names().collect::<Vec<_>>(), ["b", "a", "c"]);
        let values = |name| pairs.named(name).map(|pair| pair.value().unwrap()).collect::<Vec<_>>();
        assert_eq!((values("b"), values("a"), values("d")), (vec!["1", "3"], vec!["2", "5"], vec![]));
    }
}
