//! The rules of serde's `rename_all`.

/// Changes the name of a field as serde does.
pub(crate) type Rename = fn(&str) -> String;

/// The rules that generated code uses.
pub(crate) const RULES: [(&str, Rename); 4] = [
    ("camelCase", camel_case),
    ("PascalCase", pascal_case),
    ("kebab-case", |name| name.replace('_', "-")),
    ("SCREAMING_SNAKE_CASE", |name| name.to_ascii_uppercase()),
];

fn pascal_case(name: &str) -> String {
    let mut renamed = String::new();
    let mut is_start = true;
    for character in name.chars() {
        match character {
            '_' => is_start = true,
            _ if is_start => {
                renamed.push(character.to_ascii_uppercase());
                is_start = false;
            }
            _ => renamed.push(character),
        }
    }
    renamed
}

fn camel_case(name: &str) -> String {
    let pascal = pascal_case(name);
    let mut characters = pascal.chars();
    characters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(characters).collect()
}
