//! Documents that try to become code: every text is data of the generated code, and nothing else.

use pointapi_import::Import;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Text that ends a literal, a comment, an attribute or a line somewhere, or that begins an item.
const PIECES: [&str; 26] = [
    "\"",
    "\\",
    "\n",
    "\r",
    "\0",
    "*/",
    "/*",
    "//",
    "]",
    ")",
    "}",
    "{",
    "#",
    "'",
    "`",
    ";",
    "$",
    "```rust\n",
    "~~~rust\n",
    " mod evil { include!(\"/etc/hostname\") } ",
    "\u{202e}",
    "\u{2028}",
    "\u{1b}[2J",
    "<script>",
    "types::",
    "string_enum! {",
];

/// A document whose every text ends with `@`, which no name of a header and no media type contains, and `hostile`.
fn document(hostile: &str) -> Value {
    let end = format!("@{hostile}");
    let text = |text: &str| format!("{text}{end}");
    let reference = |name: &str| {
        let token = text(name).replace('~', "~0").replace('/', "~1");
        json!({"$ref": format!("#/components/schemas/{token}")})
    };
    let key = |name: &str, value: Value| json!({text(name): value});
    // These begin a segment, a placeholder, a query or a fragment, which are structure.
    let path = format!("/a{}/{{b}}", hostile.replace(['/', '{', '}', '?', '#'], ""));
    // A default that is long or has a line break is not shown.
    let default: String = hostile.replace(['\n', '`'], "").chars().take(9).collect();
    json!({
        "openapi": "3.1.0",
        "info": {"title": text("Title"), "version": text("1")},
        "servers": [{"url": text("https://a.example/")}],
        "tags": [{"name": text("tag"), "description": text("Docs of a tag.")}],
        "paths": {path: {
            "post": {
                "operationId": text("operate"),
                "summary": text("Summary"),
                "description": format!("Description\n\n{hostile}"),
                "tags": [text("tag")],
                "parameters": [
                    {"name": text("b"), "in": "path", "required": true, "schema": {"type": "string"}},
                    {"name": text("c"), "in": "query", "description": text("C"), "schema": reference("Ab")},
                    {"name": text("d"), "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
                    {"name": text("e"), "in": "header", "schema": {"type": "string"}},
                    {"name": text("f"), "in": "cookie", "schema": {"type": "integer", "default": text("g")}},
                    {"name": text("g"), "in": text("query"), "schema": {"type": "string"}},
                ],
                "requestBody": {"description": text("Body"), "content": {
                    text("application/json"): {"schema": {"type": "string"}},
                    "application/xml": {"schema": reference("Ca")},
                }},
                "responses": {
                    text("2"): {"description": "", "content": {"text/plain": {}}},
                    "200": {"content": {"application/json": {"schema": reference("Da")}}, "headers": key("X", json!({}))},
                    "201": {"content": {text("text/csv"): {}, "text/plain": {}}},
                    "404": {"content": {"application/json": {"schema": reference("Ea")}}},
                },
            },
            "put": {
                "tags": [text("tag")],
                "requestBody": {"content": {"multipart/form-data": {"schema": {"properties": {
                    text("h"): {"type": "string"}, text("i"): {"type": "string", "format": "binary"},
                }}}}},
                "responses": {"200": {"content": {"application/json": {"schema": {"type": text("string")}}}}},
                "security": [],
            },
        }},
        "components": {
            "securitySchemes": key("key", json!({"type": "apiKey", "in": "header", "name": text("X-Key")})),
            "schemas": {
                text("Ab"): {"type": "string", "description": text("Ab"), "enum": [text("j"), text("k"), end]},
                text("Ca"): {"type": "object", "description": text("Ca"), "required": [text("l")], "properties": {
                    text("l"): {"type": "string", "description": text("L"), "default": format!("m{default}")},
                    text("m"): reference("Ab"),
                    text("n"): {"type": ["string", "null"], "format": text("date")},
                    text("o"): {"type": "object", "title": text("O"), "properties": {text("p"): {"type": "string"}}},
                }, "additionalProperties": {"type": "string"}},
                text("Da"): {
                    "oneOf": [reference("Ea"), reference("Fa")],
                    "discriminator": {"propertyName": text("q"), "mapping": {
                        text("r"): reference("Ea")["$ref"], text("s"): reference("Fa")["$ref"],
                    }},
                },
                text("Ea"): {"type": "object", "properties": {text("q"): {"type": "string", "pattern": text("^")}}},
                text("Fa"): {"type": "object", "properties": {text("q"): {"const": text("s")}, text("t"): {"type": "integer"}}},
            },
        },
    })
}

/// The generated code in each of its styles, one file after the other.
fn code(hostile: &str) -> Vec<String> {
    let import = Import::from_text("api.json", document(hostile).to_string());
    let styles = [import.clone(), import.clone().server(), import.openapi()];
    let imported = styles.map(|import| import.run().expect("valid"));
    imported.iter().flat_map(|imported| imported.modules().map(|(_, text)| text.to_owned())).collect()
}

/// The code without docs, with one spelling for all literals and for all names that the document gives. Commas,
/// braces and the bounds of serde's attributes are left out, since long lines have more of them.
fn structure(tokens: TokenStream) -> String {
    const WORDS: [&str; 13] = [
        "mod",
        "use",
        "trait",
        "struct",
        "enum",
        "impl",
        "fn",
        "const",
        "type",
        "pub",
        "include",
        "macro_rules",
        "serde",
    ];
    let mut structure = String::new();
    for token in tokens {
        match token {
            TokenTree::Literal(_) => structure.push_str(" literal"),
            TokenTree::Ident(name) if WORDS.contains(&&*name.to_string()) => structure.push_str(&format!(" {name}")),
            TokenTree::Ident(_) => structure.push_str(" name"),
            TokenTree::Punct(punct) if punct.as_char() == ',' => {}
            TokenTree::Punct(punct) => structure.push(punct.as_char()),
            TokenTree::Group(group) if is_doc(&group.stream()) => {}
            TokenTree::Group(group) => {
                let inner = structure_of_group(group.delimiter(), group.stream());
                structure.push_str(&inner);
            }
        }
    }
    // What is left of the attributes of docs.
    structure.replace("#!", "").replace('#', "").replace(")][ serde(", "")
}

fn structure_of_group(delimiter: Delimiter, tokens: TokenStream) -> String {
    let inner = structure(tokens);
    match delimiter {
        Delimiter::Parenthesis => format!("({inner})"),
        Delimiter::Bracket => format!("[{inner}]"),
        Delimiter::Brace | Delimiter::None => inner,
    }
}

fn is_doc(attribute: &TokenStream) -> bool {
    matches!(attribute.clone().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

fn structures(hostile: &str) -> Vec<String> {
    let parsed = |text: String| {
        syn::parse_file(&text).unwrap_or_else(|error| panic!("{error} in\n{text}"));
        structure(text.parse().expect("tokens"))
    };
    code(hostile).into_iter().map(parsed).collect()
}

/// Asserts that the only code in doc comments is text, which rustdoc does not run.
fn assert_no_doctest(code: &[String]) {
    let mut is_text = false;
    for line in code.iter().flat_map(|text| text.lines()) {
        let docs = line.trim_start().strip_prefix("///").or(line.strip_prefix("//!")).unwrap_or_default();
        let docs = docs.trim_start_matches([' ', '-', '>']);
        if is_text {
            is_text = docs != "```";
        } else if docs == "```text" {
            is_text = true;
        } else {
            assert!(!docs.starts_with("```") && !docs.starts_with("~~~"), "{line}");
        }
    }
    assert!(!is_text);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn the_text_of_a_document_is_never_code(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..5)) {
        let hostile = pieces.concat();
        prop_assert_eq!(structures(&hostile), structures(""));
        assert_no_doctest(&code(&hostile));
    }
}

#[test]
fn each_piece_of_hostile_text_is_never_code() {
    let tame = structures("");
    for piece in PIECES {
        assert_eq!(structures(piece), tame, "{piece:?}");
        assert_no_doctest(&code(piece));
    }
}
