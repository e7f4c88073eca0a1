//! Types that one side writes and the other reads differently.

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

/// A place that is read with its values swapped.
#[derive(Serialize, Deserialize)]
pub(crate) struct Swapped {
    #[serde(deserialize_with = "swapped")]
    position: (u8, u8),
}

fn swapped<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(u8, u8), D::Error> {
    Deserialize::deserialize(deserializer).map(|(one, other)| (other, one))
}

/// A list that is read from its end.
#[derive(Serialize)]
pub(crate) struct Reversed(Vec<u8>);

impl<'de> Deserialize<'de> for Reversed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(|items| Self(items.into_iter().rev().collect()))
    }
}

/// A list that is read twice.
#[derive(Serialize)]
pub(crate) struct Doubled(Vec<u8>);

impl<'de> Deserialize<'de> for Doubled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<u8>::deserialize(deserializer).map(|items| Self(items.repeat(2)))
    }
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

    #[point_endpoint(POST "/values-swapped")]
    async fn values_swapped(&self, #[body] value: &Swapped) -> Result<()>;

    #[point_endpoint(GET "/values-swapped-in-response")]
    async fn values_swapped_in_response(&self) -> Result<Swapped>;

    #[point_endpoint(GET "/list-reversed")]
    async fn list_reversed(&self, #[query] ids: &Reversed) -> Result<()>;

    #[point_endpoint(GET "/list-doubled")]
    async fn list_doubled(&self, #[query] ids: &Doubled) -> Result<()>;

    #[point_endpoint(GET "/path-prefixed/{id}")]
    async fn path_prefixed(&self, id: Prefixed) -> Result<()>;

    #[point_endpoint(GET "/header-in-capitals")]
    async fn header_in_capitals(&self, #[header("X-Code")] code: Capitals) -> Result<()>;

    #[point_endpoint(POST "/codec-of-ascii", codec = Ascii)]
    async fn codec_of_ascii(&self, #[body(codec = Ascii)] text: &str) -> Result<()>;

    #[point_endpoint(GET "/lines-renamed")]
    async fn lines_renamed(&self) -> Result<pointapi::Lines<Renamed>>;
}
