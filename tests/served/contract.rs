//! Client and server of a trait agree on every value, or the check says where they do not.

use std::collections::BTreeSet;
use std::time::Duration;

use pointapi::contract::{self, Contract};

use super::fields::Fields;
use super::parts::{Late, Uploads};
use super::replies::{Diamond, Documents, Files, Pages};
use super::roles::{Feed, Health, Shop};
use super::values::Echo;

macro_rules! agree {
    ($($api:ty: $count:literal,)*) => {{
        let mut failures = Vec::new();
        $(match contract::check::<$api>().await {
            Err(differences) => failures.push(differences.to_string()),
            Ok(report) if report.checked() != $count || !report.unchecked().is_empty() => failures.push(report.to_string()),
            Ok(_) => {}
        })*
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }};
}

#[tokio::test(start_paused = true)]
async fn every_role_and_return_shape_agrees() {
    let begun = tokio::time::Instant::now();
    agree! {
        dyn Shop: 10,
        dyn Feed: 6,
        dyn Documents: 6,
        dyn Uploads: 2,
        dyn Late: 1,
        dyn Fields: 7,
        dyn Files: 5,
        dyn Diamond: 1,
        dyn Echo: 16,
    }
    assert_eq!(begun.elapsed(), Duration::ZERO, "no call is attempted twice");
}

#[tokio::test]
async fn the_number_of_calls_is_set() {
    let report = Contract::new().cases(2).check::<dyn Health>().await.unwrap();
    assert_eq!(report.exchanges(), 2);
}

#[tokio::test]
async fn an_endpoint_of_the_client_only_is_not_checked() {
    let report = contract::check::<dyn Pages>().await.unwrap();
    assert_eq!((report.checked(), report.unchecked().len()), (1, 2));
    assert!(report.to_string().contains("not checked: `next` (GET ): only the client has it"), "{report}");
}

/// Types that one side writes and the other reads differently.
mod asymmetric {
    use std::fmt;
    use std::str::FromStr;

    use pointapi::{BoxError, Bytes, Codec, Result, point_api};
    use serde::de::{DeserializeOwned, Error as _};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    pub(crate) struct Renamed {
        #[serde(rename(serialize = "postal_code"))]
        zip: String,
    }

    #[derive(Serialize, Deserialize)]
    pub(crate) struct Skipped {
        name: String,
        #[expect(dead_code, reason = "it is only deserialized")]
        #[serde(skip_serializing, default)]
        total: Option<u32>,
    }

    #[derive(Serialize, Deserialize)]
    pub(crate) struct NumberAsText {
        #[serde(serialize_with = "as_text")]
        count: u32,
    }

    fn as_text<S: Serializer>(count: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(count)
    }

    /// A time with its zone, written without.
    pub(crate) struct Zoned(String);

    impl Serialize for Zoned {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(&self.0[..19])
        }
    }

    impl<'de> Deserialize<'de> for Zoned {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            let is_local = text.len() >= 19 && text.is_ascii() && text.as_bytes()[10] == b'T';
            if is_local { Ok(Self(text)) } else { Err(D::Error::custom("not a time")) }
        }
    }

    #[derive(Serialize, Deserialize)]
    pub(crate) struct ZoneLost {
        at: Zoned,
    }

    #[derive(Serialize, Deserialize)]
    pub(crate) struct EmptyAsAbsent {
        #[serde(default, skip_serializing_if = "is_empty")]
        tags: Option<Vec<String>>,
    }

    fn is_empty(tags: &Option<Vec<String>>) -> bool {
        tags.as_ref().is_none_or(Vec::is_empty)
    }

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all(deserialize = "kebab-case"))]
    pub(crate) enum VariantRenamed {
        InTransit,
        Delivered,
    }

    /// A list that joins its items with a comma.
    pub(crate) struct Joined(Vec<String>);

    impl Serialize for Joined {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(&self.0.join(","))
        }
    }

    impl<'de> Deserialize<'de> for Joined {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Vec::deserialize(deserializer).map(Self)
        }
    }

    #[derive(Serialize, Deserialize)]
    pub(crate) struct WrongUnit {
        #[serde(serialize_with = "in_millis")]
        seconds: u16,
    }

    fn in_millis<S: Serializer>(seconds: &u16, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(u64::from(*seconds) * 1000)
    }

    #[derive(Serialize, Deserialize)]
    pub(crate) struct Decoded {
        #[serde(deserialize_with = "decoded_once_more")]
        text: String,
    }

    fn decoded_once_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer).map(|text| text.replace("%20", " "))
    }

    /// Parses without its prefix, and is written with it.
    pub(crate) struct Prefixed(String);

    impl FromStr for Prefixed {
        type Err = fmt::Error;

        fn from_str(text: &str) -> Result<Self, fmt::Error> {
            Ok(Self(text.to_owned()))
        }
    }

    impl pointapi::PathParam for Prefixed {
        fn write_path(&self, out: &mut dyn fmt::Write) -> fmt::Result {
            write!(out, "v{}", self.0)
        }
    }

    /// A header that is written in capitals.
    pub(crate) struct Capitals(String);

    impl FromStr for Capitals {
        type Err = fmt::Error;

        fn from_str(text: &str) -> Result<Self, fmt::Error> {
            let is_lower = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase());
            if is_lower { Ok(Self(text.to_owned())) } else { Err(fmt::Error) }
        }
    }

    impl pointapi::HeaderParam for Capitals {
        fn header_value(&self) -> Option<Result<http::HeaderValue, http::header::InvalidHeaderValue>> {
            Some(http::HeaderValue::from_str(&self.0.to_ascii_uppercase()))
        }
    }

    /// Writes JSON and loses what is not ASCII.
    pub(crate) struct Ascii;

    impl Codec for Ascii {
        const CONTENT_TYPE: &'static str = "application/json";

        fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, BoxError> {
            let text = serde_json::to_string(value)?;
            Ok(text.replace(|letter: char| !letter.is_ascii(), "?").into())
        }

        fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BoxError> {
            Ok(serde_json::from_slice(bytes)?)
        }
    }

    #[point_api(server)]
    pub(crate) trait Asymmetric {
        #[point_endpoint(POST "/field-renamed")]
        async fn field_renamed(&self, #[body] value: &Renamed) -> Result<()>;

        #[point_endpoint(GET "/field-renamed-in-response")]
        async fn field_renamed_in_response(&self) -> Result<Renamed>;

        #[point_endpoint(POST "/field-skipped")]
        async fn field_skipped(&self, #[body] value: &Skipped) -> Result<()>;

        #[point_endpoint(GET "/field-skipped-in-response")]
        async fn field_skipped_in_response(&self) -> Result<Option<Skipped>>;

        #[point_endpoint(POST "/number-as-text")]
        async fn number_as_text(&self, #[body] value: &NumberAsText) -> Result<()>;

        #[point_endpoint(POST "/zone-lost")]
        async fn zone_lost(&self, #[body] value: &ZoneLost) -> Result<()>;

        #[point_endpoint(GET "/zone-lost-in-response")]
        async fn zone_lost_in_response(&self) -> Result<pointapi::Response<ZoneLost>>;

        #[point_endpoint(POST "/empty-as-absent")]
        async fn empty_as_absent(&self, #[body] value: &EmptyAsAbsent) -> Result<()>;

        #[point_endpoint(GET "/variant-renamed")]
        async fn variant_renamed(&self, #[query] state: VariantRenamed) -> Result<()>;

        #[point_endpoint(GET "/variant-renamed-in-events")]
        async fn variant_renamed_in_events(&self) -> Result<pointapi::Events<VariantRenamed>>;

        #[point_endpoint(GET "/list-joined")]
        async fn list_joined(&self, #[query] tags: &Joined) -> Result<()>;

        #[point_endpoint(POST "/form-field-renamed")]
        async fn form_field_renamed(&self, #[body(form)] value: &Renamed) -> Result<()>;

        #[point_endpoint(GET "/wrong-unit")]
        async fn wrong_unit(&self, #[query] value: &WrongUnit) -> Result<()>;

        #[point_endpoint(POST "/decoded-once-more")]
        async fn decoded_once_more(&self, #[body] value: &Decoded) -> Result<()>;

        #[point_endpoint(GET "/path-prefixed/{id}")]
        async fn path_prefixed(&self, id: Prefixed) -> Result<()>;

        #[point_endpoint(GET "/header-in-capitals")]
        async fn header_in_capitals(&self, #[header("X-Code")] code: Capitals) -> Result<()>;

        #[point_endpoint(POST "/codec-of-ascii", codec = Ascii)]
        async fn codec_of_ascii(&self, #[body(codec = Ascii)] text: &str) -> Result<()>;

        #[point_endpoint(GET "/lines-renamed")]
        async fn lines_renamed(&self) -> Result<pointapi::Lines<Renamed>>;
    }
}

#[tokio::test(start_paused = true)]
async fn every_asymmetry_is_found_and_named() {
    let begun = tokio::time::Instant::now();
    let differences = contract::check::<dyn asymmetric::Asymmetric>().await.unwrap_err();
    let rows = [
        ("field_renamed", "the body", r#"the client sent `{"postal_code":"#),
        ("field_renamed_in_response", "the response", r#"the server sent `{"postal_code":"#),
        ("field_skipped", "`total` of the body", "the server reads it, but the client does not send it"),
        (
            "field_skipped_in_response",
            "`total` of the response",
            "the client reads it, but the server does not send it",
        ),
        ("number_as_text", "the body", r#"422, the body does not have the expected shape"#),
        ("zone_lost", "`at` of the body", "are sent alike, as `\"2024-02-29T10:00:00\"`"),
        ("zone_lost_in_response", "`at` of the response", "are sent alike, as `\"2024-02-29T10:00:00\"`"),
        ("empty_as_absent", "`tags` of the body", "every value is sent alike"),
        ("variant_renamed", "the query parameter `state`", "the client sent `state="),
        ("variant_renamed_in_events", "the response", "expected `in-transit` or `delivered`"),
        ("list_joined", "the query parameter `tags`", "`one` and `two` are sent as `one,two` is"),
        ("form_field_renamed", "the body", "the form lacks the field `zip`; the client sent `postal_code="),
        ("wrong_unit", "the query parameter `seconds`", "is sent as `seconds="),
        ("decoded_once_more", "`text` of the body", "`a b` and `a%20b` are sent alike"),
        ("path_prefixed", "the path parameter `id`", "is sent as `vv"),
        (
            "header_in_capitals",
            "the header parameter `x-code`",
            "400, the header parameter `x-code` has an invalid value",
        ),
        ("codec_of_ascii", "the body", "`日本` and `??` are sent alike, as `\"??\"`"),
        ("lines_renamed", "the response", "missing field `zip`"),
    ];
    for (endpoint, place, text) in rows {
        let is_named =
            |difference: &&contract::Difference| (difference.endpoint(), difference.place()) == (endpoint, place);
        let found = differences.iter().find(is_named).map(ToString::to_string).unwrap_or_default();
        assert!(found.contains(text), "{endpoint}: {found}\nin {differences}");
    }
    assert_eq!(begun.elapsed(), Duration::ZERO, "no call is attempted twice");
    let named: BTreeSet<_> = differences.iter().map(contract::Difference::endpoint).collect();
    assert_eq!(named.len(), rows.len(), "{differences}");
}

#[tokio::test]
async fn differences_are_an_error_of_the_library_too() {
    let check = async || -> pointapi::Result<()> {
        let _ = contract::check::<dyn asymmetric::Asymmetric>().await?;
        Ok(())
    };
    assert!(check().await.unwrap_err().to_string().contains("`zone_lost` (POST /zone-lost)"));
}

/// Traits that agree, beside those of the other tests.
mod agreeing {
    use http::StatusCode;
    use pointapi::server::{Caller, ServeError};
    use pointapi::{ApiError, Error, FromResponse, HttpResponse, Result, point_api};
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    pub(crate) struct Order {
        name: String,
        /// An order that this one replaces.
        parent: Option<Box<Order>>,
        #[serde(flatten)]
        price: Price,
        payment: Payment,
    }

    #[derive(Serialize, Deserialize)]
    pub(crate) struct Price {
        amount: u32,
        currency: String,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(tag = "type")]
    pub(crate) enum Payment {
        Card { number: String },
        Invoice,
    }

    #[derive(FromResponse)]
    pub(crate) enum Placed {
        #[status(200)]
        Existing(Order),
        #[status(201)]
        Created(Order),
        #[status(202)]
        Accepted,
    }

    #[derive(Debug)]
    pub(crate) enum Failure {
        Closed(Closed),
        Other(Error),
    }

    #[derive(Debug, Serialize, Deserialize)]
    pub(crate) struct Closed {
        until: String,
    }

    impl From<Error> for Failure {
        fn from(error: Error) -> Self {
            Self::Other(error)
        }
    }

    impl ApiError for Failure {
        fn decode(error: &Error) -> Option<Self> {
            if error.is_status(409) { error.body_as().map(Self::Closed) } else { None }
        }
    }

    impl ServeError for Failure {
        fn respond(self) -> HttpResponse {
            match self {
                Self::Closed(closed) => Error::respond(StatusCode::CONFLICT, closed).respond(),
                Self::Other(error) => error.respond(),
            }
        }
    }

    #[point_api(server)]
    pub(crate) trait Shop {
        #[point_endpoint(POST "/orders", idempotency_key = "Idempotency-Key")]
        async fn place(&self, #[extension] caller: Caller, #[body] order: &Order) -> Result<Placed>;

        #[point_endpoint(DELETE "/orders/{id}")]
        async fn cancel(&self, id: u64) -> Result<(), Failure>;
    }
}

#[tokio::test]
async fn enums_by_status_typed_errors_and_extensions_agree() {
    let caller = pointapi::server::Caller::new("branch-7");
    let report = Contract::new().extension(caller).check::<dyn agreeing::Shop>().await.unwrap();
    assert_eq!((report.checked(), report.unchecked().len()), (2, 0), "{report}");
}

#[tokio::test]
async fn an_argument_without_a_value_is_not_checked() {
    let report = contract::check::<dyn agreeing::Shop>().await.unwrap();
    assert_eq!(report.checked(), 1);
    let reasons: Vec<_> = report.unchecked().iter().map(|part| (part.endpoint(), part.reason())).collect();
    let [("place", reason)] = reasons[..] else { panic!("{reasons:?}") };
    assert!(
        reason.contains("`pointapi::server::caller::Caller`") && reason.contains("`Contract::extension`"),
        "{reason}"
    );
}

/// Types that decode themselves.
mod self_decoding {
    use pointapi::server::{IntoServed, Rejection, Served};
    use pointapi::{Codec, Example, FromResponse, RawResponse, Result, point_api};
    use serde_json::{Value, json};

    use super::asymmetric::WrongUnit;

    /// A number in a line of text, with a unit.
    pub(crate) struct Length {
        number: String,
        unit: String,
    }

    impl FromResponse for Length {
        fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
            let text = String::from_utf8_lossy(response.body());
            let (number, unit) = text.split_once(' ').ok_or_else(|| response.unreadable("no unit"))?;
            Ok(Self { number: number.to_owned(), unit: unit.to_owned() })
        }

        fn examples() -> Vec<Example> {
            ["7 km", "8 km"].map(Example::new).into()
        }
    }

    impl IntoServed for Length {
        fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
            Ok(Served::body(http::HeaderValue::from_static("text/plain"), format!("{} {}", self.number, self.unit)))
        }
    }

    /// The client reads the number, and the server writes the unit alone.
    pub(crate) struct Unit(Length);

    impl FromResponse for Unit {
        fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
            Length::from_response::<C>(response).map(Self)
        }

        fn examples() -> Vec<Example> {
            Length::examples()
        }
    }

    impl IntoServed for Unit {
        fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
            Ok(Served::body(http::HeaderValue::from_static("text/plain"), format!("0 {}", self.0.unit)))
        }
    }

    pub(crate) struct Unknown(Value);

    impl FromResponse for Unknown {
        fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
            C::decode(response.body()).map(Self).map_err(|error| response.unreadable(error))
        }
    }

    impl IntoServed for Unknown {
        fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
            json!({"value": self.0}).into_served::<C>()
        }
    }

    #[point_api(server)]
    pub(crate) trait Lengths {
        #[point_endpoint(GET "/length/{name}")]
        async fn length(&self, name: &str) -> Result<Option<Length>>;

        #[point_endpoint(GET "/unknown/{name}")]
        async fn unknown(&self, name: &str) -> Result<Unknown>;
    }

    #[point_api(server)]
    pub(crate) trait Lossy {
        #[point_endpoint(GET "/unit")]
        async fn unit(&self) -> Result<Unit>;

        #[point_endpoint(GET "/unknown")]
        async fn unknown(&self, #[query] wait: &WrongUnit) -> Result<Unknown>;
    }
}

#[tokio::test]
async fn the_response_of_a_type_without_examples_is_not_checked_and_its_request_is() {
    let report = contract::check::<dyn self_decoding::Lengths>().await.unwrap();
    assert_eq!((report.checked(), report.exchanges()), (2, 64));
    let name = "served::contract::self_decoding::Unknown";
    assert_eq!(
        report.to_string(),
        format!(
            "2 endpoints checked by 64 calls\nnot checked: `unknown` (GET /unknown/{{name}}): \
             its response: `{name}` decodes itself and has no `FromResponse::examples`"
        )
    );
}

#[tokio::test]
async fn a_type_that_decodes_itself_is_compared_by_its_examples() {
    let differences = contract::check::<dyn self_decoding::Lossy>().await.unwrap_err();
    let places: Vec<_> = differences.iter().map(|difference| (difference.endpoint(), difference.place())).collect();
    for place in [("unit", "the example of the response"), ("unknown", "the query parameter `seconds`")] {
        assert!(places.contains(&place), "{place:?} in {differences}");
    }
}

/// Statuses that no response has unless the enum names them.
mod by_status {
    use http::{HeaderMap, StatusCode};
    use pointapi::server::{IntoServed, Rejection, Served};
    use pointapi::{Codec, FromResponse, Response, Result, Text, point_api};

    #[derive(FromResponse)]
    pub(crate) enum Stored {
        #[status(226)]
        Merged(Text),
        #[status(2XX)]
        Whole(u32),
        #[status(default)]
        Ignored,
    }

    /// The server forgets the status of one variant.
    impl IntoServed for Stored {
        fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
            match self {
                Self::Merged(text) => text.into_served::<C>(),
                Self::Whole(number) => Response::new(StatusCode::OK, HeaderMap::new(), number).into_served::<C>(),
                Self::Ignored => ().into_served::<C>(),
            }
        }
    }

    #[point_api(server)]
    pub(crate) trait Store {
        #[point_endpoint(PUT "/store")]
        async fn store(&self) -> Result<Stored>;
    }
}

#[tokio::test]
async fn each_status_of_an_enum_is_tried() {
    let differences = contract::check::<dyn by_status::Store>().await.unwrap_err();
    assert!(differences.to_string().contains("the server sent `plain`"), "{differences}");
}
