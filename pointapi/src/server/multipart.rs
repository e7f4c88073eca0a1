//! `multipart/form-data` requests (RFC 7578): parts in memory, and the last one as it arrives.

mod from_part;
mod paced;
mod received;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::TryStreamExt;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use multer::{Field, Multipart};

pub(super) use from_part::{FromPart, read, read_list};
use paced::{Budget, paced};
pub(super) use received::ReceivedPart;
use received::unquoted;

use super::idempotency::Upload;
use super::incoming::PartRole;
use super::rejection::Rejection;
use crate::body::Body;
use crate::box_error::BoxError;

/// The cost of a part beside its content, so that a body of many empty parts is bounded too.
const PART_OVERHEAD: usize = 256;

/// The longest boundary (RFC 2046, section 5.1.1). The parser compares it at each step.
const MAX_BOUNDARY: usize = 70;

/// The bytes that the parser may read beyond twice the limit: it reads a piece at each step, and skips parts of other names.
const READ_AHEAD: u64 = 1024 * 1024;

/// Reads the parts that an endpoint takes, up to the first that the method can read as it arrives; parts of other names
/// are skipped.
///
/// # Errors
///
/// 415 for another media type, 400 for a body that is not well-formed, 413 for parts in memory beyond the limit.
pub(super) async fn receive(
    headers: &HeaderMap,
    body: Body,
    roles: &'static [PartRole],
    limit: usize,
    upload: Upload,
) -> Result<Vec<ReceivedPart>, Rejection> {
    let boundary = headers.get(CONTENT_TYPE).and_then(|value| multer::parse_boundary(value.to_str().ok()?).ok());
    let boundary = boundary.filter(|boundary| boundary.len() <= MAX_BOUNDARY).ok_or_else(|| {
        let detail = "the body must be `multipart/form-data` with a boundary of at most 70 characters";
        Rejection::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
    })?;
    let read_ahead = Budget::new((limit as u64).saturating_mul(2).saturating_add(READ_AHEAD));
    let mut multipart = Multipart::new(paced(body, read_ahead.clone()), boundary);
    let mut parts: Vec<ReceivedPart> = Vec::new();
    let mut left = limit;
    let too_large =
        || Rejection::new(StatusCode::PAYLOAD_TOO_LARGE, format!("the parts are longer than {limit} bytes"));
    let rejection = || match read_ahead.is_exceeded() {
        true => too_large(),
        false => Rejection::bad_request("the body is not well-formed `multipart/form-data`"),
    };
    while let Some(mut field) = next_part(&mut multipart, &read_ahead).await.map_err(|_| rejection())? {
        left = left.checked_sub(PART_OVERHEAD).ok_or_else(too_large)?;
        let Some(role) = role_of(&field, roles) else {
            while field.try_next().await.map_err(|_| rejection())?.is_some() {}
            continue;
        };
        let part = ReceivedPart::of(role.name, &field);
        if role.is_stream && is_last(role, roles, &parts) {
            read_ahead.lift();
            parts.push(part.with_stream(Body::from_stream(streamed(multipart, field, roles, read_ahead, upload))));
            return Ok(parts);
        }
        let mut content = BytesMut::new();
        while let Some(chunk) = field.try_next().await.map_err(|_| rejection())? {
            left = left.checked_sub(chunk.len()).ok_or_else(too_large)?;
            content.extend_from_slice(&chunk);
        }
        parts.push(part.with_bytes(content.freeze()));
    }
    upload.complete();
    Ok(parts)
}

async fn next_part(multipart: &mut Multipart<'static>, budget: &Budget) -> multer::Result<Option<Field<'static>>> {
    budget.begin_head();
    let field = multipart.next_field().await;
    budget.end_head();
    field
}

/// The role of a part, by its name.
fn role_of<'a>(field: &Field<'_>, roles: &'a [PartRole]) -> Option<&'a PartRole> {
    let name = unquoted(field.name()?);
    roles.iter().find(|role| role.name == name)
}

/// The content of a part as it arrives. It fails at its end if another part of the endpoint follows, for which the method
/// already has no value.
fn streamed(
    multipart: Multipart<'static>,
    field: Field<'static>,
    roles: &'static [PartRole],
    budget: Budget,
    upload: Upload,
) -> impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static {
    futures_util::stream::try_unfold(
        (multipart, Some(field), budget, upload),
        move |(mut multipart, mut field, budget, upload)| async move {
            if let Some(own) = &mut field
                && let Some(chunk) = own.try_next().await?
            {
                return Ok(Some((chunk, (multipart, field, budget, upload))));
            }
            drop(field);
            while let Some(mut later) = next_part(&mut multipart, &budget).await? {
                if role_of(&later, roles).is_some() {
                    return Err("a part follows the streamed one, which must be the last".into());
                }
                while later.try_next().await?.is_some() {}
            }
            upload.complete();
            Ok(None)
        },
    )
}

/// True if the method needs no part after this one. A client sends the parts in the order of the arguments, but another
/// one need not.
fn is_last(role: &PartRole, roles: &[PartRole], parts: &[ReceivedPart]) -> bool {
    let position = roles.iter().position(|other| other.name == role.name);
    roles.iter().enumerate().all(|(index, other)| {
        let is_skipped = !other.is_required && Some(index) < position;
        other.name == role.name || is_skipped || parts.iter().any(|part| part.name() == other.name)
    })
}
