//! Comments of an import that concern callers: another server, another scheme.

/// The place of remarks that hold for every call.
const CLIENT: &str = "client";

/// The beginning of a comment of an import.
const BEGINS: &str = "// Import: ";

/// Words of the remarks that say how a client is built.
const ABOUT_CLIENTS: [&str; 3] = ["base URL", "is authenticated by `", "are needed together"];

/// The remarks of a module's text about how a client is built, each with its method, `Orders::list`, or `client`.
pub(super) fn remarks(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut trait_name = "";
    let mut open: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim_start) {
        if let Some(remark) = line.strip_prefix(BEGINS) {
            open.push(remark.to_owned());
        } else if let (Some(rest), Some(last)) = (line.strip_prefix("// "), open.last_mut()) {
            last.push(' ');
            last.push_str(rest);
        } else if let Some(method) = line.strip_prefix("async fn ") {
            let place = format!("{trait_name}::{}", name(method));
            found.extend(open.drain(..).map(|remark| (place.clone(), remark)));
        } else if let Some(rest) = line.strip_prefix("pub trait ") {
            trait_name = name(rest);
        } else if line.starts_with("pub mod ") {
            found.extend(open.drain(..).map(|remark| (CLIENT.to_owned(), remark)));
        }
    }
    let concerns_clients = |remark: &str| ABOUT_CLIENTS.iter().any(|words| remark.contains(words));
    found.retain(|(_, remark)| concerns_clients(remark));
    found.into_iter().map(|(place, remark)| (place, without_pointer(&remark).to_owned())).collect()
}

/// The identifier that the text begins with, as a surface has it.
fn name(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '#').next().unwrap_or_default()
}

/// The remark without the place in the document, which moves without any change for a caller.
fn without_pointer(remark: &str) -> &str {
    remark.rsplit_once(" (#").map_or(remark, |(reason, _)| reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_belongs_to_the_method_below_it() {
        let text = "// Import: the base URL\n// must end (#/servers)\npub mod x;\npub trait X {\n    // Import: links (#/a)\n    // Import: a is authenticated by `b` (#/a)\n    /// Docs.\n    #[point_endpoint(GET \"/a\")]\n    async fn r#type(&self);\n    async fn b(&self);\n}\n";
        let expected = [("client", "the base URL must end"), ("X::r#type", "a is authenticated by `b`")];
        assert_eq!(remarks(text), expected.map(|(place, remark)| (place.to_owned(), remark.to_owned())));
    }
}
