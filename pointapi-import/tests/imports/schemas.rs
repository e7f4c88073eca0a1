//! Schemas, and the text that they are read from.

use pointapi_import::Import;

use crate::{code, field, reasons, response};

#[test]
fn keywords_beside_a_reference_add_to_its_target() {
    let schemas = "    A: {type: object, required: [a], properties: {a: {type: string}}}\n    B: {$ref: '#/components/schemas/A', required: [b], properties: {b: {type: integer}}}\n    C: {$ref: '#/components/schemas/B', description: The same.}\n";
    let fields = "{required: [b, c, d], properties: {b: {$ref: '#/components/schemas/B'}, c: {$ref: '#/components/schemas/C'}, d: {$ref: '#/components/schemas/A', properties: {e: {type: boolean}}}}}";
    let import = response(fields, schemas);
    let code = code(&import);
    assert!(code.contains("pub struct B {\n    pub b: i64,\n    pub a: String,\n}\n"), "{code}");
    assert!(code.contains("pub b: types::B,\n    /// The same.\n    pub c: types::B,\n"), "{code}");
    assert!(code.contains("{\n    pub e: Option<bool>,\n    pub a: String,\n}\n"), "{code}");
    assert_eq!(reasons(&import), Vec::<String>::new());
}

#[test]
fn an_extended_reference_may_lead_back_or_nowhere() {
    let circle = "    A: {$ref: '#/components/schemas/B', properties: {a: {$ref: '#/components/schemas/A'}}}\n    B: {$ref: '#/components/schemas/A', properties: {b: {type: string}}}\n";
    assert!(code(&response("{$ref: '#/components/schemas/A'}", circle)).contains("pub b: Option<String>"));
    let dangling = response("{$ref: '#/components/schemas/Gone', properties: {a: {type: string}}}", "");
    assert_eq!(
        reasons(&dangling),
        ["the reference `#/components/schemas/Gone` names nothing in the document; its fields are missing"]
    );
}

#[test]
fn a_merge_key_adds_members() {
    let schemas = "    A: &a {type: object, properties: {a: {type: string}}}\n    B: {<<: *a, description: Another.}\n    C: {<<: [*a, {type: string}], properties: {c: {type: string}}}\n";
    let fields = "{properties: {b: {$ref: '#/components/schemas/B'}, c: {$ref: '#/components/schemas/C'}}}";
    let code = code(&response(fields, schemas));
    assert!(code.contains("/// Another.\n") && code.contains("pub a: Option<String>"), "{code}");
    assert!(code.contains("pub struct C {\n    pub c: Option<String>,\n}\n"), "{code}");
    let error = response("{<<: x}", "").run().expect_err("no object").to_string();
    assert!(error.contains("the value of `<<` must be an object"), "{error}");
}

#[test]
fn a_repeated_member_is_an_error_with_its_place() {
    for (text, place) in [
        ("openapi: 3.0.0\npaths: {}\npaths: {}\n", "3:1"),
        ("{\"openapi\": \"3.0.0\",\n\"paths\": {},\n \"paths\": {}}", "3:8"),
    ] {
        let error = Import::from_text("api", text).run().expect_err("ambiguous").to_string();
        assert_eq!(error, format!("api:{place}: the member `paths` is declared twice in one object"));
    }
}

const PETS: &str = "    Pet: {type: object, required: [kind], discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', feline: Cat}}, properties: {kind: {type: string}, name: {type: string}}}\n    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]}\n    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {bark: {type: string}}}\n    Puppy: {allOf: [{$ref: '#/components/schemas/Dog'}, {type: object, properties: {age: {type: integer}}}]}\n    Fish: {allOf: [{$ref: '#/components/schemas/Pet'}]}\n    Bird: {$ref: '#/components/schemas/Pet', properties: {wings: {type: integer}}}\n";

#[test]
fn a_schema_that_others_extend_is_one_of_them() {
    let import = response("{type: array, items: {$ref: '#/components/schemas/Pet'}}", PETS);
    let code = code(&import);
    for line in [
        "            Some(\"Pet\") => from_value(value).map(Self::Base),\n",
        "            Some(\"cat\" | \"feline\") => from_value(value).map(Self::Cat),\n",
        "            Some(\"Dog\") => from_value(value).map(Self::Dog),\n",
        "            Some(\"Puppy\") => from_value(value).map(Self::Puppy),\n",
        "            Some(\"Fish\") => from_value(value).map(Self::Fish),\n",
        "            Some(\"Bird\") => from_value(value).map(Self::Bird),\n",
        "        match value.get(\"kind\").and_then(Value::as_str) {\n",
        "    Cat(Box<Cat>),\n",
    ] {
        assert!(code.contains(line), "{line}: {code}");
    }
    assert!(code.contains("pub struct Puppy {\n    pub bark: Option<String>,\n    pub kind: String,\n"), "{code}");
    assert_eq!(reasons(&import), Vec::<String>::new());
}

#[test]
fn a_field_of_a_schema_that_others_extend_is_that_schema() {
    let fields = "{required: [a, b], properties: {a: {allOf: [{$ref: '#/components/schemas/Pet'}], description: A pet.}, b: {$ref: '#/components/schemas/Cat'}}}";
    let code = code(&response(fields, PETS));
    assert!(code.contains("pub a: types::Pet,\n    pub b: types::Cat,\n"), "{code}");
}

#[test]
fn a_field_that_requires_more_of_a_schema_that_others_extend_is_that_schema() {
    let field = "{properties: {a: {allOf: [{$ref: '#/components/schemas/Pet'}], required: [name]}}}";
    let code = code(&response(field, PETS));
    assert!(code.contains("pub a: Option<types::Pet>,\n"), "{code}");
}

#[test]
fn a_schema_is_a_subtype_through_any_of_its_parents() {
    let schemas = "    Pet: {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}\n    Entity: {type: object, properties: {id: {type: string}}}\n    Named: {allOf: [{$ref: '#/components/schemas/Entity'}]}\n    Aged: {allOf: [{$ref: '#/components/schemas/Entity'}]}\n    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Named'}, {$ref: '#/components/schemas/Aged'}]}\n    Dog: {allOf: [{$ref: '#/components/schemas/Pet', required: [kind]}]}\n";
    let code = code(&response("{$ref: '#/components/schemas/Pet'}", schemas));
    for name in ["Cat", "Dog"] {
        assert!(code.contains(&format!("Some(\"{name}\") => from_value(value).map(Self::{name})")), "{code}");
    }
}

#[test]
fn null_beside_the_schema_that_is_meant() {
    let of = |keyword: &str| field(&format!("{{{keyword}: [{{$ref: '#/components/schemas/A'}}, {{nullable: true}}]}}"));
    for keyword in ["allOf", "anyOf", "oneOf"] {
        assert_eq!(of(keyword), "Option<types::A>", "{keyword}");
    }
    assert_eq!(field("{anyOf: [{type: string}, {type: boolean}, {nullable: true}]}"), "Option<GetAResponseX>");
}

#[test]
fn null_behind_a_reference_is_seen() {
    let schemas = "    Color: {enum: [red]}\n    Size: {type: [string, 'null'], enum: [s, null]}\n    Name: {type: [string, 'null']}\n    NullEnum: {enum: [null]}\n    Null: {type: 'null'}\n    Alias: {$ref: '#/components/schemas/NullEnum'}\n";
    for (members, expected) in [
        ("Color, NullEnum", "Option<types::Color>"),
        ("Color, Null", "Option<types::Color>"),
        ("Color, Alias", "Option<types::Color>"),
        ("Color, Size", "Option<GetAResponseX>"),
        ("Color, Name", "Option<GetAResponseX>"),
        ("Name, Null", "Option<String>"),
        ("Color", "types::Color"),
    ] {
        let members: Vec<String> =
            members.split(", ").map(|name| format!("{{$ref: '#/components/schemas/{name}'}}")).collect();
        for keyword in ["oneOf", "anyOf"] {
            let code = code(&response(
                &format!("{{required: [x], properties: {{x: {{{keyword}: [{}]}}}}}}", members.join(", ")),
                schemas,
            ));
            assert!(code.contains(&format!("pub x: {expected},\n")), "{members:?}: {code}");
        }
    }
}

#[test]
fn a_union_with_any_value_is_any_value() {
    for (schema, expected) in [
        ("{anyOf: [{type: string}, {}]}", "Value"),
        ("{anyOf: [{title: Anything}, {type: string}]}", "Value"),
        ("{anyOf: [{enum: [a]}, {type: string}, {}]}", "Value"),
        ("{anyOf: [{$ref: '#/components/schemas/A'}, {}]}", "Value"),
        ("{anyOf: [{$ref: '#/components/schemas/Gone'}, {type: string}]}", "Value"),
        ("{anyOf: [{type: string}, {type: boolean}, {}]}", "GetAResponseX"),
        ("{anyOf: [{type: string}, {required: [a]}]}", "String"),
        ("{anyOf: [{type: string}, {nullable: true}]}", "Option<String>"),
    ] {
        assert_eq!(field(schema), expected, "{schema}");
    }
}

#[test]
fn the_type_decides_where_the_values_are_texts_of_others() {
    for (schema, expected) in [
        ("{type: array, items: {type: string}, enum: [a, b]}", "Vec<String>"),
        ("{type: boolean, enum: ['true', 'false']}", "bool"),
        ("{type: integer, enum: ['1', '2']}", "i64"),
        ("{type: number, enum: ['1.5']}", "f64"),
        ("{type: [string, 'null'], enum: [a, b]}", "Option<GetAResponseX>"),
        ("{type: object, enum: [a, b]}", "GetAResponseX"),
        ("{enum: [a, b]}", "GetAResponseX"),
    ] {
        assert_eq!(field(schema), expected, "{schema}");
    }
}

#[test]
fn own_properties_replace_inherited_ones() {
    let schemas = "    Pet: {type: object, properties: {kind: {type: string}, size: {type: integer}}, additionalProperties: {type: integer}}\n    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {kind: {enum: [dog]}}, additionalProperties: {type: string}}\n";
    let import = response("{$ref: '#/components/schemas/Dog'}", schemas);
    let code = code(&import);
    assert!(code.contains("pub kind: Option<DogKind>,\n    pub size: Option<i64>,\n"), "{code}");
    assert!(code.contains("pub additional: BTreeMap<String, String>,\n"), "{code}");
    assert_eq!(reasons(&import), Vec::<String>::new());
}

#[test]
fn a_property_of_several_variants_is_one_of_theirs() {
    let import = response(
        "{properties: {id: {type: string}}, oneOf: [{properties: {data: {$ref: '#/components/schemas/A'}, n: {type: integer}}}, {properties: {data: {$ref: '#/components/schemas/B'}, n: {type: integer}}}, {properties: {id: {type: integer}, m: {enum: [x]}}}, {properties: {m: {enum: [y]}}}]}",
        "    A: {required: [a], properties: {a: {type: string}}}\n    B: {required: [b], properties: {b: {type: string}}}\n",
    );
    let code = code(&import);
    assert!(code.contains("    A(Box<types::A>),\n    B(Box<types::B>),\n"), "{code}");
    assert!(
        code.contains("    pub id: Option<String>,\n    pub data: Option<GetAResponseData>,\n    pub n: Option<"),
        "{code}"
    );
    assert!(code.contains("X = \"x\", Y = \"y\","), "{code}");
}

#[test]
fn keywords_that_are_not_expressed_are_reported() {
    let tuple = "the items of a tuple have types of their own; they are untyped";
    let condition = "properties that depend on `if` are not read";
    let several = "members that are not declared have several types; all are read as the first of them";
    for (schema, expected) in [
        ("{type: array, items: [{type: string}, {type: integer}]}", tuple),
        (
            "{type: object, properties: {a: {type: string}}, if: {required: [a]}, then: {properties: {b: {type: string}}}}",
            condition,
        ),
        ("{type: object, patternProperties: {^a: {type: string}, ^b: {type: integer}}}", several),
        ("{type: object, patternProperties: {^a: {type: string}}, additionalProperties: {type: integer}}", several),
    ] {
        assert_eq!(reasons(&response(schema, "")), [expected], "{schema}");
    }
    for schema in [
        "{type: object, patternProperties: {^a: {type: string}}, additionalProperties: false}",
        "{type: object, properties: {a: {type: string}}, if: {required: [a]}, then: {properties: {a: {minLength: 1}}}}",
    ] {
        assert_eq!(reasons(&response(schema, "")), Vec::<String>::new(), "{schema}");
    }
}

#[test]
fn keywords_beside_one_subschema_count() {
    let schemas = "    A: {type: object, properties: {a: {type: string}}}\n    B: {allOf: [{$ref: '#/components/schemas/A'}], required: [a]}\n    C: {allOf: [{type: object, additionalProperties: {type: integer}}, {description: Numbers., type: object}]}\n";
    let fields =
        "{required: [b, c], properties: {b: {$ref: '#/components/schemas/B'}, c: {$ref: '#/components/schemas/C'}}}";
    let code = code(&response(fields, schemas));
    assert!(code.contains("pub struct B {\n    pub a: String,\n}\n"), "{code}");
    assert!(code.contains("pub c: BTreeMap<String, i64>,\n"), "{code}");
}

#[test]
fn a_narrower_declaration_of_a_member_is_no_conflict() {
    let schemas =
        "    Set: {type: string, enum: [a, b]}\n    Links: {type: object, properties: {self: {type: string}}}\n";
    for (first, last, is_conflict) in [
        ("{$ref: '#/components/schemas/Set'}", "{type: string, enum: [a]}", false),
        ("{type: object}", "{allOf: [{$ref: '#/components/schemas/Links'}]}", false),
        ("{type: number}", "{type: integer}", false),
        ("{type: [string, integer]}", "{type: string}", false),
        ("{type: string}", "{oneOf: [{type: string}, {type: integer}]}", false),
        ("{$ref: '#/components/schemas/Set'}", "{type: integer}", true),
        ("{type: string}", "{allOf: [{$ref: '#/components/schemas/Links'}]}", true),
        ("{type: string}", "{oneOf: [{type: integer}, {$ref: '#/components/schemas/Links'}]}", true),
    ] {
        let part = |schema: &str| format!("{{type: object, properties: {{x: {schema}}}}}");
        let import = response(&format!("{{allOf: [{}, {}]}}", part(first), part(last)), schemas);
        assert_eq!(!reasons(&import).is_empty(), is_conflict, "{first} {last}: {:?}", reasons(&import));
    }
}
