//! Files, and the lines at their top.

use std::collections::HashSet;

use crate::model::Owner;
use crate::names::Names;
use crate::print::docs::{comment, documented_inside};
use crate::print::enumeration::string_enum;
use crate::print::{Printer, WIDTH};

/// The division of the output into files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// `api.rs`, and a file for each module under `api/`.
    Files,
    /// One file without inner attributes, for `include!`.
    Single,
}

/// The lints that the shapes and names of a document decide. A program may use a part of what it describes.
const LINTS: &str = "dead_code, clippy::option_option, clippy::struct_excessive_bools, clippy::struct_field_names, clippy::type_complexity";

/// Says of a way to authenticate that only operations use it that name it.
pub(crate) const OF_SOME_OPERATIONS: &str = " of some operations";

/// Decodes `null` as `Some(None)`, so that it differs from an absent member.
const PRESENT: &str = "
/// Decodes `null` as `Some(None)`; an absent member is `None`.
fn present<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de>,
{
    serde::Deserialize::deserialize(deserializer).map(Some)
}
";

/// Decodes a variant whose members are there, for unions without a discriminator.
const HAVING: &str = "
/// Decodes an object that has one of these members.
fn having<T: serde::de::DeserializeOwned>(
    value: &pointapi::json::Value,
    members: &[&str],
) -> pointapi::json::Result<T> {
    if members.iter().any(|member| value.get(member).is_some()) {
        T::deserialize(value)
    } else {
        Err(serde::de::Error::custom(\"the members are absent\"))
    }
}
";

/// The text of every file: the name of its module, or nothing for the root.
pub(crate) fn print(printer: &Printer<'_>, layout: Layout) -> Vec<(String, String)> {
    let mut modules: Vec<(String, String)> = Vec::new();
    for (index, (of, (name, module))) in printer.model.traits.iter().zip(&printer.names.traits).enumerate() {
        let mut body = String::new();
        printer.api_trait(index, of, name, &mut body);
        printer.definitions_of(Owner::Trait(index), &mut body);
        modules.push((module.clone(), headed(&body, true)));
    }
    let mut types = String::new();
    printer.definitions_of(Owner::Shared, &mut types);
    if !types.is_empty() {
        modules.push(("types".to_owned(), headed(types.trim_start(), false)));
    }
    modules.sort();
    match layout {
        Layout::Files => {
            let root = printer.root(&modules, None);
            std::iter::once((String::new(), root)).chain(modules).collect()
        }
        Layout::Single => vec![(String::new(), printer.root(&modules, Some(&modules)))],
    }
}

impl Printer<'_> {
    fn definitions_of(&self, owner: Owner, out: &mut String) {
        for id in self.definitions(owner) {
            out.push('\n');
            self.definition(id, owner, out);
        }
    }

    /// The root: docs, helpers, modules, and the trait of all traits.
    fn root(&self, modules: &[(String, String)], inline: Option<&[(String, String)]>) -> String {
        let mut out = String::new();
        let docs = self.root_docs();
        match inline {
            None => {
                out.push_str(&documented_inside(&docs));
                out.push('\n');
                let lints = LINTS.replace(", ", ",\n    ");
                out.push_str(&format!("#![allow(\n    {lints},\n    reason = \"the document decides\"\n)]\n"));
            }
            Some(_) => out.push_str(&comment(&docs, 0)),
        }
        let outside = self.findings_outside();
        if !outside.is_empty() {
            out.push_str(&format!("\n{outside}"));
        }
        if modules.iter().any(|(_, text)| code_of(text).contains("string_enum! {")) {
            out.push_str(&string_enum(&self.style));
        }
        out.push('\n');
        match inline {
            None => self.declare(modules, &mut out),
            Some(modules) => {
                for (name, text) in modules {
                    out.push_str(&format!("#[allow({LINTS})]\npub mod {name} {{\n{}}}\n\n", indented(text)));
                }
            }
        }
        let allow = if inline.is_some() { "#[allow(dead_code)]\n" } else { "" };
        if let Some(url) = self.model.base_url.as_ref().filter(|url| url.contains("://")) {
            out.push_str(&format!(
                "/// The first server of the document.\n{allow}pub const BASE_URL: &str = {url:?};\n\n"
            ));
        }
        self.root_trait(allow, &mut out);
        if modules.iter().any(|(_, text)| text.contains("deserialize_with = \"super::present\"")) {
            out.push_str(PRESENT);
        }
        if modules.iter().any(|(_, text)| code_of(text).contains("super::having(")) {
            out.push_str(HAVING);
        }
        out
    }

    fn declare(&self, modules: &[(String, String)], out: &mut String) {
        // rustfmt's order of names with digits depends on the edition; it leaves groups as they are.
        let has_digits = modules.iter().any(|(name, _)| name.contains(|c: char| c.is_ascii_digit()));
        let between = if has_digits { "\n" } else { "" };
        let lines: Vec<String> = modules.iter().map(|(name, _)| format!("pub mod {name};\n")).collect();
        out.push_str(&lines.join(between));
        out.push('\n');
    }

    fn root_docs(&self) -> String {
        let model = self.model;
        let title = if model.title.is_empty() { "An API" } else { &model.title };
        let version = if model.version.is_empty() { String::new() } else { format!(" {}", model.version) };
        let mut docs = format!("{title}{version}, imported from its OpenAPI document by `pointapi import`.");
        for url in &model.other_servers {
            docs.push_str(&format!("\n\nAnother server: `{url}`."));
        }
        for scheme in &model.security {
            let limit = if scheme.is_usual { "" } else { OF_SOME_OPERATIONS };
            let builder = &scheme.builder;
            docs.push_str(&format!("\n\nAuthentication `{}`{limit}: `Client::builder(){builder}`.", scheme.name));
        }
        docs
    }

    /// The findings that belong to no method, as a comment.
    fn findings_outside(&self) -> String {
        let endpoints = self.model.traits.iter().flat_map(|of| &of.endpoints);
        let operations: HashSet<_> = endpoints.map(|endpoint| (endpoint.file, endpoint.pointer.as_str())).collect();
        self.findings
            .outside(&operations)
            .map(|found| comment(&format!("Import: {} ({})", found.reason, found.pointer), 0))
            .collect()
    }

    fn root_trait(&self, allow: &str, out: &mut String) {
        let root = &self.style.root;
        let names: &Names = self.names;
        let traits: Vec<String> = names.traits.iter().map(|(name, module)| format!("{module}::{name}")).collect();
        out.push_str(&format!("/// Every endpoint of the API.\n{allow}{}\n", self.style.attribute()));
        let bounds = traits.join(" + ");
        let line = format!("pub trait {root}: {bounds} {{}}\n");
        // The widths are those of rustfmt.
        if line.len() <= WIDTH - 6 {
            out.push_str(&line);
        } else {
            let between = if bounds.len() <= WIDTH { " + " } else { "\n    + " };
            out.push_str(&format!("pub trait {root}:\n    {}\n{{\n}}\n", traits.join(between)));
        }
    }
}

/// A module with the imports that its text needs.
fn headed(body: &str, is_trait: bool) -> String {
    let code = code_of(body);
    let mentions = |word: &str| mentions(&code, word);
    let mut out = String::new();
    if mentions("BTreeMap") {
        out.push_str("use std::collections::BTreeMap;\n\n");
    }
    let names = ["Body", "Bytes", "Download", "Events", "FromResponse", "Lines", "Part", "Result", "Text", "Typed"];
    let is_imported = |name: &&str| {
        let is_declared = *name == "Result" && code.contains("type Result<");
        (is_trait || *name == "FromResponse") && !is_declared && mentions(name)
    };
    let used: Vec<&str> = names.into_iter().filter(is_imported).collect();
    let schema = if mentions("JsonSchema") { "use pointapi::openapi::schemars::JsonSchema;\n" } else { "" };
    let is_decoder = code.contains("D: Deserializer<'de>");
    // The values of `pointapi::json`, so that the generated code has no dependency of its own.
    let value = match is_decoder {
        true => "use pointapi::json::{Value, from_value};\n",
        false if mentions("Value") => "use pointapi::json::Value;\n",
        false => "",
    };
    match used.as_slice() {
        [] => out.extend([value, schema]),
        [only] => out.push_str(&format!("use pointapi::{only};\n{value}{schema}")),
        several => out.push_str(&format!("{value}{schema}use pointapi::{{{}}};\n", several.join(", "))),
    }
    let mut serde: Vec<&str> = Vec::new();
    if mentions("Deserialize") {
        serde.push("Deserialize");
    }
    if is_decoder {
        serde.push("Deserializer");
    }
    if mentions("Serialize") {
        serde.push("Serialize");
    }
    if is_decoder {
        out.push_str("use serde::de::Error as _;\n");
    }
    match serde.as_slice() {
        [] => {}
        [only] => out.push_str(&format!("use serde::{only};\n")),
        several => out.push_str(&format!("use serde::{{{}}};\n", several.join(", "))),
    }
    if is_trait && code.contains("types::") {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str("use super::types;\n");
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(body);
    out
}

/// The body without comments and the text of literals, in which a document may write anything.
fn code_of(body: &str) -> String {
    let mut code = String::new();
    for line in body.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let line = line.replace("\\\\", "").replace("\\\"", "");
        line.split('"').step_by(2).for_each(|part| code.extend([part, "\""]));
        code.push('\n');
    }
    code
}

/// True if `word` stands in the code, outside of paths.
fn mentions(code: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(index, _)| {
        let before = code.get(..index).and_then(|text| text.chars().next_back());
        let rest = code.get(index + word.len()..).unwrap_or_default();
        let is_variant = rest.trim_start().starts_with(['(', '=']);
        !before.is_some_and(|c| is_part(c) || c == ':') && !rest.starts_with(is_part) && !is_variant
    })
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}
