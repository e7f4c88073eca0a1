//! XML, for `#[body(xml)]` and `codec = pointapi::Xml`.

use std::io;

use bytes::Bytes;
use quick_xml::DeError;
use quick_xml::errors::SyntaxError;
use quick_xml::events::Event;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Codec;
use crate::box_error::BoxError;

/// The deepest nesting of elements that is decoded, as for JSON.
const MAX_DEPTH: usize = 128;

/// XML in UTF-8, without a declaration; the root element has the type's name. Nesting is limited to 128.
///
/// The elements of a `Vec` stand side by side: another element between two of them is an error, even one that the type
/// does not have. Where a server mixes them, as S3 does with versions and delete markers, take all elements of the
/// parent as an enum:
///
/// ```
/// use pointapi::{Codec, Xml};
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Listing {
///     #[serde(rename = "$value", default)]
///     entries: Vec<Entry>,
/// }
///
/// #[derive(Debug, PartialEq, Deserialize)]
/// enum Entry {
///     Version(Object),
///     DeleteMarker(Object),
///     /// Any other element.
///     #[serde(other)]
///     Other,
/// }
///
/// #[derive(Debug, PartialEq, Deserialize)]
/// struct Object {
///     #[serde(rename = "Key")]
///     key: String,
/// }
///
/// let xml = "<Listing><Name>b</Name><Version><Key>1</Key></Version><DeleteMarker><Key>2</Key></DeleteMarker>\
///            <Version><Key>3</Key></Version></Listing>";
/// let listing: Listing = Xml::decode(xml.as_bytes()).unwrap();
/// let object = |key: &str| Object { key: key.into() };
/// assert_eq!(
///     listing.entries,
///     [Entry::Other, Entry::Version(object("1")), Entry::DeleteMarker(object("2")), Entry::Version(object("3"))]
/// );
/// ```
#[derive(Debug)]
pub struct Xml;

impl Codec for Xml {
    const CONTENT_TYPE: &'static str = "application/xml";

    fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, BoxError> {
        Ok(quick_xml::se::to_string(value)?.into())
    }

    fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BoxError> {
        check(bytes)?;
        quick_xml::de::from_reader(bytes).map_err(|error| match error {
            DeError::InvalidXml(error) => io::Error::new(io::ErrorKind::InvalidData, error).into(),
            // There is no root element; `check` has found any other early end.
            DeError::UnexpectedEof => io::Error::from(io::ErrorKind::UnexpectedEof).into(),
            error => error.into(),
        })
    }
}

/// Rejects a document without its end, and one that is nested too deeply. The decoder recurses for each level of a
/// recursive type, so such a document would overflow the stack.
fn check(bytes: &[u8]) -> Result<(), BoxError> {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let (mut buffer, mut depth) = (Vec::new(), 0_usize);
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(_)) if depth == MAX_DEPTH => return Err("the document is nested too deeply".into()),
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) if depth > 0 => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            // Each of them is the end of the document within a tag or the like.
            Err(quick_xml::Error::Syntax(fault)) if !matches!(fault, SyntaxError::InvalidBangMarkup) => {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
            }
            // The decoder reports the error.
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
        buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Node {
        child: Option<Box<Node>>,
    }

    fn nested(depth: usize) -> String {
        format!("<Node>{}{}</Node>", "<child>".repeat(depth), "</child>".repeat(depth))
    }

    #[test]
    fn nesting_is_limited() {
        let node: Node = Xml::decode(nested(127).as_bytes()).unwrap();
        assert!(node.child.unwrap().child.is_some());
        assert!(Xml::decode::<Node>(nested(128).as_bytes()).is_err());
        assert!(Xml::decode::<Node>(nested(1_000_000).as_bytes()).is_err());
    }
}
