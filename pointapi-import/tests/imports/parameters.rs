//! Parameters: which arguments they become, and how they are written.

use pointapi_import::Import;

use crate::{code, document, reasons};

/// A document with one operation at the path, with these parameters and schemas.
fn import(path: &str, parameters: &str) -> Import {
    document(&format!(
        "  {path}:\n    get: {{operationId: get_a, tags: [orders], parameters: [{parameters}], responses: {{204: {{description: done}}}}}}\ncomponents:\n  schemas:\n    Ids: {{type: array, items: {{type: integer}}}}\n    Id: {{type: integer}}\n    Name: {{type: string}}\n    Filter: {{type: object, required: [a], properties: {{a: {{type: string}}, b: {{type: string}}}}}}\n    Sort: {{type: string, enum: [up, down]}}\n    Both: {{oneOf: [{{type: integer}}, {{type: number}}]}}\n    Texts: {{anyOf: [{{type: string}}, {{type: array, items: {{type: string}}}}]}}\n"
    ))
}

/// The parameters of an operation or a path item with one header.
pub(crate) fn header(name: &str) -> String {
    format!("parameters: [{{name: {name}, in: header, schema: {{type: string}}}}]")
}

/// The attribute and the signature of the operation, on one line.
fn method(import: &Import) -> String {
    let code = code(import);
    let start = code.find("#[point_endpoint").expect("a method");
    let method = code[start..].split_once(";\n").map_or("", |(method, _)| method);
    method.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The arguments of an operation with one query parameter.
fn query(rest: &str) -> String {
    let method = method(&import("/a", &format!("{{name: x, in: query, required: true, {rest}}}")));
    let (_, arguments) = method.split_once("&self, ").expect("an argument");
    arguments.split(") -> ").next().unwrap_or_default().trim_end_matches(", ").trim_end_matches(',').to_owned()
}

#[test]
fn a_reference_to_a_schema_is_passed_as_its_target() {
    let reference = |name: &str| format!("schema: {{$ref: '#/components/schemas/{name}'}}");
    for (rest, expected) in [
        (reference("Ids"), "#[query] x: &[i64]"),
        (format!("explode: false, {}", reference("Ids")), "#[query(format = csv)] x: &[i64]"),
        (format!("style: deepObject, {}", reference("Ids")), "#[query(format = brackets)] x: &[i64]"),
        (format!("style: deepObject, {}", reference("Filter")), "#[query(format = deep)] x: &types::Filter"),
        (reference("Id"), "#[query] x: i64"),
        (reference("Both"), "#[query] x: f64"),
        (reference("Name"), "#[query] x: &str"),
        (reference("Sort"), "#[query] x: &types::Sort"),
        ("schema: {allOf: [{$ref: '#/components/schemas/Ids'}]}".to_owned(), "#[query] x: &[i64]"),
    ] {
        assert_eq!(query(&rest), expected, "{rest}");
    }
    let method = method(&import(
        "/a/{id}",
        "{name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}, {name: X-Id, in: header, required: true, schema: {$ref: '#/components/schemas/Id'}}, {name: c, in: cookie, required: true, schema: {$ref: '#/components/schemas/Id'}}",
    ));
    assert!(method.contains("(&self, id: i64, #[header(\"X-Id\")] x_id: i64, #[cookie] c: i64)"), "{method}");
}

#[test]
fn a_body_that_refers_to_a_list_is_passed_as_a_slice() {
    let import = document(
        "  /a:\n    post: {operationId: a, tags: [orders], requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Ids'}}}}, responses: {204: {description: done}}}\ncomponents:\n  schemas:\n    Ids: {type: array, items: {type: integer}}\n",
    );
    assert!(method(&import).contains("#[body] body: &[i64]"), "{}", method(&import));
}

/// Seven parameters, of which one has this schema.
fn crowded(schema: &str) -> Import {
    let plain: Vec<String> =
        (1..7).map(|index| format!("{{name: p{index}, in: query, schema: {{type: string}}}}")).collect();
    import("/a", &format!("{}, {{name: filter, in: query, schema: {schema}}}", plain.join(", ")))
}

#[test]
fn an_object_is_no_field_of_the_struct_of_the_query() {
    for schema in ["{$ref: '#/components/schemas/Filter'}", "{type: object, properties: {a: {type: string}}}"] {
        let import = crowded(schema);
        let method = method(&import);
        assert!(method.contains("#[query] query: &") && method.contains("#[query] filter: Option<&"), "{method}");
        assert!(!code(&import).contains("pub filter:"), "{}", code(&import));
    }
    let import = crowded("{$ref: '#/components/schemas/Sort'}");
    assert!(code(&import).contains("    pub filter: Option<types::Sort>,\n"), "{}", code(&import));
}

#[test]
fn the_style_of_a_path_value_stands_in_the_path() {
    let path = |path: &str, rest: &str| {
        let import =
            import(path, &format!("{{name: id, in: path, required: true, schema: {{type: integer}}, {rest}}}"));
        assert_eq!(reasons(&import), Vec::<String>::new());
        method(&import).split('"').nth(1).expect("a path").to_owned()
    };
    assert_eq!(path("/a/{id}", "style: matrix"), "/a/;id={id}");
    assert_eq!(path("/a/{id}", "style: label"), "/a/.{id}");
    assert_eq!(path("/a/{id}", "style: simple"), "/a/{id}");
    assert_eq!(path("/a/{;id}", "explode: false"), "/a/;id={id}");
    let list = import(
        "/a/{id}",
        "{name: id, in: path, required: true, style: matrix, schema: {$ref: '#/components/schemas/Ids'}}",
    );
    assert_eq!(reasons(&list), ["a list or object in the style `matrix` is passed as a string"]);
}

#[test]
fn a_list_in_the_path_is_text_with_commas() {
    let import =
        import("/a/{ids}", "{name: ids, in: path, required: true, schema: {$ref: '#/components/schemas/Ids'}}");
    assert!(method(&import).contains("(&self, ids: &str)"), "{}", method(&import));
    assert!(code(&import).contains("/// - `ids`: Several values are separated by commas.\n"), "{}", code(&import));
    assert_eq!(reasons(&import), ["a list or object in the path is passed as a string; its commas are sent as `%2C`"]);
}

#[test]
fn an_exploded_list_repeats_its_name_in_every_style() {
    let list = "schema: {type: array, items: {type: integer}}";
    for (style, format) in [("pipeDelimited", "pipes"), ("spaceDelimited", "spaces")] {
        assert_eq!(query(&format!("style: {style}, {list}")), format!("#[query(format = {format})] x: &[i64]"));
        assert_eq!(query(&format!("style: {style}, explode: true, {list}")), "#[query] x: &[i64]");
    }
}

#[test]
fn a_parameter_that_cannot_be_named_is_reported() {
    let of =
        |name: &str, place: &str| import("/a", &format!("{{name: '{name}', in: {place}, schema: {{type: string}}}}"));
    for place in ["query", "cookie", "header"] {
        assert_eq!(reasons(&of("", place)), ["the parameter has no `name` or no `in`; it is left out"], "{place}");
        assert!(method(&of("", place)).contains("(&self)"), "{place}");
    }
    assert_eq!(reasons(&of("a=b", "cookie")), ["`a=b` is not a valid cookie name; the parameter is left out"]);
    assert_eq!(reasons(&of("a.b", "cookie")), Vec::<String>::new());
}

#[test]
fn a_name_in_the_query_of_a_path_is_one_argument() {
    for (path, expected) in [
        ("/a?tag={x}&tag={y}", "GET \"/a\")] async fn get_a(&self, #[query] tag: Option<&str>)"),
        ("/a?q=1{&q}", "GET \"/a\")] async fn get_a(&self, #[query] q: Option<&str>)"),
        ("/a?b%20c=1{&q,q}", "GET \"/a?b%20c=1\")] async fn get_a(&self, #[query] q: Option<&str>)"),
        ("/a{?}", "GET \"/a\")] async fn get_a(&self)"),
    ] {
        let method = method(&import(&format!("'{path}'"), ""));
        assert!(method.contains(expected), "{method}");
    }
    let declared = import("'/a?b%20c=1'", "{name: b c, in: query, schema: {type: string}}");
    assert!(method(&declared).contains("GET \"/a\")]"), "{}", method(&declared));
}

#[test]
fn an_object_in_one_value_is_reported() {
    let import = import("/a", "{name: x, in: query, explode: false, schema: {$ref: '#/components/schemas/Filter'}}");
    assert_eq!(
        reasons(&import),
        ["`explode: false` of an object is not supported; each member is sent as a pair of its own"]
    );
}

#[test]
fn nested_collections_in_a_query_become_strings_and_are_reported() {
    let list = |items: &str| format!("{{type: array, items: {items}}}");
    let map = |values: &str| format!("{{type: object, additionalProperties: {values}}}");
    let string = "{type: string}";
    for schema in
        [list(&list(string)), list(&map(string)), map(&map(string)), list("{$ref: '#/components/schemas/Ids'}")]
    {
        let import = import("/a", &format!("{{name: x, in: query, required: true, schema: {schema}}}"));
        assert!(method(&import).contains("#[query] x: &str"), "{schema}: {}", method(&import));
        assert!(reasons(&import)[0].contains("has no form in a query; it is passed as text"), "{:?}", reasons(&import));
    }
    let import = import("/a", &format!("{{name: x, in: query, required: true, schema: {}}}", map(&list(string))));
    assert!(method(&import).contains("#[query] x: &BTreeMap<String, Vec<String>>"), "{}", method(&import));
    assert_eq!(reasons(&import), Vec::<String>::new());
}

#[test]
fn a_header_of_the_path_item_is_replaced_whatever_its_case() {
    let import = document(&format!(
        "  /a:\n    {}\n    get: {{operationId: a, {}, responses: {{204: {{description: done}}}}}}\n",
        header("X-Id"),
        header("x-id")
    ));
    assert_eq!(method(&import).matches("#[header").count(), 1, "{}", method(&import));
}

#[test]
fn a_server_leaves_equal_routes_to_clients() {
    let operation =
        |id: &str| format!("get: {{operationId: {id}, tags: [files], responses: {{204: {{description: done}}}}}}");
    let import = document(&format!(
        "  '/files/{{id}}':\n    {}\n  '/files/{{id}}#b':\n    {}\n  '/files/{{id}}?c=1':\n    {}\n",
        operation("a"),
        operation("b"),
        operation("c")
    ));
    assert!(!code(&import).contains("client_only") && reasons(&import).is_empty());
    let import = import.server();
    let code = code(&import);
    assert_eq!(code.matches("client_only").count(), 1, "{code}");
    assert!(code.contains("GET \"/files/{id}\", client_only)]\n    async fn b("), "{code}");
    assert_eq!(
        reasons(&import),
        ["an earlier operation has the same method, path and fixed query; only clients have this endpoint"]
    );
}

#[test]
fn a_flag_beside_a_reference_does_not_hide_its_target() {
    let import = document(
        "  /a:\n    put: {operationId: a, tags: [orders], parameters: [{$ref: '#/components/parameters/X', required: true}], requestBody: {$ref: '#/components/requestBodies/B', required: true}, responses: {204: {description: done}}}\ncomponents:\n  parameters:\n    X: {name: x, in: query, schema: {type: integer}}\n  requestBodies:\n    B: {content: {application/json: {schema: {type: string}}}}\n",
    );
    assert!(method(&import).contains("#[query] x: Option<i64>, #[body] body: &str"), "{}", method(&import));
    assert_eq!(reasons(&import), Vec::<String>::new());
}

#[test]
fn a_map_of_parameters_is_described() {
    let map = "{type: object, additionalProperties: {type: string}}";
    let import = import("/a", &format!("{{name: x, in: query, description: The labels., schema: {map}}}"));
    assert!(code(&import).contains("/// - `x`: The labels.\n"), "{}", code(&import));
}

#[test]
fn an_object_of_objects_in_a_query_has_brackets() {
    let object = "{type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}";
    let union = "{$ref: '#/components/schemas/Texts'}";
    let reason = "a nested value has no form in this style; it is sent as `deepObject`";
    for (schema, reasons_of) in [
        (object.to_owned(), vec![reason]),
        (format!("{{type: array, items: {object}}}"), vec![reason]),
        (format!("{{anyOf: [{{type: string}}, {object}]}}"), vec![reason]),
        ("{type: object, properties: {a: {type: array, items: {type: string}}}}".to_owned(), vec![]),
        (format!("{{type: object, properties: {{a: {union}}}}}"), vec![]),
        (format!("{{type: object, properties: {{a: {union}, b: {{type: array, items: {union}}}}}}}"), vec![reason]),
    ] {
        let import = import("/a", &format!("{{name: x, in: query, required: true, schema: {schema}}}"));
        assert_eq!(method(&import).contains("#[query(format = deep)] x: &"), !reasons_of.is_empty(), "{schema}");
        assert_eq!(reasons(&import), reasons_of, "{schema}");
    }
    let list = query(&format!("style: deepObject, schema: {{type: array, items: {object}}}"));
    assert!(list.starts_with("#[query(format = deep)] x: &[GetAXItem"), "{list}");
}

#[test]
fn a_list_in_a_union_is_written_as_its_style_says() {
    let union = "schema: {anyOf: [{type: string}, {type: array, items: {type: string}}]}";
    assert!(query(&format!("explode: false, {union}")).starts_with("#[query(format = csv)] x: &"));
    assert!(query(union).starts_with("#[query] x: &"));
    assert_eq!(query("explode: false, schema: {type: string}"), "#[query] x: &str");
}

#[test]
fn values_of_a_path_that_cannot_be_separated_are_for_clients_alone() {
    let reason = "a server cannot separate the values of this path; only clients have this endpoint";
    for (path, is_served) in [
        ("/x/{a}{b}", false),
        ("/x/{+a}:cancel", false),
        ("/x/v{+a}", false),
        ("/x/{+a}/b", true),
        ("/x/{+a}", true),
        ("/x/{a}-{b}", true),
        ("/x/{a}:cancel", true),
    ] {
        let import = import(path, "").server();
        assert_eq!(method(&import).contains("client_only"), !is_served, "{path}");
        assert_eq!(reasons(&import), if is_served { vec![] } else { vec![reason] }, "{path}");
    }
}
