//! `multipart/form-data` bodies (RFC 7578), for the `#[part]`s of an endpoint.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http::HeaderValue;
use http_body::{Frame, SizeHint};

use crate::body::Body;
use crate::box_error::BoxError;
use crate::part::Part;

/// A body of parts, in their order.
pub(crate) struct Multipart {
    boundary: String,
    segments: VecDeque<Segment>,
}

/// A piece of the body: the head of a part, or its content.
enum Segment {
    Bytes(Bytes),
    Stream { body: Body, length: Option<u64> },
}

impl Multipart {
    /// A body without parts.
    ///
    /// The boundary comes from the system's random source: with a predictable boundary, a value could forge further parts.
    pub(crate) fn new() -> Self {
        Self { boundary: format!("pointapi-{}", uuid::Uuid::new_v4().simple()), segments: VecDeque::new() }
    }

    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// Adds a part. An error says why in words that follow the part's name.
    pub(crate) fn push(&mut self, name: &str, part: Part) -> Result<(), &'static str> {
        let mut head = format!("--{}\r\nContent-Disposition: form-data; name=", self.boundary);
        push_quoted(&mut head, name)?;
        if let Some(file_name) = &part.file_name {
            head.push_str("; filename=");
            push_quoted(&mut head, file_name)?;
        }
        if let Some(content_type) = &part.content_type {
            if HeaderValue::from_str(content_type).is_err() {
                return Err("has an invalid content type");
            }
            head.push_str("\r\nContent-Type: ");
            head.push_str(content_type);
        }
        head.push_str("\r\n\r\n");
        self.segments.push_back(Segment::Bytes(head.into()));
        self.segments.push_back(match part.body.as_bytes() {
            Some(bytes) => Segment::Bytes(bytes),
            None => Segment::Stream { body: part.body, length: part.length },
        });
        self.segments.push_back(Segment::Bytes(Bytes::from_static(b"\r\n")));
        Ok(())
    }

    /// The body: a single buffer, or a stream if one of the parts is a stream.
    pub(crate) fn into_body(mut self) -> Body {
        self.segments.push_back(Segment::Bytes(format!("--{}--\r\n", self.boundary).into()));
        let bytes = self.segments.iter().map(|segment| match segment {
            Segment::Bytes(bytes) => Some(bytes),
            Segment::Stream { .. } => None,
        });
        let Some(bytes) = bytes.collect::<Option<Vec<_>>>() else { return Body::new(Segments(self.segments)) };
        let mut joined = BytesMut::with_capacity(bytes.iter().map(|bytes| bytes.len()).sum());
        bytes.iter().for_each(|bytes| joined.extend_from_slice(bytes));
        joined.freeze().into()
    }
}

/// Adds a name between quotes, with each quote as `%22` (WHATWG HTML, "multipart form data"). Browsers also escape line
/// breaks; here a name with one is rejected, as is any that servers would read as another name.
fn push_quoted(head: &mut String, name: &str) -> Result<(), &'static str> {
    if name.contains("%22") || name.ends_with('\\') || name.contains(|c: char| c.is_ascii_control()) {
        return Err("has a name or file name with a control character, with `%22`, or with a backslash at its end");
    }
    head.push('"');
    head.push_str(&name.replace('"', "%22"));
    head.push('"');
    Ok(())
}

struct Segments(VecDeque<Segment>);

impl http_body::Body for Segments {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        loop {
            let frame = match self.0.front_mut() {
                None => return Poll::Ready(None),
                Some(Segment::Bytes(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    (!bytes.is_empty()).then(|| Ok(Frame::data(bytes)))
                }
                Some(Segment::Stream { body, length }) => match Pin::new(body).poll_frame(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Some(Ok(frame))) => {
                        let read = frame.data_ref().map_or(0, Bytes::len) as u64;
                        *length = length.map(|left| left.saturating_sub(read));
                        return Poll::Ready(Some(Ok(frame)));
                    }
                    Poll::Ready(end) => end,
                },
            };
            self.0.pop_front();
            if frame.is_some() {
                return Poll::Ready(frame);
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.0.iter().try_fold(0_u64, |sum, segment| match segment {
            Segment::Bytes(bytes) => sum.checked_add(bytes.len() as u64),
            Segment::Stream { length, .. } => sum.checked_add((*length)?),
        });
        length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

#[cfg(test)]
mod tests {
    use http_body::Body as _;
    use http_body_util::BodyExt;

    use super::*;

    fn sent(parts: Vec<(&str, Part)>) -> (String, Body) {
        let mut multipart = Multipart { boundary: "B".into(), segments: VecDeque::new() };
        for (name, part) in parts {
            multipart.push(name, part).unwrap();
        }
        (multipart.content_type(), multipart.into_body())
    }

    #[tokio::test]
    async fn text_and_bytes_are_one_replayable_piece() {
        let pdf = Part::bytes(b"%PDF".as_slice()).file_name("a\".pdf").content_type("application/pdf");
        let (content_type, body) = sent(vec![("note", Part::text("hi")), ("file", pdf)]);
        assert_eq!(content_type, "multipart/form-data; boundary=B");
        assert!(body.try_clone().is_some());
        assert_eq!(
            body.collect().await.unwrap().to_bytes(),
            "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n\
             --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\n%PDF\r\n--B--\r\n"
        );
    }

    #[test]
    fn boundaries_do_not_follow_a_seed() {
        let boundary = || {
            fastrand::seed(7);
            Multipart::new().boundary
        };
        assert_ne!(boundary(), boundary());
    }

    #[tokio::test]
    async fn a_stream_of_known_length_makes_a_body_of_known_length() {
        let chunks =
            futures_util::stream::iter([Ok::<_, BoxError>(Bytes::from_static(b"ab")), Ok(Bytes::from_static(b"c"))]);
        let (_, body) = sent(vec![("file", Part::stream(chunks, 3))]);
        let announced = body.size_hint().exact().unwrap();
        let bytes = body.collect().await.unwrap().to_bytes();
        assert_eq!(bytes, "--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc\r\n--B--\r\n");
        assert_eq!(announced, bytes.len() as u64);
    }
}
