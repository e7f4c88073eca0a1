//! From the response to the value that an endpoint returns.
//!
//! A call ends with a [`RawResponse`]: a success, or a status that the endpoint declares as absence. An endpoint
//! returns `Result<T, E>`, and `T` is decoded in one of three ways:
//!
//! 1. **By the codec.** Any [`Deserialize`](serde::Deserialize) type, JSON unless the endpoint names another codec.
//! 2. **Without the codec.** `()` ignores the body, `Option` is `None` for an absent value, `Bytes` is the body itself,
//!    and the status of a HEAD decides a `bool`. These are `Deserialize` types too, so the blanket implementation of
//!    [`FromResponse`] covers them, and Rust allows no second one. `decode` therefore runs `T::deserialize` on a
//!    `BodyDeserializer` first, which supports these shapes and rejects every other one before any work is done.
//! 3. **By the type itself.** [`Text`], `Download`, `Events`, `Lines` and the user's own implementations of
//!    [`FromResponse`].
//!
//! An `Option` of a type of the third kind is left over: it is not `Deserialize`, and a blanket implementation for
//! `Option<T>` would overlap with the first. Generated code therefore selects the decoder by method resolution on
//! [`DecoderFor`]: direct decoding where the return type allows it, otherwise decoding of the `Option`'s content.
//!
//! | file | content |
//! | --- | --- |
//! | `raw_response` | the response before decoding |
//! | `from_response`, `envelope`, `text` | the trait, its blanket implementation, [`Response`], [`Text`] |
//! | `example` | responses of a type that decodes itself, for checks of the contract |
//! | `return_type` | `Result`s that an endpoint can return |
//! | `decoder` | the choice of a decoder, and the future that applies it |
//! | `decode`, `body_deserializer`, `probe` | the second and the first way |
//! | `decode_error`, `field_names`, `json_path`, `reason` | errors that name reason and place and show no value |
//! | `item_decoder` | single values of a stream |
//!
//! The user's types appear here and nowhere else in the runtime. What depends on them is kept small, because it is
//! compiled again for each type: one call through `&mut dyn DecodeInto`, and one future.

mod body_deserializer;
mod decode;
mod decode_error;
mod decoder;
mod envelope;
mod example;
mod expected;
mod field_names;
mod from_response;
#[cfg(feature = "stream")]
mod item_decoder;
#[cfg(feature = "json")]
mod json_path;
mod link;
mod needs_codec;
mod probe;
mod raw_response;
#[cfg(feature = "json")]
mod reason;
mod responded;
mod response_enum;
mod return_type;
#[cfg(all(test, feature = "json"))]
mod tests;
mod text;

#[cfg(all(feature = "server", feature = "stream"))]
pub(crate) use body_deserializer::is_text;
#[cfg(feature = "webhook")]
pub(crate) use decode_error::cause_and_text;
pub use decoder::{
    DecoderFor, Direct, InOption, OptionalDecoderFor, Selected, TypedCall, client_only, prepare, prepare_with,
};
pub use envelope::Response;
pub use example::Example;
pub use expected::Expected;
#[cfg(feature = "webhook")]
pub(crate) use field_names::field_names;
pub use from_response::FromResponse;
pub(crate) use from_response::or_any;
#[cfg(feature = "stream")]
pub(crate) use item_decoder::ItemDecoder;
#[cfg(feature = "openapi")]
pub(crate) use probe::{FirstShape, ShapeKind, first_shape};
pub use raw_response::RawResponse;
pub(crate) use raw_response::StreamedBody;
#[cfg(feature = "stream")]
pub(crate) use responded::Responded;
pub use response_enum::{all_streamed, examples_by_status, ignored_body, undeclared_status};
pub use return_type::{Bodiless, MaybeAbsent, OptionalReturnType, ReturnType};
pub use text::Text;
