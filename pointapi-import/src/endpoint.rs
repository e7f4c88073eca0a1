//! Operations to endpoints, with one trait per tag.

mod alike;
mod argument_names;
mod arguments;
mod body;
mod choices;
mod content;
mod declared;
mod flat;
mod media_type;
mod operation;
mod paging;
mod parameter;
mod parts;
mod path;
mod path_arguments;
mod query_struct;
mod response;
mod security;
mod server;
mod stream;
mod values;
mod xml;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use indexmap::IndexMap;

use crate::cursor::Cursor;
use crate::error::Error;
use crate::lower::{Lowering, Naming};
use crate::model::{Endpoint, Model, Returned, Trait};
use crate::names::{snake, tag_key, unique, words};

pub(crate) use arguments::decide as decide_arguments;
pub(crate) use choices::Choices;
use operation::{Operation, operations};
use paging::Pages;
pub(crate) use security::schemes;
use server::{Servers, own_url};

/// Methods that every generated client has of its own.
const TAKEN_BY_CLIENTS: [&str; 5] = ["new", "with", "client", "clone", "blocking"];

/// Reads every selected operation of the document into traits.
pub(crate) fn build<'d>(
    root: &Cursor<'d>,
    lowering: &mut Lowering<'d>,
    choices: &Choices,
    model: &mut Model,
) -> Result<(), Error> {
    let tag_docs: BTreeMap<&str, &str> = root
        .items_of("tags")
        .iter()
        .filter_map(|tag| Some((tag.node.get("name")?.as_str()?, tag.str("description")?)))
        .collect();
    let mut traits: IndexMap<String, Trait> = IndexMap::new();
    let operations = operations(root, &mut lowering.findings);
    choices.selection.check(&operations.iter().map(Operation::candidate).collect::<Vec<_>>())?;
    let own_urls: Vec<Option<String>> =
        operations.iter().map(|operation| own_url(operation.holders(), &mut lowering.findings)).collect();
    let servers = Servers::of(root, &own_urls, &mut lowering.findings);
    security::forbid_dangling(root, &mut lowering.findings);
    let usual = security::usual(root, operations.iter().map(|operation| &operation.schema));
    let holders = std::iter::once(root).chain(operations.iter().map(|operation| &operation.schema));
    let together = security::together(holders, &model.security, &mut lowering.findings);
    model.security.extend(together);
    security::mark_unusual(&mut model.security, &usual);
    let undeclared = security::undeclared(&operations, &model.security);
    model.security.extend(undeclared);
    let mut pages = Pages::default();
    let uses = counts(operations.iter().map(|operation| snake(&operation.name())));
    for (operation, own_url) in operations.iter().zip(own_urls) {
        if !choices.selection.includes(operation.candidate()) {
            continue;
        }
        security::report_other(&operation.schema, &usual, &mut lowering.findings);
        let own_url = own_url.filter(|url| !servers.reaches(url));
        let is_unique = uses.get(&snake(&operation.name())) == Some(&1);
        // Types of two operations must not have one name, which both traits and the order would number.
        let type_name = operation.id().filter(|_| !is_unique).map_or_else(|| operation.name(), Cow::from);
        let Some(endpoint) = endpoint(operation, &type_name, lowering, choices, own_url.as_deref(), &mut pages) else {
            continue;
        };
        let tag = operation.tag();
        let of = traits.entry(tag_key(tag)).or_insert_with(|| Trait {
            tag: tag.to_owned(),
            docs: tag_docs.get(tag).copied().unwrap_or_default().to_owned(),
            endpoints: Vec::new(),
        });
        of.endpoints.push(endpoint);
    }
    report_unread_parts(root, lowering);
    model.base_url = servers.base_url;
    model.other_servers = servers.others;
    model.traits = traits.into_values().collect();
    model.traits.iter_mut().for_each(name_methods);
    Ok(())
}

fn endpoint<'d>(
    operation: &Operation<'d>,
    type_name: &str,
    lowering: &mut Lowering<'d>,
    choices: &Choices,
    own_url: Option<&str>,
    pages: &mut Pages,
) -> Option<Endpoint> {
    let schema = &operation.schema;
    let naming = Naming::operation(type_name);
    let mut template = match path::template(operation.path) {
        Ok(template) => template,
        Err(reason) => {
            lowering.findings.add(schema, format!("{reason}; the operation is left out"));
            return None;
        }
    };
    report_other_parts(operation, own_url, lowering);
    let parameters = declared::collect(operation.holders(), lowering);
    let mut arguments = path_arguments::arguments(&mut template, &parameters, schema, lowering, &naming);
    let parameters_of_call = parameter::arguments(&parameters, &mut template, lowering, &naming);
    let shares_query = parameter::shares_query(&parameters_of_call, &parameters, schema);
    arguments.extend(parameters_of_call);
    let mut options = Vec::new();
    let method = operation.method.to_ascii_uppercase();
    let body = body::body(&method, schema, lowering, choices, &naming);
    arguments.extend(body.arguments);
    options.extend(body.option);
    let responses = response::read(&method, schema, lowering, choices, &naming);
    options.extend(responses.options);
    options.extend(security::option(schema));
    let paging =
        choices.has_paging.then(|| paging::sentence(&method, schema, &parameters, pages)).flatten().unwrap_or_default();
    Some(Endpoint {
        file: schema.file,
        pointer: schema.pointer.clone(),
        operation_id: operation.id().map(str::to_owned),
        type_name: type_name.to_owned(),
        name: operation.name().into_owned(),
        docs: docs(schema, &[responses.docs, paging]),
        is_deprecated: schema.is("deprecated"),
        http_method: method,
        path: template.text(),
        options,
        arguments,
        shares_query,
        successes: responses.successes,
        errors: responses.errors,
        returned: Returned::Nothing,
        error: None,
    })
}

fn docs(schema: &Cursor<'_>, more: &[String]) -> String {
    let summary = schema.str("summary").unwrap_or_default().trim();
    let description = schema.str("description").unwrap_or_default().trim();
    // A document that was exported from a trait names each operation without docs by its words.
    let id = schema.str("operationId").unwrap_or_default();
    let summary = if id.replace('_', " ").eq_ignore_ascii_case(summary) { "" } else { summary };
    let mut parts: Vec<&str> = Vec::new();
    if !description.starts_with(summary.trim_end_matches('.')) || description.is_empty() {
        parts.push(summary);
    }
    parts.push(description);
    // One that was exported has the sentences of its import in the description.
    let on_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = on_one_line(&format!("{summary} {description}"));
    parts.extend(more.iter().map(String::as_str).filter(|sentence| !known.contains(&on_one_line(sentence))));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// The parts of an operation that have no counterpart in a method.
fn report_other_parts<'d>(operation: &Operation<'d>, own_url: Option<&str>, lowering: &mut Lowering<'d>) {
    if let Some(callbacks) = operation.schema.get("callbacks") {
        lowering.findings.add(&callbacks, "callbacks are requests of the server; a client has none");
    }
    if let Some(url) = own_url {
        let reason = format!("the operation has the server `{url}`; call it through a client with that base URL");
        lowering.findings.add(&operation.schema, reason);
    }
}

/// The parts of a document that have no counterpart in a client.
fn report_unread_parts<'d>(root: &Cursor<'d>, lowering: &mut Lowering<'d>) {
    for name in ["webhooks", "x-webhooks"] {
        if let Some(webhooks) = root.get(name)
            && webhooks.members().next().is_some()
        {
            for (name, webhook) in webhooks.members() {
                lowering
                    .findings
                    .add(&webhook, format!("the webhook `{name}` is a request of the server; a client has none"));
            }
        }
    }
}

/// Names each method as its operation, without the words of the tag where that is enough.
fn name_methods(of: &mut Trait) {
    let mut tag = words(&of.tag);
    // The name of a trait that would clash with a type ends in it.
    if tag.len() > 1 && tag.last().is_some_and(|word| word == "api") {
        tag.pop();
    }
    let short: Vec<String> = of.endpoints.iter().map(|endpoint| without_tag(&endpoint.name, &tag)).collect();
    let uses = counts(short.iter().cloned());
    let uses_of_words = counts(of.endpoints.iter().map(|endpoint| snake(&endpoint.name)));
    let mut names: Vec<(String, String)> = Vec::new();
    for (endpoint, short) in of.endpoints.iter().zip(&short) {
        let words = snake(&endpoint.name);
        let name = if uses.get(short) == Some(&1) {
            short.clone()
        } else if uses_of_words.get(&words) == Some(&1) {
            words
        } else {
            endpoint.operation_id.as_deref().map_or(words, snake)
        };
        let name = if TAKEN_BY_CLIENTS.contains(&name.as_str()) { format!("{name}_call") } else { name };
        names.push((format!("{} {}", endpoint.path, endpoint.http_method), name));
    }
    unique(&mut names, &mut HashSet::new());
    for (endpoint, (_, name)) in of.endpoints.iter_mut().zip(names) {
        endpoint.name = name;
    }
}

/// The number of times that each name occurs.
fn counts(names: impl Iterator<Item = String>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    counts
}

/// `issues/list-for-repo` with the tag `Issues` → `list_for_repo`
fn without_tag(name: &str, tag: &[String]) -> String {
    let name = words(name);
    let is_same = |(word, tag): (&String, &String)| word.trim_end_matches('s') == tag.trim_end_matches('s');
    let rest = name.get(tag.len()..).unwrap_or_default();
    let begins = name.iter().zip(tag).all(is_same);
    let starts_with_letter = rest.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
    let kept = if begins && starts_with_letter { rest } else { name.as_slice() };
    snake(&kept.join("_"))
}
