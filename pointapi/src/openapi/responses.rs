//! The responses of an endpoint, by its return type.

use http::{Method, StatusCode};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::content::bytes;
use super::problem::{PROBLEM, ProblemDetails};
use super::schemas::{Schemas, TypeSchema, without_null};
use super::stream_items::looks_like_stream;
use crate::endpoint::Endpoint;
use crate::media_type::essence;
use crate::response::{FirstShape, Response, ShapeKind, Text, first_shape};
#[cfg(feature = "stream")]
use crate::stream::{Download, Events, Lines};

/// Describes the responses of one return type.
pub type DescribeResponses = fn(&mut Responses<'_>);

/// A type that an endpoint returns, as a document describes it.
///
/// Every [`JsonSchema`] type is one, in the format of the endpoint's codec; `()`, [`Bytes`](bytes::Bytes), [`Text`],
/// [`Response`], `Download`, `Events` and `Lines` are described as they are sent. A type with a
/// [`FromResponse`](crate::FromResponse) of its own says what it decodes:
///
/// ```
/// use pointapi::openapi::{DescribeResponse, Responses, schemars};
/// # use pointapi::{Codec, FromResponse, RawResponse, Result};
///
/// # #[derive(serde::Deserialize)]
/// #[derive(schemars::JsonSchema)]
/// # #[schemars(crate = "pointapi::openapi::schemars")]
/// pub struct Receipt {
///     number: u64,
/// }
///
/// /// A receipt, or nothing while the order is queued.
/// pub struct Placed(Option<Receipt>);
/// # impl FromResponse for Placed {
/// #     fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
/// #         Option::from_response::<C>(response).map(Self)
/// #     }
/// # }
///
/// impl DescribeResponse for Placed {
///     fn describe(responses: &mut Responses<'_>) {
///         responses.value::<Receipt>();
///         responses.empty();
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be described as a response",
    label = "has no description",
    note = "derive `schemars::JsonSchema` for it, or implement `pointapi::openapi::DescribeResponse`"
)]
pub trait DescribeResponse {
    /// Adds the responses that this type is decoded from.
    fn describe(responses: &mut Responses<'_>);
}

/// The responses of one endpoint.
pub struct Responses<'a> {
    endpoint: &'static Endpoint,
    schemas: &'a mut Schemas,
    /// The media type of the endpoint's codec.
    pub(crate) media_type: &'static str,
    /// The status of a success with a body; 200 if none is known.
    status: Option<&'static str>,
    /// The method chooses the status, within the given one.
    is_status_chosen: bool,
    /// The value can be absent.
    is_optional: bool,
    by_status: Map<String, Value>,
    /// The body of errors without a status of their own.
    error: Option<Value>,
}

impl<'a> Responses<'a> {
    pub(super) fn describe(
        endpoint: &'static Endpoint,
        describe: DescribeResponses,
        is_served: bool,
        schemas: &'a mut Schemas,
    ) -> Value {
        let mut responses = Self {
            endpoint,
            schemas,
            media_type: "",
            status: None,
            is_status_chosen: false,
            is_optional: false,
            by_status: Map::new(),
            error: None,
        };
        describe(&mut responses);
        responses.finish(is_served)
    }

    /// Adds a success whose body is a `T` in the endpoint's format.
    pub fn value<T: JsonSchema + ?Sized>(&mut self) {
        let schema = self.schemas.find_or_text(TypeSchema::of::<T>());
        // The value of a variant can be `null`: its status cannot be another.
        let (schema, is_nullable) = if self.is_of_variant() { (schema, false) } else { without_null(schema) };
        self.is_optional |= is_nullable;
        self.content(self.media_type, Some(schema));
    }

    /// Adds a success whose body has this media type; each of its items is a `T` if it is a stream. An
    /// item whose schema would be read as that of the whole stream is described as the item of a list.
    pub fn body<T: JsonSchema + ?Sized>(&mut self, media_type: &'static str) {
        let schema = self.schemas.find_or_text(TypeSchema::of::<T>());
        let (whole, _) = without_null(self.schemas.resolve(&schema));
        let schema =
            if looks_like_stream(media_type, &whole) { json!({ "type": "array", "items": schema }) } else { schema };
        self.content(media_type, Some(schema));
    }

    /// Adds the success of a `T` with this status, such as `201` or `2XX`. An absent value that the codec writes
    /// is `null` there.
    pub fn success<T: DescribeResponse>(&mut self, status: &'static str) {
        let outer = self.status.replace(status);
        T::describe(self);
        self.status = outer;
    }

    /// Adds a success with a body of bytes.
    pub fn bytes(&mut self) {
        self.content("application/octet-stream", Some(bytes()));
    }

    /// Adds a success without a body.
    pub fn empty(&mut self) {
        let status = self.status.unwrap_or("204");
        self.by_status.insert(status.to_owned(), json!({ "description": description(status) }));
    }

    /// The value can be absent.
    pub(super) fn optional(&mut self) {
        self.is_optional = true;
    }

    /// Adds an error of this status whose body is a `T` as JSON.
    pub fn error<T: JsonSchema + ?Sized>(&mut self, status: StatusCode) {
        let schema = self.schemas.find_or_text(TypeSchema::of::<T>());
        let mut response = json!({ "description": description(status.as_str()) });
        if self.endpoint.method() != Method::HEAD {
            response["content"] = json!({ "application/json": { "schema": schema } });
        }
        self.by_status.insert(status.as_str().to_owned(), response);
    }

    /// Says that errors without a status of their own have a `T` as JSON for their body.
    pub fn errors<T: JsonSchema + ?Sized>(&mut self) {
        self.error = Some(self.schemas.find_or_text(TypeSchema::of::<T>()));
    }

    fn is_of_variant(&self) -> bool {
        self.status.is_some() && !self.is_status_chosen
    }

    fn content(&mut self, media_type: &'static str, schema: Option<Value>) {
        let status = self.status.unwrap_or("200");
        let media_type = self.endpoint.asked_instead_of(media_type).unwrap_or(essence(media_type));
        let mut response = json!({ "description": description(status) });
        if self.endpoint.method() != Method::HEAD {
            response["content"] = json!({ media_type: { "schema": schema } });
        }
        self.by_status.insert(status.to_owned(), response);
    }

    fn finish(mut self, is_served: bool) -> Value {
        let of_endpoint = self.endpoint.absent_on.iter().map(u16::to_string);
        let otherwise = (self.is_optional && self.endpoint.absent_on.is_empty()).then(|| "204".to_owned());
        for status in of_endpoint.chain(otherwise) {
            let absent = json!({ "description": description(&status) });
            self.by_status.entry(status).or_insert(absent);
        }
        let mut content = Map::new();
        if let Some(schema) = self.error {
            content.insert("application/json".to_owned(), json!({ "schema": schema }));
        } else if is_served {
            // A method chooses the body of `Error::respond`.
            content.insert("application/json".to_owned(), json!({}));
        }
        if is_served {
            let schema = self.schemas.find_or_text(TypeSchema::of::<ProblemDetails>());
            let problem = json!({ "schema": schema });
            // The server itself rejects requests with statuses that the error type declares too.
            let errors = self.by_status.iter_mut().filter(|(status, _)| status.starts_with(['4', '5']));
            for own in errors.filter_map(|(_, error)| error.get_mut("content")?.as_object_mut()) {
                own.insert(PROBLEM.to_owned(), problem.clone());
            }
            content.insert(PROBLEM.to_owned(), problem);
        }
        for status in ["4XX", "5XX"] {
            let mut error = json!({ "description": description(status) });
            if !content.is_empty() && self.endpoint.method() != Method::HEAD {
                error["content"] = content.clone().into();
            }
            self.by_status.insert(status.to_owned(), error);
        }
        self.by_status.into()
    }
}

fn description(status: &str) -> &str {
    match status {
        "2XX" => "Success",
        "4XX" => "The request is wrong",
        "5XX" => "The server failed",
        status => {
            let known = status.parse().ok().and_then(|code: u16| StatusCode::from_u16(code).ok());
            known.and_then(|status| status.canonical_reason()).unwrap_or("Response")
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: JsonSchema + DeserializeOwned> DescribeResponse for T {
    fn describe(responses: &mut Responses<'_>) {
        let FirstShape { kind, is_optional } = first_shape::<T>();
        match kind {
            ShapeKind::Unit => responses.empty(),
            ShapeKind::Bytes => responses.bytes(),
            ShapeKind::Other => return responses.value::<T>(),
        }
        responses.is_optional |= is_optional && !responses.is_of_variant();
    }
}

/// The method chooses the status, unless a variant of an enum has one.
impl<T: DescribeResponse> DescribeResponse for Response<T> {
    fn describe(responses: &mut Responses<'_>) {
        if responses.status.is_some() {
            return T::describe(responses);
        }
        responses.is_status_chosen = true;
        responses.success::<T>("2XX");
        responses.is_status_chosen = false;
    }
}

impl DescribeResponse for Text {
    fn describe(responses: &mut Responses<'_>) {
        responses.body::<str>("text/plain");
    }
}

#[cfg(feature = "stream")]
impl DescribeResponse for Download {
    fn describe(responses: &mut Responses<'_>) {
        responses.bytes();
    }
}

#[cfg(feature = "stream")]
impl<T: JsonSchema> DescribeResponse for Events<T> {
    fn describe(responses: &mut Responses<'_>) {
        responses.body::<T>("text/event-stream");
    }
}

#[cfg(feature = "stream")]
impl<T: JsonSchema> DescribeResponse for Lines<T> {
    fn describe(responses: &mut Responses<'_>) {
        responses.body::<T>("application/x-ndjson");
    }
}
