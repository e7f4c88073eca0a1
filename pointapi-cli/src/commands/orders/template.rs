//! The JSON of an order, with placeholders for the columns of a CSV file.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pointapi_cli::batch;
use serde_json::Value;

use crate::failure::{Failure, Result};

/// The member whose value can name a file.
const DOCUMENT: &str = "Document";

/// The JSON of an order: `{{column}}` in a string stands for a value, and `@FILE` in a `Document` for a file.
#[derive(Debug)]
pub(super) struct Template {
    json: Value,
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
        let json: Value = serde_json::from_str(&text).map_err(|error| Failure::file(path, error))?;
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        if json.is_object() { Ok(Self { json, folder }) } else { Err(Failure::file(path, "not a JSON object")) }
    }

    /// Returns the label of the order with these values.
    ///
    /// # Errors
    ///
    /// If the template has no `CorrelationID`, or a placeholder has no value.
    pub(super) fn label(&self, values: &Values) -> Result<String, String> {
        let label = self.json["CorrelationID"].as_str().ok_or("the order has no `CorrelationID`")?;
        match filled(label, values)? {
            label if label.trim().is_empty() => Err("the `CorrelationID` is blank".into()),
            label => Ok(label),
        }
    }

    /// Returns the order with these values.
    ///
    /// # Errors
    ///
    /// If a placeholder has no value, or a file cannot be read.
    pub(super) fn fill(&self, values: &Values) -> batch::Result<Value> {
        let mut json = self.json.clone();
        self.fill_in(&mut json, values)?;
        Ok(json)
    }

    fn fill_in(&self, json: &mut Value, values: &Values) -> batch::Result<()> {
        match json {
            Value::String(text) => *text = filled(text, values)?,
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.fill_in(item, values))?,
            Value::Object(members) => {
                for (name, member) in members {
                    self.fill_in(member, values)?;
                    if let (DOCUMENT, Value::String(text)) = (name.as_str(), member)
                        && let Some(path) = text.strip_prefix('@')
                    {
                        *text = self.document(path)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
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
    use serde_json::json;

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
        let json = json!({"CorrelationID": "{{label}}", "Attachments": [{"Document": "@{{form}}", "Name": "@x"}]});
        fs::write(&path, json.to_string()).unwrap();
        let template = Template::read(&path).unwrap();
        assert_eq!(template.label(&values()).unwrap(), "loan-7");
        let filled = json!({"CorrelationID": "loan-7", "Attachments": [{"Document": "JVBERg==", "Name": "@x"}]});
        assert_eq!(template.fill(&values()).unwrap(), filled);
    }
}
