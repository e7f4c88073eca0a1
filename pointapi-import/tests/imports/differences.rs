//! Differences between two documents, and between a document and code of an earlier one.

use std::fs;

use pointapi_import::{Import, check_against, diff};

use crate::{document, response};

pub(crate) fn lines(old: &Import, new: &Import) -> Vec<String> {
    diff(old, new).expect("both are valid").iter().map(ToString::to_string).collect()
}

/// A component `A` with these properties.
fn object(properties: &[&str]) -> Import {
    let properties: Vec<String> = properties.iter().map(|name| format!("{name}: {{type: string}}")).collect();
    let schema = format!("    A: {{type: object, properties: {{{}}}}}\n", properties.join(", "));
    response("{$ref: '#/components/schemas/A'}", &schema)
}

#[test]
fn another_name_on_the_wire_breaks_a_caller() {
    let found = lines(&object(&["user_name", "id"]), &object(&["userName", "id"]));
    assert_eq!(found, ["breaking: `A.user_name` was `user_name` on the wire and is `userName`"]);
    // One rule renames all of them.
    let names = ["user_name", "user_id", "user_age", "id"];
    let found = lines(&object(&names), &object(&["userName", "userId", "userAge", "id"]));
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.contains(&"breaking: `A.user_age` was `user_age` on the wire and is `userAge`".to_owned()));
    assert_eq!(lines(&object(&names), &object(&names)), Vec::<String>::new());
}

#[test]
fn a_document_that_lost_its_last_operation_breaks_a_caller() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("api");
    object(&["id"]).run().expect("valid").write(&out).expect("written");
    let none = document("  {}\n");
    for found in [diff(&object(&["id"]), &none), check_against(&out, &none)] {
        let lines: Vec<String> = found.expect("readable").iter().map(ToString::to_string).collect();
        assert!(lines.iter().any(|line| line.starts_with("breaking: ") && line.ends_with("is gone")), "{lines:?}");
    }
    none.run().expect_err("nothing to import");
}

#[test]
fn another_discriminator_breaks_a_caller() {
    let union = |tag: &str, value: &str| {
        let schema = |name: &str| {
            format!(
                "    {name}: {{required: [kind, sort], properties: {{kind: {{type: string}}, sort: {{type: string}}, a{name}: {{type: string}}}}}}\n"
            )
        };
        let discriminator = format!("{{propertyName: {tag}, mapping: {{{value}: Cat, dog: Dog}}}}");
        let schemas = format!(
            "    Pet: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], discriminator: {discriminator}}}\n{}{}",
            schema("Cat"),
            schema("Dog")
        );
        response("{$ref: '#/components/schemas/Pet'}", &schemas)
    };
    let found = lines(&union("kind", "cat"), &union("kind", "feline"));
    assert_eq!(found, ["breaking: `Pet.Cat` was `kind = \"cat\"` on the wire and is `kind = \"feline\"`"]);
    let found = lines(&union("kind", "cat"), &union("sort", "cat"));
    assert_eq!(
        found,
        [
            "breaking: `Pet.Cat` was `kind = \"cat\"` on the wire and is `sort = \"cat\"`",
            "breaking: `Pet.Dog` was `kind = \"dog\"` on the wire and is `sort = \"dog\"`"
        ]
    );
}

#[test]
fn another_status_breaks_a_caller() {
    let statuses = |status: u16| {
        let content = |kind: &str| format!("{{content: {{application/json: {{schema: {{type: {kind}}}}}}}}}");
        document(&format!(
            "  /a:\n    get: {{operationId: a, tags: [orders], responses: {{200: {}, 201: {}, {status}: {}}}}}\n",
            content("string"),
            content("integer"),
            content("string")
        ))
    };
    let found = lines(&statuses(202), &statuses(203));
    assert_eq!(found, ["breaking: `AResponse.Ok` was `200, 202` on the wire and is `200, 203`"]);
}

#[test]
fn names_in_the_path_and_descriptions_do_not_concern_a_caller() {
    let with = |path: &str, name: &str, ty: &str, description: &str| {
        let parameter =
            format!("{{name: {name}, in: path, required: true, description: {description}, schema: {{type: {ty}}}}}");
        let enumeration = "{name: color, in: query, schema: {$ref: '#/components/schemas/Color'}}";
        document(&format!(
            "  {path}:\n    get: {{operationId: a, tags: [x], parameters: [{parameter}, {enumeration}], responses: {{204: {{description: done}}}}}}\ncomponents: {{schemas: {{Color: {{enum: [red]}}}}}}\n"
        ))
    };
    let old = || with("/b/{id}", "id", "string", "One.");
    for same in [with("/b/{b_id}", "b_id", "string", "One."), with("/b/{api_key}", "api_key", "string", "Another.")] {
        assert_eq!(lines(&old(), &same), Vec::<String>::new());
        assert_eq!(lines(&old().openapi(), &same.openapi()), Vec::<String>::new());
    }
    let found = lines(&old(), &with("/b/{b_id}", "b_id", "integer", "One."));
    assert_eq!(found, ["breaking: `X::a` no longer takes `id : &str` and takes `b_id : i64`"]);
    let found =
        lines(&old().openapi(), &document("  /b: {get: {operationId: a, responses: {204: {description: done}}}}\n"));
    assert!(found.contains(&"breaking: `Color` is gone".to_owned()), "{found:?}");
}

#[test]
fn swapped_placeholders_break_a_caller() {
    let with = |names: [&str; 2]| {
        let parameters =
            names.map(|name| format!("{{name: {name}, in: path, required: true, schema: {{type: string}}}}"));
        let path = format!("/r/{{{}}}/{{{}}}", names[0], names[1]);
        document(&format!(
            "  {path}:\n    get: {{operationId: a, tags: [x], parameters: [{}], responses: {{204: {{description: done}}}}}}\n",
            parameters.join(", ")
        ))
    };
    let other_order = ["breaking: `X::a` takes its arguments in another order"];
    for (names, expected) in [
        (["owner", "repo"], &[][..]),
        (["repo", "owner"], &other_order),
        (["repo", "user"], &other_order),
        (["user", "repo"], &[]),
        (["user", "shop"], &[]),
    ] {
        assert_eq!(lines(&with(["owner", "repo"]), &with(names)), expected, "{names:?}");
    }
}

#[test]
fn a_type_that_equals_another_one_is_compared_by_its_members() {
    let both = |of_b: &[&str]| {
        let schema = |names: &[&str]| {
            let properties: Vec<String> = names.iter().map(|name| format!("{name}: {{type: string}}")).collect();
            format!("{{type: object, properties: {{{}}}}}", properties.join(", "))
        };
        let schemas = format!("    A: {}\n    B: {}\n", schema(&["x", "y", "z"]), schema(of_b));
        let fields = "{properties: {a: {$ref: '#/components/schemas/A'}, b: {$ref: '#/components/schemas/B'}}}";
        response(fields, &schemas)
    };
    let (equal, fewer) = (both(&["x", "y", "z"]), both(&["x", "y"]));
    assert_eq!(lines(&equal, &fewer), ["breaking: `B.z` is gone"]);
    assert_eq!(lines(&fewer, &equal), ["compatible: `B.z` is new: `Option<String>`"]);
}

/// A document that is imported otherwise with each setting.
fn sensitive() -> Import {
    document(
        "  /a:\n    get: {operationId: a, tags: [orders], parameters: [{name: at, in: query, schema: {type: string, format: date-time}}], responses: {200: {content: {application/json: {schema: {required: [b], properties: {b: {type: string}}}}, text/plain: {}}}}}\n  /b:\n    get: {operationId: b, tags: [loans], parameters: [{name: page, in: query, schema: {type: integer}}], responses: {200: {content: {application/json: {schema: {required: [c], properties: {c: {type: string}}}}}}}}\n",
    )
}

#[test]
fn a_check_repeats_the_settings_of_the_import() {
    let settings: [fn(Import) -> Import; 8] = [
        |import| import,
        |import| import.format("date-time", "jiff::Timestamp"),
        |import| import.media_type("text/plain"),
        |import| import.lenient(),
        |import| import.server().openapi(),
        |import| import.only("tag:orders"),
        |import| import.name("Loans").derive("Clone"),
        |import| import.no_paging(),
    ];
    for set in settings {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let out = folder.path().join("loans");
        set(sensitive()).run().expect("valid").write(&out).expect("written");
        let found = check_against(&out, &sensitive()).expect("readable");
        assert!(found.is_empty(), "{found:?}");
        let text = fs::read_to_string(folder.path().join("loans.rs")).expect("present");
        assert!(set(sensitive()).run().expect("valid").check(&out).expect("readable").is_empty(), "{text}");
    }
}

#[test]
fn a_check_reads_generated_files_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("api");
    sensitive().run().expect("valid").write(&out).expect("written");
    fs::write(out.join("own.rs"), "pub struct Own { pub a: String }\n").expect("written");
    fs::write(out.join("notes.rs"), "not Rust\n").expect("written");
    assert_eq!(check_against(&out, &sensitive()).expect("readable"), []);
    fs::write(folder.path().join("other.rs"), "pub trait Other {}\n").expect("written");
    let error = check_against(folder.path().join("other"), &sensitive()).expect_err("not generated");
    assert!(error.to_string().contains("was not written by `pointapi import`"), "{error}");
}
