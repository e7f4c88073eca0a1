//! Responses: success types, error types, and the sentences that the docs say about them.

use crate::cursor::Cursor;
use crate::endpoint::choices::Choices;
use crate::endpoint::content::{choose, is_any_text, is_binary, report_others};
use crate::endpoint::media_type::{EVENTS, Media, MediaType};
use crate::endpoint::{stream, xml};
use crate::lower::{Lowering, Naming};
use crate::model::{EndpointOption, Returned, StatusVariant, Type};

/// Everything that the responses of an operation say.
#[derive(Debug, Default)]
pub(super) struct Responses {
    pub(super) successes: Vec<StatusVariant>,
    pub(super) errors: Vec<Type>,
    pub(super) options: Vec<EndpointOption>,
    pub(super) docs: String,
}

pub(super) fn read<'d>(
    method: &str,
    operation: &Cursor<'d>,
    lowering: &mut Lowering<'d>,
    choices: &Choices,
    naming: &Naming,
) -> Responses {
    let mut responses = Responses::default();
    let mut sentences = Vec::new();
    let mut media_types: Vec<MediaType<'d>> = Vec::new();
    let declared = declared(operation, lowering);
    let has_success = declared.iter().any(|(status, _)| status.starts_with('2'));
    let has_redirect = declared.iter().any(|(status, _)| status.starts_with('3'));
    for (status, response) in &declared {
        lowering.findings.forbid_dangling(response, "content");
        let is_success = status.starts_with('2') || (*status == "default" && !has_success && !has_redirect);
        if is_success {
            let statuses = vec![(*status).to_ascii_uppercase().replace("DEFAULT", "default")];
            if responses.successes.iter().any(|earlier| earlier.statuses == statuses) {
                lowering.findings.add(response, format!("`{status}` is declared twice; the first one counts"));
                continue;
            }
            let (returned, media_type) = success((operation, response), lowering, choices, &naming.child("response"));
            let returned = if method == "HEAD" { Returned::Nothing } else { returned };
            media_types.extend(media_type.filter(|_| method != "HEAD"));
            responses.successes.push(StatusVariant { statuses, returned });
            sentences.extend(headers(response));
            if let Some(links) = response.get("links") {
                lowering.findings.add(&links, "links to other operations are not expressed");
            }
        } else if status.starts_with('3') {
            if *status != "304" && !has_success {
                sentences.push(format!("Responds with {status}; the error's `location` is the target."));
            } else if *status != "304" && response.has("content") {
                lowering.findings.add(response, format!("the body of {status} is not decoded; the call fails with it"));
            }
        } else if status.starts_with('1') {
            lowering.findings.add(response, format!("{status} changes the protocol; the client does not ask for it"));
        } else {
            let naming = naming.child(&format!("error {status}"));
            responses.errors.extend(error((operation, response), lowering, &naming).filter(|_| method != "HEAD"));
        }
    }
    if has_one_codec(&mut responses.successes) {
        responses.options.extend(option(&responses.successes, &media_types));
    } else {
        lowering.findings.add(
            operation,
            "only some of the successes are XML, and a method has one codec; the XML is returned as text",
        );
        responses.options.extend(accepted(&media_types));
    }
    sentences.dedup();
    responses.docs = sentences.join("\n\n");
    responses
}

/// The responses by status, resolved.
fn declared<'d>(operation: &Cursor<'d>, lowering: &mut Lowering<'d>) -> Vec<(&'d str, Cursor<'d>)> {
    lowering.findings.forbid_dangling(operation, "responses");
    let mut responses = Vec::new();
    for (status, response) in operation.members_of("responses") {
        if status.starts_with("x-") {
            continue;
        }
        if !is_status(status) {
            lowering.findings.add(&response, format!("`{status}` is not a status; the response is left out"));
            continue;
        }
        match response.resolve() {
            Ok(response) => responses.push((status, response)),
            Err(dangling) => {
                lowering.findings.add(&response, format!("{}; the response is left out", dangling.reason));
            }
        }
    }
    responses
}

/// Returns true for `404`, `4XX` and `default`.
fn is_status(status: &str) -> bool {
    match status.as_bytes() {
        [class, rest @ ..] if class.is_ascii_digit() => {
            rest.len() == 2 && (rest.iter().all(u8::is_ascii_digit) || rest.eq_ignore_ascii_case(b"XX"))
        }
        _ => status == "default",
    }
}

/// Falls back to text if one success is XML and another is not; returns false in that case.
fn has_one_codec(successes: &mut [StatusVariant]) -> bool {
    let is_xml = |returned: &Returned| matches!(returned, Returned::Xml(_));
    let has_xml = successes.iter().any(|success| is_xml(&success.returned));
    let has_other = successes.iter().any(|success| success.returned != Returned::Nothing && !is_xml(&success.returned));
    if has_xml && has_other {
        successes
            .iter_mut()
            .filter(|success| is_xml(&success.returned))
            .for_each(|success| success.returned = Returned::Text);
    }
    !(has_xml && has_other)
}

/// Returns the option that asks for the bodies of these successes, unless their types imply it.
fn option(successes: &[StatusVariant], media_types: &[MediaType<'_>]) -> Option<EndpointOption> {
    let mut returned = successes.iter().map(|success| &success.returned).filter(|of| **of != Returned::Nothing);
    let first = returned.next()?;
    let asks = |media_type: &MediaType<'_>| media_type.is_range() || asks_by_itself(first, *media_type);
    match first {
        Returned::Xml(_) => Some(EndpointOption::Xml),
        _ if media_types.iter().all(asks) => None,
        _ => accepted(media_types),
    }
}

/// Returns true for a type whose own `Accept` is the media type.
fn asks_by_itself(returned: &Returned, media_type: MediaType<'_>) -> bool {
    match returned {
        Returned::Json(_) => media_type.is_sent_as("application/json"),
        Returned::Events(_) => media_type.is(EVENTS),
        Returned::Lines(_) => media_type.is("application/x-ndjson"),
        Returned::Download => media_type.media() == Media::Json,
        _ => false,
    }
}

/// Returns one `Accept` for all media types; a media range sets none.
fn accepted(media_types: &[MediaType<'_>]) -> Option<EndpointOption> {
    let mut named: Vec<&str> = Vec::new();
    for media_type in media_types.iter().filter(|media_type| !media_type.is_range()) {
        if !named.contains(&media_type.as_sent()) {
            named.push(media_type.as_sent());
        }
    }
    (!named.is_empty()).then(|| EndpointOption::Accept(named.join(", ")))
}

/// JSON values that begin with U+001E (RFC 7464).
const SEQUENCE: &str = "application/json-seq";

/// The value of a success, and its media type.
fn success<'d>(
    (operation, response): (&Cursor<'d>, &Cursor<'d>),
    lowering: &mut Lowering<'d>,
    choices: &Choices,
    naming: &Naming,
) -> (Returned, Option<MediaType<'d>>) {
    let all = response.part("content");
    let content = all.as_ref().and_then(|content| choose(content, choices, &mut lowering.findings));
    all.iter().zip(&content).for_each(|(all, chosen)| report_others(all, chosen, "response", &mut lowering.findings));
    let Some((media_type, content)) = content else { return (Returned::Nothing, None) };
    if media_type.is(SEQUENCE) {
        let reason = format!("the values of `{SEQUENCE}` are no lines; the response is returned as it is");
        lowering.findings.add(&content, reason);
    }
    if media_type.is_stream() {
        let item = stream::item((operation, &content), media_type, lowering, naming);
        let returned = if media_type.is_lines() { Returned::Lines(item) } else { Returned::Events(item) };
        return (returned, Some(media_type));
    }
    let schema = content.get("schema");
    let is_bytes = schema.as_ref().and_then(|schema| schema.resolve().ok()).is_some_and(|schema| is_binary(&schema));
    let mut lower = || schema.as_ref().map_or(Type::Any, |schema| lowering.lower_content(schema, operation, naming));
    let returned = match media_type.media() {
        Media::Json | Media::Text if is_bytes => Returned::Download,
        Media::Json if is_any_text(media_type, &content) => Returned::Text,
        Media::Json => Returned::Json(lower()),
        Media::Text | Media::Form => Returned::Text,
        Media::Xml => {
            let ty = lower();
            xml::report(&content, &mut lowering.findings);
            Returned::Xml(ty)
        }
        Media::Bytes | Media::Multipart => Returned::Download,
    };
    (returned, Some(media_type))
}

/// The type of an error's body, if it is JSON.
fn error<'d>(
    (operation, response): (&Cursor<'d>, &Cursor<'d>),
    lowering: &mut Lowering<'d>,
    naming: &Naming,
) -> Option<Type> {
    let content = response.part("content")?;
    let (media_type, content) = choose(&content, &Choices::default(), &mut lowering.findings)?;
    let schema = content.get("schema")?;
    let is_json = media_type.media() == Media::Json && !is_any_text(media_type, &content);
    is_json.then(|| lowering.lower_content(&schema, operation, naming)).filter(|ty| *ty != Type::Any)
}

/// `Response headers: X-Next, Link.`
fn headers(response: &Cursor<'_>) -> Option<String> {
    let names: Vec<String> = response.members_of("headers").iter().map(|(name, _)| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| format!("Response headers: {}.", names.join(", ")))
}
