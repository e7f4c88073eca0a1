//! Unions: the variant that a value is decoded as.

use crate::{code, field, reasons, response};

/// The decoder of the union that the response is; the whole code if serde tries the variants.
fn decoder(schema: &str, schemas: &str) -> String {
    let code = code(&response(schema, schemas));
    let (_, rest) = code.split_once("let value = Value::deserialize(deserializer)?;\n").unwrap_or(("", &code));
    rest.split_once(".map_err(D::Error::custom)").map_or(rest, |(decoder, _)| decoder).to_owned()
}

#[test]
fn a_name_that_the_variant_does_not_list_selects_nothing() {
    let of = |values: &str| {
        let pet = format!("    Pet: {{required: [petType], properties: {{petType: {{enum: {values}}}}}}}\n");
        let pets = "    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {required: [bark], properties: {bark: {type: string}}}]}\n    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {required: [meow], properties: {meow: {type: string}}}]}\n";
        let members = "[{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]";
        decoder(&format!("{{oneOf: {members}, discriminator: {{propertyName: petType}}}}"), &format!("{pet}{pets}"))
    };
    let tried = of("[dog, cat]");
    assert!(tried.contains("#[serde(untagged)]"), "{tried}");
    let named = of("[Dog, Cat]");
    assert!(named.contains("Some(\"Dog\") => from_value(value).map(Self::Dog),"), "{named}");
    let other = of("[Dog, cat]");
    assert!(other.contains("Some(\"Dog\") => from_value(value).map(Self::Dog),"), "{other}");
    assert!(other.contains("_ => from_value(value.clone())\n                .map(Self::Cat)"), "{other}");
}

#[test]
fn a_variant_that_takes_any_text_is_tried_for_listed_texts_too() {
    let schemas = "    A: {type: object, required: [status, owner], properties: {status: {enum: [open]}, owner: {type: string}}}\n    B: {type: object, required: [status], properties: {status: {type: string}}}\n    C: {type: object, required: [n], properties: {status: {type: integer}, n: {type: integer}}}\n";
    for (other, is_tried) in [
        ("{$ref: '#/components/schemas/B'}", true),
        ("{anyOf: [{$ref: '#/components/schemas/B'}, {type: integer}]}", true),
        ("{type: object, additionalProperties: {type: string}}", true),
        ("{type: object}", true),
        ("{$ref: '#/components/schemas/C'}", false),
        ("{type: object, additionalProperties: {type: integer}}", false),
    ] {
        let decoder = decoder(&format!("{{oneOf: [{{$ref: '#/components/schemas/A'}}, {other}]}}"), schemas);
        let is_only = decoder.contains("Some(\"open\") => from_value(value).map(Self::A),");
        assert!(decoder.contains("Self::A"), "{other}: {decoder}");
        assert_eq!(!is_only, is_tried, "{other}: {decoder}");
    }
}

#[test]
fn variants_that_no_value_selects_are_tried() {
    let variant = |name: &str| {
        format!(
            "{{type: object, required: [kind, {name}], properties: {{kind: {{type: string}}, {name}: {{type: string}}}}}}"
        )
    };
    let members = format!("[{}, {}]", variant("a"), variant("b"));
    let decoder = decoder(&format!("{{oneOf: {members}, discriminator: {{propertyName: kind}}}}"), "");
    assert!(decoder.contains("#[serde(untagged)]"), "{decoder}");
}

#[test]
fn an_object_that_may_be_null_beside_a_reference_is_null() {
    let null = "{type: object, nullable: true, description: None.}";
    let reference = "{$ref: '#/components/schemas/A'}";
    assert_eq!(field(&format!("{{anyOf: [{reference}, {null}]}}")), "Option<types::A>");
    assert_eq!(field(&format!("{{anyOf: [{{type: string}}, {null}]}}")), "Option<GetAResponseX>");
    assert_eq!(field(&format!("{{anyOf: [{reference}, {{type: object}}]}}")), "GetAResponseX");
    let color = response(
        &format!("{{required: [x], properties: {{x: {{anyOf: [{{$ref: '#/components/schemas/Color'}}, {null}]}}}}}}"),
        "    Color: {type: string, enum: [red]}\n",
    );
    assert!(code(&color).contains("pub x: Option<types::Color>,"), "{}", code(&color));
}

#[test]
fn a_discriminator_in_a_subschema_is_that_of_the_schema() {
    let entity = "    Entity: {type: object, required: [kind], discriminator: {propertyName: kind}, properties: {kind: {type: string}}}\n";
    let own = "    Group: {allOf: [{$ref: '#/components/schemas/Entity'}, {type: object, properties: {name: {type: string}}, discriminator: {propertyName: kind, mapping: {team: '#/components/schemas/Team'}}}]}\n";
    let team = "    Team: {allOf: [{$ref: '#/components/schemas/Group'}, {properties: {size: {type: integer}}}]}\n";
    let schemas = format!("{entity}{own}{team}");
    let import = response("{$ref: '#/components/schemas/Group'}", &schemas);
    let code_of = code(&import);
    assert!(code_of.contains("Some(\"team\") => from_value(value).map(Self::Team),"), "{code_of}");
    assert!(
        code_of.contains(
            "pub struct Team {\n    pub kind: String,\n    pub name: Option<String>,\n    pub size: Option<i64>,\n"
        ),
        "{code_of}"
    );
    assert_eq!(reasons(&import), Vec::<String>::new());
}

#[test]
fn a_discriminator_beside_the_union_of_a_subschema_counts() {
    let member = |name: &str| {
        format!(
            "    {name}: {{required: [kind, of{name}], properties: {{kind: {{type: string}}, of{name}: {{type: string}}}}}}\n"
        )
    };
    let members = "[{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]";
    let union = format!(
        "{{oneOf: {members}, discriminator: {{propertyName: kind, mapping: {{meow: '#/components/schemas/Cat'}}}}}}"
    );
    let schemas = format!("{}{}    Pet: {union}\n", member("Cat"), member("Dog"));
    for part in [union.as_str(), "{$ref: '#/components/schemas/Pet'}"] {
        let decoder = decoder(&format!("{{allOf: [{{type: object}}, {part}]}}"), &schemas);
        assert!(decoder.contains("Some(\"meow\") => from_value(value).map(Self::Cat),"), "{part}: {decoder}");
    }
}

#[test]
fn a_member_that_one_variant_has_selects_it() {
    let schemas = "    A: {type: object, required: [id], properties: {id: {type: string}, a: {type: string}}}
    B: {type: object, required: [id], properties: {id: {type: string}, b: {type: string}}}
    Plain: {type: object, required: [id], properties: {id: {type: string}}}
    Wide: {type: object, required: [id], properties: {id: {type: string}, a: {type: string}, w: {type: string}}}
    Deep: {type: object, required: [id, deep], properties: {id: {type: string}, deep: {type: string}, d: {type: string}}}
    X: {type: object, required: [x], properties: {x: {type: string}}}
    Y: {type: object, required: [y], properties: {y: {type: string}}}
";
    let of = |names: &[&str]| {
        let members: Vec<String> =
            names.iter().map(|name| format!("{{$ref: '#/components/schemas/{name}'}}")).collect();
        decoder(&format!("{{oneOf: [{}]}}", members.join(", ")), schemas)
    };
    let attempts = |decoder: &str| -> Vec<String> {
        let calls = decoder.replace("\n            .map", ".map");
        let calls = calls.split(".or_else(|_| ").map(|call| call.trim().trim_end_matches(')').replace("super::", ""));
        calls.map(|call| call.replace("from_value(value.clone()).map", "then")).collect()
    };
    let unknown = "from_value(value).map(Self::Unknown";
    assert_eq!(
        attempts(&of(&["A", "B"])),
        [
            "having(&value, &[\"a\"]).map(Self::A",
            "having(&value, &[\"b\"]).map(Self::B",
            "then(Self::A",
            "then(Self::B",
            unknown
        ]
    );
    assert_eq!(
        attempts(&of(&["A", "Plain", "Wide", "Deep"])),
        [
            "having(&value, &[\"deep\"]).map(Self::Deep",
            "having(&value, &[\"w\"]).map(Self::Wide",
            "having(&value, &[\"a\"]).map(Self::A",
            "then(Self::Plain",
            "then(Self::A",
            "then(Self::Wide",
            "then(Self::Deep",
            unknown
        ]
    );
    assert!(of(&["X", "Y"]).contains("#[serde(untagged)]"), "{}", of(&["X", "Y"]));
}

#[test]
fn no_variant_is_named_by_its_position() {
    let object = |name: &str| format!("    {name}: {{required: [{name}], properties: {{{name}: {{type: string}}}}}}\n");
    let of = |nested: &str| {
        let map = "{type: object, additionalProperties: {type: integer}}";
        let union = format!("{{oneOf: [{{type: string}}, {nested}, {map}]}}");
        code(&response(&union, &(object("A") + &object("B"))))
    };
    let members = "[{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]";
    let lifted = of(&format!("{{anyOf: {members}}}"));
    let variants = ["A(Box<types::A>)", "B(Box<types::B>)", "Text(String)", "Map(BTreeMap<String, i64>)"];
    assert!(variants.iter().all(|variant| lifted.contains(&format!("    {variant},\n"))), "{lifted}");
    assert_eq!(lifted.matches("pub enum ").count(), 1, "{lifted}");
    let tagged = of(&format!("{{anyOf: {members}, discriminator: {{propertyName: kind}}}}"));
    assert!(tagged.contains("    Union(") && tagged.contains("pub enum GetAResponseUnion {"), "{tagged}");
    let free = of("{type: object}");
    assert!(!free.contains("Variant"), "{free}");
    let titled = of(&format!("{{title: Either, anyOf: {members}}}"));
    assert!(titled.contains("    Either("), "{titled}");
    assert_eq!(titled.matches("pub enum ").count(), 2, "{titled}");
}

#[test]
fn a_decoder_of_many_lines_allows_them() {
    let variants = |number: usize| -> String {
        let variants = (0..number).map(|index| format!("{{$ref: '#/components/schemas/V{index}'}}"));
        format!("{{oneOf: [{}]}}", variants.collect::<Vec<_>>().join(", "))
    };
    let schemas: String = (0..60)
        .map(|index| {
            let own = format!("{{a: {{type: string}}, {}{index}: {{type: string}}}}", "m".repeat(60));
            format!("    V{index}: {{type: object, properties: {own}}}\n")
        })
        .collect();
    for (number, expected) in [(3, false), (60, true)] {
        let code = code(&response(&variants(number), &schemas));
        assert_eq!(code.contains("#[allow(clippy::too_many_lines)]"), expected, "{code}");
    }
}
