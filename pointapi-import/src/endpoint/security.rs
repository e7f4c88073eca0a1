//! Security schemes: the builder call of each, and operations that need none.

use crate::cursor::Cursor;
use crate::endpoint::operation::Operation;
use crate::endpoint::parameter::AUTHORIZATION;
use crate::findings::Findings;
use crate::model::{EndpointOption, SecurityScheme};
use crate::node::Node;

/// The text between the names of schemes that requests need together.
const TOGETHER: &str = "` and `";

/// Turns authentication off for an operation that says so beside a document that asks for authentication.
pub(super) fn option(operation: &Cursor<'_>) -> Option<EndpointOption> {
    let is_open = operation
        .node
        .get("security")
        .is_some_and(|security| matches!(security, Node::List(items) if items.iter().all(is_anonymous)));
    is_open.then_some(EndpointOption::NoAuth)
}

/// True for `{}`, a requirement that asks for nothing.
fn is_anonymous(requirement: &Node) -> bool {
    matches!(requirement, Node::Object(schemes) if schemes.is_empty())
}

/// The schemes that the operations use unless they name others: those of the document, or of the first operation that
/// names any.
pub(super) fn usual<'a, 'd: 'a>(
    root: &'a Cursor<'d>,
    operations: impl Iterator<Item = &'a Cursor<'d>>,
) -> Vec<&'d str> {
    std::iter::once(root).chain(operations).map(named).find(|names| !names.is_empty()).unwrap_or_default()
}

/// Marks the schemes that are not usual. Without any usual one the document says nothing of that.
pub(super) fn mark_unusual(schemes: &mut [SecurityScheme], usual: &[&str]) {
    if usual.is_empty() {
        return;
    }
    for scheme in schemes {
        scheme.is_usual = scheme.name.split(TOGETHER).all(|name| usual.contains(&name));
    }
}

/// Reports an operation that none of the usual schemes authenticates.
pub(super) fn report_other(operation: &Cursor<'_>, usual: &[&str], findings: &mut Findings) {
    let named = named(operation);
    if !named.is_empty() && !named.iter().any(|name| usual.contains(name)) {
        let named = named.join("`, `");
        let reason = format!("the operation is authenticated by `{named}`; call it through a client of that scheme");
        findings.add(operation, reason);
    }
}

/// The schemes that requests need together, with the builder calls of all; reports those that a client cannot have at
/// once.
pub(super) fn together<'a, 'd: 'a>(
    holders: impl Iterator<Item = &'a Cursor<'d>>,
    schemes: &[SecurityScheme],
    findings: &mut Findings,
) -> Vec<SecurityScheme> {
    let mut together: Vec<SecurityScheme> = Vec::new();
    for security in holders.filter_map(|holder| holder.get("security")) {
        let has_simple = security.node.items().iter().any(|requirement| requirement.members().count() < 2);
        for requirement in security.node.items().iter().filter(|requirement| requirement.members().count() > 1) {
            let names: Vec<&str> = requirement.members().map(|(name, _)| name).collect();
            let name = names.join(TOGETHER);
            let of = |name: &&str| schemes.iter().find(|scheme| scheme.name == **name);
            let builders: Vec<&str> = names.iter().filter_map(of).map(|scheme| scheme.builder.as_str()).collect();
            if builders.len() == names.len() && add_up(&builders) {
                let combined = SecurityScheme { name, builder: builders.concat(), is_usual: true };
                if !together.contains(&combined) {
                    together.push(combined);
                }
            } else if !has_simple {
                let reason =
                    format!("`{name}` are needed together, and a client has one of them; add the other in a layer");
                findings.add(&security, reason);
            }
        }
    }
    together
}

/// The scheme of a document whose operations, with their path items, declare the header `Authorization` as a parameter
/// and no scheme that sets it.
pub(super) fn undeclared<'d>(operations: &[Operation<'d>], schemes: &[SecurityScheme]) -> Option<SecurityScheme> {
    let is_credential = |parameter: &Cursor<'d>| {
        let Ok(parameter) = parameter.resolve() else { return false };
        let name = parameter.str("name").unwrap_or_default();
        parameter.str("in") == Some("header") && name.eq_ignore_ascii_case(AUTHORIZATION)
    };
    let has_credential = |operation: &&Operation<'d>| {
        operation.holders().any(|holder| holder.items_of("parameters").iter().any(is_credential))
    };
    let count = operations.iter().filter(has_credential).count();
    (count > 0 && !schemes.iter().any(|scheme| authorizes(&scheme.builder))).then(|| SecurityScheme {
        name: "Authorization".to_owned(),
        builder: ".api_key_header(\"Authorization\", value)".to_owned(),
        is_usual: count == operations.len(),
    })
}

/// True for a builder call that sets the header `Authorization`.
fn authorizes(builder: &str) -> bool {
    let is_key = ["query", "cookie", "header"].iter().any(|place| builder.starts_with(&format!(".api_key_{place}(")));
    !is_key || builder.to_ascii_lowercase().starts_with(&format!(".api_key_header({AUTHORIZATION:?}"))
}

/// True for schemes that one client has at once: fixed values, of which at most one is the header `Authorization`.
fn add_up(builders: &[&str]) -> bool {
    let is_of = |calls: &[&str], builder: &str| calls.iter().any(|call| builder.starts_with(call));
    let authorizing = builders.iter().filter(|builder| is_of(&[".bearer_token(", ".basic_auth("], builder)).count();
    let keys = builders.iter().filter(|builder| is_of(&[".api_key_"], builder)).count();
    authorizing < 2 && authorizing + keys == builders.len()
}

/// The names of the schemes that `security` asks for.
fn named<'d>(holder: &Cursor<'d>) -> Vec<&'d str> {
    let requirements = holder.node.get("security").map(Node::items).unwrap_or_default();
    requirements.iter().flat_map(Node::members).map(|(name, _)| name).collect()
}

/// Reports references to nothing where the schemes are expected.
pub(super) fn forbid_dangling(root: &Cursor<'_>, findings: &mut Findings) {
    findings.forbid_dangling(root, "components");
    if let Some(components) = root.part("components") {
        findings.forbid_dangling(&components, "securitySchemes");
    }
}

/// The schemes that the document declares, with the call of `Client::builder()` that uses each.
pub(crate) fn schemes(root: &Cursor<'_>) -> Vec<SecurityScheme> {
    let declared = root.part("components").map(|components| components.members_of("securitySchemes"));
    declared
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(name, scheme)| {
            let scheme = scheme.resolve().ok()?;
            Some(SecurityScheme { name: name.to_owned(), builder: builder(&scheme), is_usual: true })
        })
        .collect()
}

fn builder(scheme: &Cursor<'_>) -> String {
    let name = scheme.str("name").unwrap_or_default();
    let http = scheme.str("scheme").unwrap_or_default().to_ascii_lowercase();
    match (scheme.str("type").unwrap_or_default(), scheme.str("in").unwrap_or_default()) {
        ("http", _) if http == "basic" => ".basic_auth(user, password)".to_owned(),
        ("http", _) if http == "bearer" => ".bearer_token(token)".to_owned(),
        ("apiKey", "query") => format!(".api_key_query({name:?}, key)"),
        ("apiKey", "cookie") => format!(".api_key_cookie({name:?}, key)"),
        ("apiKey", _) => format!(".api_key_header({name:?}, key)"),
        ("oauth2", _) => oauth2(scheme),
        _ => ".authenticator(your_authenticator)".to_owned(),
    }
}

fn oauth2(scheme: &Cursor<'_>) -> String {
    let flows = scheme.get("flows");
    let client = flows.and_then(|flows| flows.get("clientCredentials"));
    match client.as_ref().and_then(|flow| flow.str("tokenUrl")) {
        Some(url) => format!(".token_source(ClientCredentials::new({url:?}, id, secret))"),
        None => ".bearer_token(token)".to_owned(),
    }
}
