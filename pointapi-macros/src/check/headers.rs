//! Headers: those that belong to the client, and those that would be sent twice.

use proc_macro2::Span;

use crate::check::conditions::fix_of_two;
use crate::errors::Errors;
use crate::model::endpoint::Endpoint;
use crate::model::options::Auth;
use crate::model::param::{Format, Param, Place};
use crate::model::spanned::Spanned;

/// Headers that frame the message.
const FRAMING: &[&str] = &["host", "content-length", "transfer-encoding", "connection"];

/// A header that the endpoint declares, by its lower-case name.
struct Declared<'a> {
    name: String,
    written: &'a str,
    span: Span,
    is_conditional: bool,
}

/// The names of the headers that the idempotency key and the arguments send, which take precedence over the defaults of
/// the trait. An argument under a `#[cfg]` does not, since it would take the default with it.
pub(crate) fn sent_names<'a>(params: &'a [Param], key: Option<&'a Spanned<String>>) -> Vec<&'a str> {
    let is_header = |param: &&Param| param.kind.place == Place::Header && !param.is_conditional();
    params.iter().filter(is_header).map(|param| &param.wire).chain(key).map(|name| name.value.as_str()).collect()
}

fn declared(endpoint: &Endpoint) -> Vec<Declared<'_>> {
    let options = &endpoint.request.options;
    let from_options = options.shared.headers.iter().map(|header| &header.name);
    let from_key = options.idempotency_key.iter();
    let from_params = endpoint.request.params.iter().filter(|param| param.kind.place == Place::Header);
    from_options
        .chain(from_key)
        .map(|name| (name, false))
        .chain(from_params.map(|param| (&param.wire, param.is_conditional())))
        .map(|(Spanned { value, span }, is_conditional)| Declared {
            name: value.to_ascii_lowercase(),
            written: value,
            span: *span,
            is_conditional,
        })
        .collect()
}

pub(crate) fn forbid_reserved_headers(endpoint: &Endpoint, errors: &mut Errors) {
    let has_content_type = endpoint.request.params.iter().any(fixes_content_type);
    let is_anonymous = matches!(&endpoint.request.options.shared.auth, Some(auth) if matches!(auth.value, Auth::None));
    for header in declared(endpoint) {
        let fix = match header.name.as_str() {
            "authorization" if !is_anonymous => {
                "choose it with `auth = path::To::Authenticator`, or send it yourself with `auth = none`"
            }
            "content-type" if has_content_type => "choose it with the body: `#[body(codec = path::To::Codec)]`",
            name if FRAMING.contains(&name) || name.starts_with("proxy-") => "remove it",
            _ => continue,
        };
        errors.at(header.span, format!("`{}` is set by the client; {fix}", header.written));
    }
}

fn fixes_content_type(param: &Param) -> bool {
    match (param.kind.place, &param.format) {
        (Place::Form | Place::Part, _) => true,
        (Place::Body, Format::Body(format)) => format.has_content_type,
        (Place::Body, _) => true,
        _ => false,
    }
}

pub(crate) fn forbid_header_twice(endpoint: &Endpoint, errors: &mut Errors) {
    let headers = declared(endpoint);
    for (position, header) in headers.iter().enumerate() {
        let Some(first) = headers.iter().take(position).find(|earlier| earlier.name == header.name) else { continue };
        let fix = fix_of_two(first.is_conditional || header.is_conditional, "remove one of the two");
        let message = if first.written == header.written {
            format!("`{}` is already sent; {fix}", header.written)
        } else {
            format!("`{}` and `{}` are the same header; {fix}", first.written, header.written)
        };
        errors.at(header.span, message);
    }
}
