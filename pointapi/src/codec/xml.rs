//! XML, for `#[body(xml)]` and `codec = pointapi::Xml`.

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Codec;
use crate::service::BoxError;

/// XML in UTF-8, without a declaration; the root element has the type's name.
#[derive(Debug)]
pub struct Xml;

impl Codec for Xml {
    const CONTENT_TYPE: &'static str = "application/xml";

    fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, BoxError> {
        Ok(quick_xml::se::to_string(value)?.into())
    }

    fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BoxError> {
        Ok(quick_xml::de::from_reader(bytes)?)
    }
}
