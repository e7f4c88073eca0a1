//! Decodes a response into a `Deserialize` type: without the codec where the type allows it, otherwise by the codec.

use std::cell::Cell;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::RawResponse;
use super::body_deserializer::BodyDeserializer;
use super::field_names::{FieldNames, field_names};
use crate::box_error::BoxError;
use crate::codec::Codec;
use crate::error::Result;

/// A slot for a value whose type only the slot knows, so that [`decode`] is compiled once.
pub(super) trait DecodeInto {
    /// Stores the value of a type that needs no codec; returns false if the type needs one.
    fn decode_shape(&mut self, body: BodyDeserializer<'_>) -> bool;

    /// Stores the value that the codec decodes.
    fn decode_by_codec(&mut self, bytes: &[u8]) -> Result<(), BoxError>;

    /// Stores a made-up value.
    #[cfg(feature = "server")]
    fn make_up(&mut self, maker: &crate::made_up::Maker) -> Result<(), BoxError>;

    /// The names of the type's fields, for errors.
    fn field_names(&self) -> FieldNames;
}

pub(super) struct Slot<'a, T, C> {
    value: &'a mut Option<T>,
    codec: PhantomData<C>,
}

impl<'a, T, C> Slot<'a, T, C> {
    pub(super) fn new(value: &'a mut Option<T>) -> Self {
        Self { value, codec: PhantomData }
    }
}

impl<T: DeserializeOwned, C: Codec> DecodeInto for Slot<'_, T, C> {
    fn decode_shape(&mut self, body: BodyDeserializer<'_>) -> bool {
        *self.value = T::deserialize(body).ok();
        self.value.is_some()
    }

    fn decode_by_codec(&mut self, bytes: &[u8]) -> Result<(), BoxError> {
        *self.value = Some(C::decode(bytes)?);
        Ok(())
    }

    #[cfg(feature = "server")]
    fn make_up(&mut self, maker: &crate::made_up::Maker) -> Result<(), BoxError> {
        *self.value = Some(maker.decode("the response")?);
        Ok(())
    }

    fn field_names(&self) -> FieldNames {
        field_names::<T>
    }
}

/// Returns true if the type has no value for an absent body.
pub(super) fn needs_body<T: DeserializeOwned>() -> bool {
    let (bytes, needs_codec) = (Cell::default(), Cell::new(false));
    T::deserialize(BodyDeserializer::new(&bytes, true, None, &needs_codec)).is_err() || needs_codec.get()
}

/// Fills the slot from the response.
pub(super) fn decode(mut response: RawResponse, slot: &mut dyn DecodeInto) -> Result<()> {
    #[cfg(feature = "server")]
    if let Some(maker) = response.maker.take().filter(|_| !response.is_absent()) {
        return slot
            .make_up(&maker)
            .map_err(|error| response.error(crate::error::DecodeCause::Shape, error.to_string()));
    }
    let (is_absent, presence) = (response.is_absent(), response.presence());
    let (bytes, needs_codec) = (Cell::new(std::mem::take(&mut response.body)), Cell::new(false));
    let is_filled = slot.decode_shape(BodyDeserializer::new(&bytes, is_absent, presence, &needs_codec));
    response.body = bytes.take();
    // A lenient type can turn the rejection into a default value, which must not replace what the codec would give.
    if is_filled && !needs_codec.get() {
        return Ok(());
    }
    response.require_body()?;
    slot.decode_by_codec(&response.body).map_err(|error| response.undecodable(&*error, slot.field_names()))
}
