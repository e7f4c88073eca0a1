//! The address of a request as reqwest takes it: a [`Url`], made without a parser where nothing is left to parse.
//!
//! A client has one origin, which is parsed once. What a call adds is a path and a query that are encoded already, so
//! that the parser would copy them byte by byte. [`Url::deserialize_internal`] takes an address with the places of its
//! parts, which here are known: a third of what the parser costs for the path alone.

use std::fmt;
use std::iter::once;

use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};
use serde::de::value::{Error as FieldError, MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use url::{Host, Position, Url};

use crate::error::{Error, ErrorKind, RequestPart};

/// Makes the addresses of one client.
pub(super) struct Addresses {
    scheme: Option<Scheme>,
    authority: Option<Authority>,
    /// The origin with the path `/`; `None` if it is no URL, of which the first request tells.
    origin: Option<Url>,
    /// `None` for a version of `url` that keeps its parts otherwise than the one that this was written for.
    template: Option<Template>,
}

impl Addresses {
    pub(super) fn of(origin: &Uri) -> Self {
        let parsed = Url::parse(&origin.to_string()).ok();
        let template = parsed.as_ref().and_then(Template::of);
        Self { scheme: origin.scheme().cloned(), authority: origin.authority().cloned(), origin: parsed, template }
    }

    /// The address of a request, which goes where it says or nowhere.
    pub(super) fn url(&self, uri: &Uri) -> Result<Url, Error> {
        let target = uri.path_and_query().map_or("", PathAndQuery::as_str);
        // As texts: what differs in case alone is parsed whole, and the types compare letter by letter.
        let is_own = uri.authority().map(Authority::as_str) == self.authority.as_ref().map(Authority::as_str)
            && uri.scheme() == self.scheme.as_ref();
        let template = self.template.as_ref().filter(|_| is_own && is_plain(target));
        if let Some(url) = template.and_then(|template| template.url(target)) {
            return Ok(url);
        }
        let url = match &self.origin {
            Some(origin) if is_own => Url::options().base_url(Some(origin)).parse(target),
            _ => Url::parse(&uri.to_string()),
        };
        // The parser may fold segments that look like `..`; then the request would not go where the template says.
        url.ok().filter(|url| target_of(url) == target).ok_or_else(altered)
    }
}

/// Path and query of a URL, as they go on the wire.
fn target_of(url: &Url) -> &str {
    &url[Position::BeforePath..Position::AfterQuery]
}

fn altered() -> Error {
    Error::new(ErrorKind::Request(RequestPart::Path), "the address of the request is not in its normal form")
}

/// True for a path and a query that the parser leaves as they are: no character that it encodes, no empty segment, and
/// none that begins as `.` and `..` do, however they are written. False says nothing.
///
/// It looks at every byte whatever it finds, so that many can be looked at at once.
fn is_plain(target: &str) -> bool {
    let bytes = target.as_bytes();
    let is_encoded = bytes.iter().fold(true, |before, &byte| before & ENCODED[usize::from(byte)]);
    let may_be_folded = |pair: &[u8]| (pair[0] == b'/') & ((pair[1] == b'.') | (pair[1] == b'%') | (pair[1] == b'/'));
    let is_folded = bytes.windows(2).fold(false, |before, pair| before | may_be_folded(pair));
    target.starts_with('/') & is_encoded & !is_folded
}

/// The bytes of a path and a query that hold nothing but encoded text.
const ENCODED: [bool; 256] = {
    let mut bytes = [false; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        bytes[byte as usize] = byte.is_ascii_alphanumeric()
            || matches!(byte, b'/' | b'%' | b'?' | b'&' | b'=' | b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    bytes
};

/// All that there is to an address: one `Url` is equal to another if their texts are, wherever they have their parts.
fn parts(url: &Url) -> impl PartialEq + fmt::Debug + use<> {
    let origin =
        (url.scheme().to_owned(), url.username().to_owned(), url.host().map(|host| host.to_owned()), url.port());
    let target = (url.path().to_owned(), url.query().map(str::to_owned), url.fragment().map(str::to_owned));
    (url.as_str().to_owned(), origin, target)
}

/// An origin, and where its parts are.
struct Template {
    text: String,
    scheme_end: usize,
    host_start: usize,
    host_end: usize,
    host: HostField,
    port: Option<u16>,
}

impl Template {
    /// Where an address that is made of it is not that of the parser, there is none.
    fn of(origin: &Url) -> Option<Self> {
        let template = Self {
            text: origin[..Position::BeforePath].to_owned(),
            scheme_end: origin.scheme().len(),
            host_start: origin[..Position::BeforeHost].len(),
            host_end: origin[..Position::AfterHost].len(),
            host: match origin.host()? {
                Host::Domain(_) => HostField { kind: "Domain", address: None },
                Host::Ipv4(address) => HostField { kind: "Ipv4", address: Some(address.to_string()) },
                Host::Ipv6(address) => HostField { kind: "Ipv6", address: Some(address.to_string()) },
            },
            port: origin.port(),
        };
        let target = "/a?b=c";
        let parsed = origin.join(target).ok()?;
        template.url(target).is_some_and(|url| parts(&url) == parts(&parsed)).then_some(template)
    }

    fn url(&self, target: &str) -> Option<Url> {
        let mut text = String::with_capacity(self.text.len() + target.len());
        text.push_str(&self.text);
        text.push_str(target);
        let query_start = target.find('?').map(|at| self.text.len() + at);
        // In the order in which a `Url` has them; no user name, so that ends where the host begins, and no fragment.
        let fields = [
            Field::Text(text),
            Field::Number(self.scheme_end),
            Field::Number(self.host_start),
            Field::Number(self.host_start),
            Field::Number(self.host_end),
            Field::Host(&self.host),
            self.port.map_or(Field::Absent, |port| Field::Number(port.into())),
            Field::Number(self.text.len()),
            query_start.map_or(Field::Absent, Field::Number),
            Field::Absent,
        ];
        Url::deserialize_internal(SeqDeserializer::new(fields.into_iter())).ok()
    }
}

/// The kind of host that a [`Url`] has, and the address if it is one.
struct HostField {
    kind: &'static str,
    address: Option<String>,
}

/// One part of a [`Url`].
enum Field<'a> {
    Text(String),
    Number(usize),
    Host(&'a HostField),
    Absent,
}

impl<'de> IntoDeserializer<'de, FieldError> for Field<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Field<'_> {
    type Error = FieldError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self {
            Self::Text(text) => visitor.visit_string(text),
            Self::Number(number) => visitor.visit_u64(number as u64),
            Self::Host(HostField { kind, address: None }) => visitor.visit_enum(kind.into_deserializer()),
            Self::Host(HostField { kind, address: Some(address) }) => {
                let variant = MapDeserializer::new(once((*kind, address.as_str())));
                visitor.visit_enum(MapAccessDeserializer::new(variant))
            }
            Self::Absent => visitor.visit_none(),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        if let Self::Absent = self { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any unit unit_struct
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base_url::{BaseUrl, in_normal_form};
    use crate::param::path::check_target;

    const ORIGINS: [&str; 7] = [
        "https://api.example.com/",
        "https://API.Example.com:443/",
        "https://api.example.com:8443/",
        "http://127.0.0.1:8080/",
        "http://[::1]:1/",
        "https://xn--bcher-kva.example/",
        "http://localhost/",
    ];

    #[test]
    fn every_origin_has_its_template() {
        for origin in ORIGINS {
            assert!(Addresses::of(&Uri::from_static(origin)).template.is_some(), "{origin}");
        }
    }

    #[test]
    fn what_the_parser_would_fold_goes_nowhere() {
        let addresses = Addresses::of(&Uri::from_static("https://api.example.com/"));
        for target in ["/a/../b", "/a/%2e%2E/b", "/./a", "/a/.", "/.%2e", "//other.example/x"] {
            let uri = format!("https://api.example.com{target}").parse().unwrap();
            assert!(addresses.url(&uri).is_err(), "{target}");
        }
    }

    proptest! {
        #[test]
        fn an_address_has_the_parts_that_the_parser_finds(
            origin in prop::sample::select(&ORIGINS[..]),
            target in "/[a-zA-Z0-9/%?&=._~'!$()*+,;:@|^{-]{0,40}",
        ) {
            let origin = Uri::from_static(origin);
            let addresses = Addresses::of(&origin);
            let text = format!("{}{}", origin.to_string().trim_end_matches('/'), target);
            if let (Ok(uri), Ok(parsed)) = (text.parse::<Uri>(), Url::parse(&text))
                && let Ok(url) = addresses.url(&uri)
            {
                prop_assert_eq!(parts(&url), parts(&parsed));
            }
            if is_plain(&target) {
                let made = addresses.template.as_ref().and_then(|template| template.url(&target)).unwrap();
                prop_assert_eq!(parts(&made), parts(&Url::parse(&text).unwrap()));
            }
        }

        #[test]
        fn a_target_in_normal_form_goes_where_it_says(target in "/[!-.0-\\[\\]-~][!-\\[\\]-~]{0,20}") {
            prop_assume!(check_target(&target).is_ok());
            let base = BaseUrl::parse("https://api.example.com", false).unwrap();
            if let Ok(uri) = base.uri(in_normal_form(&target)) {
                let url = Addresses::of(&base.uri("/".into()).unwrap()).url(&uri).unwrap();
                prop_assert_eq!(target_of(&url), uri.path_and_query().unwrap().as_str());
            }
        }
    }
}
