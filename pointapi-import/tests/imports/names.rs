//! Names of types and modules that the language or the code around them uses already.

use crate::{code, document, response};

#[test]
fn a_schema_called_json_schema_does_not_hide_the_derive() {
    for name in ["JsonSchema", "JSONSchema"] {
        let schemas = format!("    {name}: {{properties: {{a: {{type: string}}}}}}\n");
        let import = response(&format!("{{$ref: '#/components/schemas/{name}'}}"), &schemas);
        assert!(!code(&import).contains("schemars"), "{}", code(&import));
        let code = code(&import.openapi());
        assert!(code.contains("JsonSchema)]") && code.contains("pub struct JsonSchemaModel {"), "{code}");
    }
}

#[test]
fn a_schema_keeps_a_name_that_only_traits_use() {
    for (name, type_name) in [("Response", "Response"), ("Send", "Send"), ("Vec", "VecModel"), ("Api", "ApiModel")] {
        let schemas = format!("    {name}: {{properties: {{a: {{type: string}}}}}}\n");
        let code = code(&response(&format!("{{$ref: '#/components/schemas/{name}'}}"), &schemas));
        assert!(code.contains(&format!("pub struct {type_name} {{")), "{code}");
        assert!(code.contains(&format!("-> Result<types::{type_name}>;")), "{code}");
    }
}

#[test]
fn no_module_is_called_mod() {
    let import = document("  /a:\n    get: {tags: [mod], operationId: a, responses: {204: {description: done}}}\n");
    assert!(code(&import).contains("pub mod mod2;"), "{}", code(&import));
}

#[test]
fn tags_that_differ_beyond_ascii_are_two_traits() {
    let operation = |id: &str, tag: &str| {
        format!("  /{id}: {{get: {{tags: ['{tag}'], operationId: {id}, responses: {{204: {{description: done}}}}}}}}\n")
    };
    for (first, second, names) in [
        ("用户 API", "订单 API", ["ApiApi", "ApiApi2"]),
        ("用户管理系统接口一二三", "用户管理系统接口四五六", ["", ""]),
    ] {
        let import = || document(&(operation("a", first) + &operation("b", second) + &operation("c", first)));
        let code_of = code(&import());
        assert_eq!(code_of.matches("pub trait ").count(), 3, "{code_of}");
        for name in names {
            assert!(code_of.contains(&format!("pub trait {name}")), "{code_of}");
        }
        let only = import().only(format!("tag:{first}"));
        assert_eq!(only.run().expect("a tag").endpoints(), 2);
    }
    for (first, second) in [("user-api", "User Api"), ("Übung", "übung")] {
        let import = document(&(operation("a", first) + &operation("b", second)));
        assert_eq!(code(&import).matches("pub trait ").count(), 2, "{first}");
    }
}

#[test]
fn no_module_is_called_as_the_one_around_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let import = document("  /a: {get: {tags: [shop], operationId: a, responses: {204: {description: done}}}}\n");
    for (name, module) in [("shop", "shop2"), ("api", "shop")] {
        import.clone().name("Client").run().expect("valid").write(folder.path().join(name)).expect("written");
        let root = std::fs::read_to_string(folder.path().join(format!("{name}.rs"))).expect("written");
        assert!(root.contains(&format!("pub mod {module};")), "{root}");
    }
}

#[test]
fn enums_have_the_derives_of_the_user_that_they_can_have() {
    let schema = "{properties: {a: {enum: [x, y, z]}, b: {oneOf: [{type: string}, {type: integer}]},
        c: {oneOf: [{type: string}, {type: array, items: {type: number}}]},
        d: {oneOf: [{$ref: '#/components/schemas/D'}, {type: integer}]},
        e: {oneOf: [{type: string, format: password}, {type: integer}]}}}";
    let schemas = "    D: {oneOf: [{type: boolean}, {type: array, items: {type: number}}]}\n";
    let import = ["Clone", "PartialEq", "Eq", "std::hash::Hash", "Ord"]
        .iter()
        .fold(response(schema, schemas), |import, derive| import.derive(*derive));
    let code = code(&import);
    assert!(
        code.contains("#[derive(Debug, Clone, PartialEq, Eq, std::hash::Hash, Ord)]\n        pub enum $name"),
        "{code}"
    );
    let union = "#[derive(Debug, Clone, PartialEq, Eq, std::hash::Hash, Deserialize)]\n#[serde(untagged)]\npub enum";
    assert!(code.contains(union), "{code}");
    let with_float = "#[derive(Debug, Clone, PartialEq, Deserialize)]\n#[serde(untagged)]\npub enum";
    assert_eq!(code.matches(with_float).count(), 3, "{code}");
    let with_secret = "#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]\n#[serde(untagged)]\npub enum";
    assert!(code.contains(with_secret), "{code}");
}

#[test]
fn a_text_that_is_printed_as_code_is_checked() {
    let import = || response("{type: string}", "");
    for (import, reason) in [
        (import().name("my api"), "`my api` is not a name of a trait, such as `Shop`"),
        (import().name("Shop {} pub trait X"), "`Shop {} pub trait X` is not a name of a trait, such as `Shop`"),
        (
            import().derive("Clone)] struct X; #[derive("),
            "`Clone)] struct X; #[derive(` is not one derive, such as `Clone`",
        ),
        (import().format("uuid", "Uuid; x"), "`Uuid; x` is not a type, such as `jiff::Timestamp`"),
    ] {
        assert_eq!(import.run().expect_err("no Rust").to_string(), reason);
    }
    assert!(import().name("Shop").derive("serde::Serialize").format("uuid", "Vec<u8>").run().is_ok());
}

#[test]
fn a_schema_inside_of_an_operation_is_named_by_it() {
    let schema = |name: &str| {
        let properties = ["a", "b", name].map(|name| format!("{name}: {{type: string}}")).join(", ");
        format!(
            "{{type: object, properties: {{{properties}, n: {{type: object, properties: {{x: {{type: integer}}}}}}}}}}"
        )
    };
    let content = |schema: &str| format!("content: {{application/json: {{schema: {schema}}}}}");
    let operation = |id: &str, tag: &str| {
        let responses = format!("200: {{{}}}, 404: {{{}}}", content(&schema(tag)), content("{type: string}"));
        format!("  /{tag}: {{get: {{{id}tags: [x], responses: {{{responses}}}}}}}\n")
    };
    let reference = |path: &str, end: &str| {
        format!("{{$ref: '#/paths/~1{path}/get/responses/200/content/application~1json/schema{end}'}}")
    };
    let fields = ["u", "v"]
        .map(|path| format!("{path}: {}, n{path}: {}", reference(path, ""), reference(path, "/properties/n")));
    let all = format!("{{properties: {{{}}}}}", fields.join(", "));
    let using =
        format!("  /all: {{get: {{operationId: all, tags: [x], responses: {{200: {{{}}}}}}}}}\n", content(&all));
    let (u, v) = (operation("operationId: getUsers, ", "u"), operation("", "v"));
    for paths in [format!("{u}{v}{using}"), format!("{using}{v}{u}")] {
        let code = code(&document(&paths));
        for field in [
            "u: Option<types::GetUsersResponseBody>",
            "v: Option<types::GetVResponseBody>",
            "nu: Option<types::GetUsersResponseBodyN>",
            "nv: Option<types::GetVResponseBodyN>",
        ] {
            assert!(code.contains(&format!("pub {field},")), "{field}: {code}");
        }
    }
}

#[test]
fn schemas_of_equal_names_are_numbered_by_place() {
    let part = |name: &str| format!("{{type: object, properties: {{{name}: {{type: string}}}}}}");
    let schemas = format!("    A: {{allOf: [{}, {}]}}\n", part("x"), part("y"));
    for order in [["0", "1"], ["1", "0"]] {
        let fields = order.map(|index| format!("f{index}: {{$ref: '#/components/schemas/A/allOf/{index}'}}"));
        let code = code(&response(&format!("{{properties: {{{}}}}}", fields.join(", ")), &schemas));
        let (_, name) = code.split_once("pub f0: Option<types::").expect("a field");
        let (name, _) = name.split_once('>').expect("a type");
        assert!(code.contains(&format!("pub struct {name} {{\n    pub x:")) && !name.ends_with('2'), "{name}: {code}");
    }
}

#[test]
fn the_types_of_several_successes_are_named_after_their_statuses() {
    let success = |status: &str, field: &str| {
        let result = format!("{{type: object, properties: {{{field}: {{type: string}}}}}}");
        let schema = format!("{{type: object, properties: {{result: {result}}}}}");
        format!("{status}: {{content: {{application/json: {{schema: {schema}}}}}}}")
    };
    let of = |responses: &[String]| {
        let operation = format!("{{operationId: claim, tags: [x], responses: {{{}}}}}", responses.join(", "));
        let code = code(&document(&format!("  /a:\n    post: {operation}\n")));
        let mut types: Vec<String> = code
            .lines()
            .filter(|line| line.starts_with("pub struct") || line.starts_with("pub enum"))
            .map(str::to_owned)
            .collect();
        types.sort();
        assert!(code.contains("-> Result<ClaimResponse>;"), "{code}");
        types
    };
    let (ok, accepted) = (success("200", "a"), success("202", "b"));
    let both = [
        "enum ClaimResponse",
        "struct ClaimAccepted",
        "struct ClaimAcceptedResult",
        "struct ClaimOk",
        "struct ClaimOkResult",
    ]
    .map(|ty| format!("pub {ty} {{"));
    assert_eq!(of(&[ok.clone(), accepted.clone()]), both);
    assert_eq!(of(&[accepted, ok.clone()]), both);
    assert_eq!(of(&[ok]), ["pub struct ClaimResponse {", "pub struct ClaimResponseResult {"]);
}

#[test]
fn an_operation_is_named_as_the_function_that_its_id_begins_with() {
    let operation = |path: &str, id: &str, tag: &str| {
        let parameter = "{name: run_id, in: path, required: true, schema: {type: string}}";
        let parameters = if path.contains('{') { parameter } else { "" };
        format!(
            "  {path}: {{get: {{operationId: {id}, tags: [{tag}], parameters: [{parameters}], responses: {{200: {{content: {{application/json: {{schema: {{properties: {{{id}: {{type: string}}}}}}}}}}}}}}}}}}\n"
        )
    };
    let code = code(&document(
        &(operation("/runs/{run_id}/x", "read_run_runs__run_id__x_get", "a")
            + &operation("/a", "list_a_get", "a")
            + &operation("/b", "list_b_get", "b")
            + &operation("/c", "find_c_get", "c")
            + &operation("/d", "find_d_get", "c")
            + &operation("/e", "_e_get", "c")),
    ));
    let names: Vec<&str> = code.split("async fn ").skip(1).filter_map(|rest| rest.split('(').next()).collect();
    assert_eq!(names, ["read_run", "list", "list", "find_c_get", "find_d_get", "e_get"]);
    for name in ["ReadRunResponse", "ListAGetResponse", "ListBGetResponse"] {
        assert!(code.contains(&format!("pub struct {name} {{")), "{name}: {code}");
    }
}
