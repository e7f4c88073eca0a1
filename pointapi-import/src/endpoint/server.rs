//! The base URL, with the defaults of its variables.

use crate::cursor::Cursor;
use crate::findings::Findings;

/// The longest URL, in bytes; each placeholder may repeat a default of any length.
const LONGEST: usize = 8192;

/// The base URL of a document.
#[derive(Debug)]
pub(super) struct Servers {
    pub(super) base_url: Option<String>,
    /// The other servers of the document.
    pub(super) others: Vec<String>,
}

impl Servers {
    /// The base URL is the server of every operation, if they all name the same one; otherwise the first of the document
    /// that has a host, or its first.
    pub(super) fn of(root: &Cursor<'_>, of_operations: &[Option<String>], findings: &mut Findings) -> Self {
        let mut documented: Vec<String> =
            root.items_of("servers").iter().filter_map(|server| resolved(server, findings)).collect();
        // Some documents repeat one server at each path or operation.
        if let [Some(first), others @ ..] = of_operations
            && others.iter().all(|other| other.as_ref() == Some(first))
        {
            documented.insert(0, first.clone());
        }
        let base_url = documented.iter().find(|url| url.contains("://")).or(documented.first());
        let base_url = base_url.map(|url| url.trim_end_matches('/').to_owned());
        if let Some(path) = base_url.as_ref().filter(|url| !url.is_empty() && !url.contains("://")) {
            let place = root.get("servers").unwrap_or_else(|| root.clone());
            findings.add(&place, format!("the server has no host; the client's base URL must end in `{path}`"));
        }
        let is_other = |url: &String| Some(url.trim_end_matches('/')) != base_url.as_deref();
        let others = documented.into_iter().filter(is_other).collect();
        Self { base_url, others }
    }

    /// True if a client of the base URL reaches the server.
    pub(super) fn reaches(&self, url: &str) -> bool {
        self.base_url.as_deref().unwrap_or_default() == url.trim_end_matches('/')
    }
}

/// The first server that an operation or its path item, the holders, names.
pub(super) fn own_url<'a, 'd: 'a>(
    holders: impl IntoIterator<Item = &'a Cursor<'d>>,
    findings: &mut Findings,
) -> Option<String> {
    let servers = holders.into_iter().find_map(|holder| holder.items_of("servers").into_iter().next());
    resolved(&servers?, findings)
}

/// The URL with the defaults of its own placeholders; a default is never searched for further ones.
fn resolved(server: &Cursor<'_>, findings: &mut Findings) -> Option<String> {
    let variables = server.get("variables");
    let default = |name: &str| variables.as_ref()?.get(name)?.str("default");
    let mut url = String::new();
    let mut rest = server.str("url")?;
    while let Some((text, name, behind)) = placeholder(rest).filter(|_| url.len() <= LONGEST) {
        url.push_str(text);
        match default(name) {
            Some(default) => url.push_str(default),
            None => {
                url.extend(["{", name, "}"]);
                let reason = format!("the variable `{name}` has no default; the client's base URL must have its value");
                findings.add(server, reason);
            }
        }
        rest = behind;
    }
    url.push_str(rest);
    if url.len() > LONGEST {
        findings.add(server, format!("the URL is longer than {LONGEST} bytes; it is left out"));
        return None;
    }
    Some(url)
}

/// `https://{region}.example/v1` → `https://`, `region` and `.example/v1`
fn placeholder(url: &str) -> Option<(&str, &str, &str)> {
    let (text, behind) = url.split_once('{')?;
    let (name, behind) = behind.split_once('}')?;
    Some((text, name, behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::Documents;

    fn url(server: &str) -> (Option<String>, bool) {
        let documents = Documents::from_text("api.yaml", server).expect("valid");
        let mut findings = Findings::default();
        let url = resolved(&Cursor::root(&documents).expect("a root"), &mut findings);
        (url, !findings.to_public(&documents).is_empty())
    }

    #[test]
    fn variables_have_their_defaults() {
        let server = "url: 'https://{a}.example/{b}/{c}'\nvariables: {a: {default: eu}, b: {}}";
        assert_eq!(url(server), (Some("https://eu.example/{b}/{c}".to_owned()), true));
        let server = "url: 'https://{a}.example/{b}'\nvariables: {a: {default: eu}, b: {default: ''}}";
        assert_eq!(url(server), (Some("https://eu.example/".to_owned()), false));
    }

    #[test]
    fn a_default_has_no_variables() {
        let variable = |index: i32| format!("v{index}: {{default: '{{v{}}}{{v{}}}'}}", index + 1, index + 1);
        let variables: Vec<String> = (0..64).map(variable).collect();
        let server = format!("url: 'a{{v0}}'\nvariables: {{{}}}", variables.join(", "));
        assert_eq!(url(&server), (Some("a{v1}{v1}".to_owned()), false));
    }

    #[test]
    fn a_long_url_is_left_out() {
        let server = format!("url: '{}'\nvariables: {{a: {{default: '{}'}}}}", "{a}".repeat(999), "x".repeat(99));
        assert_eq!(url(&server), (None, true));
    }
}
