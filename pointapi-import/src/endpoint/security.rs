//! Security schemes: the builder call of each, and operations that need none.

use crate::cursor::Cursor;
use crate::findings::Findings;
use crate::model::{EndpointOption, SecurityScheme};
use crate::node::Node;

/// Turns authentication off for an operation that says so beside a document that asks for authentication.
pub(super) fn option(operation: &Cursor<'_>) -> Option<EndpointOption> {
    let is_open = operation
        .node
        .get("security")
        .is_some_and(|security| matches!(security, Node::List(items) if items.is_empty()));
    is_open.then_some(EndpointOption::NoAuth)
}

/// The schemes that the operations use unless they name others: those of the document, or of the first operation that
/// names any.
pub(super) fn usual<'a, 'd: 'a>(
    root: &'a Cursor<'d>,
    operations: impl Iterator<Item = &'a Cursor<'d>>,
) -> Vec<&'d str> {
    std::iter::once(root).chain(operations).map(named).find(|names| !names.is_empty()).unwrap_or_default()
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

/// The names of the schemes that `security` asks for.
fn named<'d>(holder: &Cursor<'d>) -> Vec<&'d str> {
    let requirements = holder.node.get("security").map(Node::items).unwrap_or_default();
    requirements.iter().flat_map(Node::members).map(|(name, _)| name).collect()
}

/// The schemes that the document declares, with the call of `Client::builder()` that uses each.
pub(crate) fn schemes(root: &Cursor<'_>) -> Vec<SecurityScheme> {
    let declared = root.get("components").map(|components| components.members_of("securitySchemes"));
    declared
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(name, scheme)| {
            let scheme = scheme.resolve().ok()?;
            Some(SecurityScheme { name: name.to_owned(), builder: builder(&scheme) })
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
