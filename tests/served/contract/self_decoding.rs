//! Types that decode themselves.

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
