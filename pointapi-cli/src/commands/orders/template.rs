//! The JSON of an order, with placeholders for the columns of a CSV file.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pointapi_cli::batch;
use serde_json::value::RawValue;

use crate::failure::{Failure, Result};
use crate::tokens::tokens;

/// The member whose value can name a file.
const DOCUMENT: &str = "Document";

/// The JSON of an order: `{{column}}` in a string stands for a value, and `@FILE` in a `Document` for a file.
#[derive(Debug)]
pub(super) struct Template {
    json: Box<RawValue>,
    /// The `CorrelationID`, with its placeholders.
    label: Option<String>,
    /// The folder that files are relative to.
    folder: PathBuf,
}

/// The values of one order.
pub(super) type Values = BTreeMap<String, String>;

impl Template {
    /// Reads a file, or stdin for `-`.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is not a JSON object.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text = if path == Path::new("-") {
            let mut text = String::new();
            io::stdin().lock().read_to_string(&mut text).map(|_| text)
        } else {
            fs::read_to_string(path)
        };
        let text = text.map_err(|error| Failure::file(path, error))?;
        // Editors on Windows begin a file with a byte order mark.
        let json: Box<RawValue> =
            serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| Failure::file(path, error))?;
        let members: BTreeMap<String, &RawValue> =
            serde_json::from_str(json.get()).map_err(|_| Failure::file(path, "not a JSON object"))?;
        let label = members.get("CorrelationID").and_then(|label| serde_json::from_str(label.get()).ok());
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        Ok(Self { json, label, folder })
    }

    /// Returns the label of the order with these values.
    ///
    /// # Errors
    ///
    /// If the template has no `CorrelationID`, a placeholder has no value, or the label could be taken for another one.
    pub(super) fn label(&self, values: &Values) -> Result<String, String> {
        let label = filled(self.label.as_deref().ok_or("the order has no `CorrelationID`")?, values)?;
        if label.trim().is_empty() {
            return Err("the `CorrelationID` is blank".into());
        }
        // Labels that look the same would be ordered twice.
        if label.trim() != label || label.contains(char::is_control) {
            return Err("the `CorrelationID` begins or ends with a blank, or has control characters".into());
        }
        Ok(label)
    }

    /// Returns the order with these values.
    ///
    /// # Errors
    ///
    /// If a placeholder has no value, or a file cannot be read.
    pub(super) fn fill(&self, values: &Values) -> batch::Result<Box<RawValue>> {
        let (mut json, mut name, mut last) = (String::with_capacity(self.json.get().len()), "", "");
        let mut tokens = tokens(self.json.get()).peekable();
        while let Some(token) = tokens.next() {
            if !token.starts_with('"') {
                json += token;
            } else if tokens.peek() == Some(&":") {
                name = token;
                json += token;
            } else {
                let text: String = serde_json::from_str(token)?;
                let text = match text.strip_prefix('@') {
                    // The text of the template alone: the value of a column must not name a file.
                    Some(path) if last == ":" && serde_json::from_str::<String>(name)? == DOCUMENT => {
                        self.document(&filled(path, values)?)?
                    }
                    _ => filled(&text, values)?,
                };
                json += &serde_json::to_string(&text)?;
            }
            last = token;
        }
        Ok(RawValue::from_string(json)?)
    }

    fn document(&self, path: &str) -> batch::Result<String> {
        let path = self.folder.join(path);
        let bytes = fs::read(&path).map_err(|error| format!("`{}`: {error}", path.display()))?;
        Ok(STANDARD.encode(bytes))
    }
}

/// Replaces each `{{name}}`.
fn filled(text: &str, values: &Values) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").ok_or("a `{{` has no `}}`")?;
        let value = values.get(name.trim()).ok_or_else(|| format!("there is no column `{}`", name.trim()))?;
        filled.push_str(before);
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Values {
        [("label", "loan-7"), ("first", "Wilhelmina"), ("form", "form.pdf"), ("odd", "{{label}}")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into()
    }

    #[test]
    fn placeholders_are_filled_once() {
        assert_eq!(filled("{{ first }} of {{label}}", &values()).unwrap(), "Wilhelmina of loan-7");
        assert_eq!(filled("{{odd}}", &values()).unwrap(), "{{label}}");
        assert!(filled("{{ssn}}", &values()).unwrap_err().contains("`ssn`"));
        assert!(filled("{{label", &values()).is_err());
    }

    #[test]
    fn a_document_is_read_from_beside_the_template() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("form.pdf"), "%PDF").unwrap();
        let path = folder.path().join("order.json");
        fs::write(
            &path,
            "\u{feff}{\"CorrelationID\": \"{{label}}\", \"A\": [{\"Document\": \"@{{form}}\", \"Name\": \"@x\"}], \"N\": 1.10}",
        )
        .unwrap();
        let template = Template::read(&path).unwrap();
        assert_eq!(template.label(&values()).unwrap(), "loan-7");
        let filled = r#"{"CorrelationID":"loan-7","A":[{"Document":"JVBERg==","Name":"@x"}],"N":1.10}"#;
        assert_eq!(template.fill(&values()).unwrap().get(), filled);
    }

    fn template(json: &str) -> Template {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("order.json");
        fs::write(&path, json).unwrap();
        Template::read(&path).unwrap()
    }

    #[test]
    fn the_value_of_a_column_names_no_file() {
        let values = [("document".to_owned(), "@/etc/hostname".to_owned())].into();
        let filled = template(r#"{"Document":"{{document}}"}"#).fill(&values).unwrap();
        assert_eq!(filled.get(), r#"{"Document":"@/etc/hostname"}"#);
    }

    #[test]
    fn labels_that_look_the_same_are_rejected() {
        let label = |label: &str| {
            template(r#"{"CorrelationID": "{{label}}"}"#).label(&[("label".to_owned(), label.to_owned())].into())
        };
        assert_eq!(label("Loan 7").unwrap(), "Loan 7");
        for odd in ["loan-7 ", "\u{a0}loan-7", "loan\u{7f}-7", " "] {
            assert!(label(odd).is_err(), "{odd:?}");
        }
    }
}
