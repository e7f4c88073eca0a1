//! Responses: success types, error types, and the sentences that the docs say about them.

use crate::cursor::Cursor;
use crate::endpoint::choices::Choices;
use crate::endpoint::content::{choose, is_binary};
use crate::endpoint::media_type::{Media, MediaType};
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
    let declared = declared(operation, lowering);
    let has_success = declared.iter().any(|(status, _)| status.starts_with('2'));
    let has_redirect = declared.iter().any(|(status, _)| status.starts_with('3'));
    for (status, response) in &declared {
        let is_success = status.starts_with('2') || (*status == "default" && !has_success && !has_redirect);
        if is_success {
            let (returned, accept) = success(response, lowering, choices, &naming.child("response"));
            let returned = if method == "HEAD" { Returned::Nothing } else { returned };
            responses.options.extend(accept.filter(|_| responses.options.is_empty() && method != "HEAD"));
            responses.successes.push(StatusVariant {
                statuses: vec![(*status).to_ascii_uppercase().replace("DEFAULT", "default")],
                returned,
            });
            sentences.extend(headers(response));
        } else if status.starts_with('3') {
            if *status != "304" && !has_success {
                sentences.push(format!("Responds with {status}; the error's `location` is the target."));
            }
        } else if status.starts_with('1') {
            lowering.findings.add(response, format!("{status} changes the protocol; the client does not ask for it"));
        } else {
            let naming = naming.child(&format!("error {status}"));
            responses.errors.extend(error(response, lowering, &naming).filter(|_| method != "HEAD"));
        }
    }
    sentences.dedup();
    responses.docs = sentences.join("\n\n");
    responses
}

/// The responses by status, resolved.
fn declared<'d>(operation: &Cursor<'d>, lowering: &mut Lowering<'d>) -> Vec<(&'d str, Cursor<'d>)> {
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

/// The value of a success, and the `accept` option that asks for it.
fn success<'d>(
    response: &Cursor<'d>,
    lowering: &mut Lowering<'d>,
    choices: &Choices,
    naming: &Naming,
) -> (Returned, Option<EndpointOption>) {
    let content = response.get("content").and_then(|content| choose(&content, choices, &mut lowering.findings));
    let Some((media_type, content)) = content else { return (Returned::Nothing, None) };
    report_events(response, media_type, lowering);
    let accept = (!media_type.is_range()).then(|| EndpointOption::Accept(media_type.essence.to_owned()));
    let schema = content.get("itemSchema").or_else(|| content.get("schema"));
    let lowered =
        |lowering: &mut Lowering<'d>| schema.as_ref().map_or(Type::Any, |schema| lowering.lower(schema, naming));
    match media_type.essence.to_ascii_lowercase().as_str() {
        "text/event-stream" => return (Returned::Events(lowered(lowering)), None),
        "application/x-ndjson" | "application/jsonl" | "application/x-jsonlines" | "application/json-seq" => {
            return (Returned::Lines(lowered(lowering)), None);
        }
        _ => {}
    }
    let is_bytes = schema.as_ref().and_then(|schema| schema.resolve().ok()).is_some_and(|schema| is_binary(&schema));
    match media_type.media() {
        Media::Json if is_bytes => (Returned::Download, None),
        Media::Json => {
            let accept = accept.filter(|_| !media_type.is("application/json"));
            match &schema {
                Some(_) => (Returned::Json(lowered(lowering)), accept),
                None => (Returned::Json(Type::Any), accept),
            }
        }
        Media::Text if is_bytes => (Returned::Download, accept),
        Media::Text | Media::Form => (Returned::Text, accept),
        Media::Xml => (Returned::Xml(lowered(lowering)), Some(EndpointOption::Xml)),
        Media::Bytes | Media::Multipart => (Returned::Download, accept),
    }
}

/// Reports server-sent events that are offered next to the chosen media type; one method cannot return both.
fn report_events<'d>(response: &Cursor<'d>, chosen: MediaType<'d>, lowering: &mut Lowering<'d>) {
    const EVENTS: &str = "text/event-stream";
    if chosen.is(EVENTS) {
        return;
    }
    let is_events = |name: &str| MediaType::parse(name).is_some_and(|media_type| media_type.is(EVENTS));
    if let Some((_, events)) = response.members_of("content").into_iter().find(|(name, _)| is_events(name)) {
        let chosen = chosen.text;
        let reason = format!("the response can also be `{EVENTS}`; `media_type` selects it instead of `{chosen}`");
        lowering.findings.add(&events, reason);
    }
}

/// The type of an error's body, if it is JSON.
fn error<'d>(response: &Cursor<'d>, lowering: &mut Lowering<'d>, naming: &Naming) -> Option<Type> {
    let content = response.get("content")?;
    let (media_type, content) = choose(&content, &Choices::default(), &mut lowering.findings)?;
    let schema = content.get("schema")?;
    (media_type.media() == Media::Json).then(|| lowering.lower(&schema, naming)).filter(|ty| *ty != Type::Any)
}

/// `Response headers: X-Next, Link.`
fn headers(response: &Cursor<'_>) -> Option<String> {
    let names: Vec<String> = response.members_of("headers").iter().map(|(name, _)| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| format!("Response headers: {}.", names.join(", ")))
}
