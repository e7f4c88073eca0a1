//! Documents in several files.

use std::fs;

use pointapi_import::Import;
use tempfile::TempDir;

use crate::{code, reasons};

/// A document of these files; the paths of the root follow.
pub(crate) fn folder(files: &[(&str, &str)], root: &str) -> (TempDir, Import) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{root}");
    for (name, text) in files.iter().chain([&("openapi.yaml", root.as_str())]) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("in the folder")).expect("created");
        fs::write(path, text).expect("written");
    }
    let import = Import::new(folder.path());
    (folder, import)
}

/// Operations of the tag `x`, each of which responds with one of the schemas.
fn operations(references: &[&str]) -> String {
    let operation = |(index, reference): (usize, &&str)| {
        format!(
            "  /{index}: {{get: {{operationId: get{index}, tags: [x], responses: {{200: {{content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}}}}}}}}}\n"
        )
    };
    format!("paths:\n{}", references.iter().enumerate().map(operation).collect::<String>())
}

const CAT: (&str, &str) = (
    "s/Cat.yaml",
    "{title: A cat, required: [kind, lives], properties: {kind: {type: string}, lives: {type: integer}}}",
);
const DOG: (&str, &str) =
    ("s/dog/index.yaml", "{required: [kind, bark], properties: {kind: {type: string}, bark: {type: string}}}");

#[test]
fn a_schema_in_a_file_of_its_own_has_the_name_of_its_component_or_file() {
    let components = "components: {schemas: {Feline: {$ref: s/Cat.yaml}, Dog: {$ref: s/dog/index.yaml}, Canine: {$ref: '#/components/schemas/Dog'}}}\n";
    let part = "components: {schemas: {$ref: schemas.yaml}}\n";
    let schemas = ("schemas.yaml", "{Feline: {$ref: s/Cat.yaml}}");
    for (references, components, names) in [
        (["s/Cat.yaml", "s/dog/index.yaml"], "", ["Cat", "Dog"]),
        (["s/dog/index.yaml", "s/Cat.yaml"], "", ["Dog", "Cat"]),
        (["s/Cat.yaml", "#/components/schemas/Canine"], components, ["Feline", "Canine"]),
        (["#/components/schemas/Dog", "#/components/schemas/Feline"], components, ["Canine", "Feline"]),
        (["s/Cat.yaml", "s/dog/index.yaml"], part, ["Feline", "Dog"]),
    ] {
        let (_folder, import) = folder(&[CAT, DOG, schemas], &(operations(&references) + components));
        let code = code(&import);
        for (index, name) in names.iter().enumerate() {
            let result = format!("async fn get{index}(&self) -> Result<types::{name}>;");
            assert!(code.contains(&result), "{references:?}: {result}: {code}");
        }
    }
}

#[test]
fn variants_in_files_of_their_own_are_selected_by_name_or_mapping() {
    let union = |mapping: &str| {
        format!(
            "paths: {{/a: {{get: {{operationId: a, tags: [x], responses: {{200: {{content: {{application/json: {{schema: {{oneOf: [{{$ref: s/Cat.yaml}}, {{$ref: s/dog/index.yaml}}], discriminator: {{propertyName: kind{mapping}}}}}}}}}}}}}}}}}}}\n"
        )
    };
    for (mapping, cat) in [
        ("", "Cat"),
        (", mapping: {feline: s/Cat.yaml}", "feline"),
        (", mapping: {feline: './s/Cat.yaml#'}", "feline"),
        (", mapping: {feline: Cat}", "feline"),
        (", mapping: {feline: '#/components/schemas/Cat'}", "feline"),
    ] {
        let components = "components: {schemas: {Cat: {$ref: s/Cat.yaml}}}\n";
        let (_folder, import) = folder(&[CAT, DOG], &(union(mapping) + components));
        let code = code(&import);
        let arm = format!("Some(\"{cat}\") => from_value(value).map(Self::Cat)");
        assert!(code.contains(&arm), "{mapping}: {code}");
    }
}

#[test]
fn subtypes_in_files_of_their_own_are_found() {
    let pet = (
        "s/Pet.yaml",
        "{type: object, required: [kind], discriminator: {propertyName: kind}, properties: {kind: {type: string}}}",
    );
    let cat = ("s/Cat.yaml", "{allOf: [{$ref: Pet.yaml}, {properties: {lives: {type: integer}}}]}");
    let components = "components: {schemas: {Pet: {$ref: s/Pet.yaml}, Cat: {$ref: s/Cat.yaml}, Kitty: {$ref: '#/components/schemas/Cat'}}}\n";
    let (_folder, import) = folder(&[pet, cat], &(operations(&["#/components/schemas/Pet"]) + components));
    let code = code(&import);
    assert!(code.contains("Some(\"Cat\") => from_value(value).map(Self::Cat)"), "{code}");
    assert_eq!(code.matches("map(Self::Cat)").count(), 1, "{code}");
}

#[test]
fn a_file_whose_name_is_encoded_is_found() {
    let (_folder, import) =
        folder(&[("my types.yaml", "A: {properties: {a: {type: string}}}")], &operations(&["my%20types.yaml#/A"]));
    assert_eq!(reasons(&import), Vec::<String>::new());
    assert!(code(&import).contains("pub struct A {"));
}

#[test]
fn a_finding_stands_at_the_operation_of_its_file() {
    let path = |name: &str, id: &str| {
        let parameters = format!("[{{name: {name}, in: nowhere, schema: {{type: string}}}}]");
        format!(
            "get: {{operationId: {id}, tags: [x], parameters: {parameters}, responses: {{204: {{description: done}}}}}}\n"
        )
    };
    let (a, b) = (path("q", "a"), "get: {operationId: b, tags: [x], responses: {204: {description: done}}}\n");
    let (_folder, import) =
        folder(&[("a.yaml", &a), ("b.yaml", b)], "paths: {/a: {$ref: a.yaml}, /b: {$ref: b.yaml}}\n");
    let imported = import.run().expect("valid");
    let modules: Vec<&str> = imported.modules().map(|(_, text)| text).collect();
    assert!(!modules[0].contains("// Import:"), "{}", modules[0]);
    assert_eq!(modules[1].matches("// Import:").count(), 1, "{}", modules[1]);
    let (before, _) = modules[1].split_once("async fn a(").expect("an endpoint");
    assert!(before.contains("// Import:"), "{}", modules[1]);
}

#[test]
fn a_file_that_only_an_example_names_is_not_read() {
    let readme = ("README.md", "- a: b: c\n");
    let root = "x-docs: {$ref: README.md}\n".to_owned() + &operations(&["a.yaml"]);
    let (_folder, import) = folder(&[readme, ("a.yaml", "{type: object, properties: {a: {type: string}}}")], &root);
    assert_eq!(reasons(&import), Vec::<String>::new());
    let (_folder, import) = folder(&[readme], &operations(&["README.md"]));
    let reasons = reasons(&import);
    assert!(
        matches!(reasons.as_slice(), [only] if only.contains("names a file that cannot be used") && only.contains("README.md:1")),
        "{reasons:?}"
    );
}

#[test]
fn a_response_in_a_file_of_its_own_names_its_type() {
    let problem =
        "{content: {application/json: {schema: {type: object, properties: {title: {type: string}}}}, text/plain: {}}}";
    let paths = "paths: {/a: {get: {operationId: a, tags: [x], responses: {204: {description: done}, 400: {$ref: responses/Problem.yaml}, 404: {$ref: responses/Problem.yaml}}}}}\n";
    let (_folder, import) = folder(&[("responses/Problem.yaml", problem)], paths);
    let code = code(&import);
    assert!(code.contains("async fn a(&self) -> Result<(), Typed<types::Problem>>;"), "{code}");
}
