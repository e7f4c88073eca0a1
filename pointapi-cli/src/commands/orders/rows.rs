//! The orders of a batch: one, or one for each line of a CSV file.

use std::collections::BTreeSet;
use std::path::Path;

use pointapi::platform::{JsonOrder, Order, Product};
use pointapi_cli::batch::{self, Item};

use super::template::{Template, Values};
use crate::failure::{Failure, Result};

/// An order that is to be placed.
pub(super) struct Row<'a> {
    label: String,
    values: Values,
    template: &'a Template,
    product: &'a Product,
    model: &'a str,
}

/// The kind of order that all rows have.
pub(super) struct Kind<'a> {
    pub(super) template: &'a Template,
    pub(super) product: &'a Product,
    pub(super) model: &'a str,
}

impl<'a> Kind<'a> {
    /// Returns the order of a template without placeholders.
    ///
    /// # Errors
    ///
    /// If it has no label.
    pub(super) fn single(&self) -> Result<Row<'a>> {
        self.row(Values::new()).map_err(Failure::usage)
    }

    /// Reads the orders of a CSV file.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, two columns have the same name, a line has no label, or two lines have the same one.
    pub(super) fn rows(&self, csv: &Path) -> Result<Vec<Row<'a>>> {
        let failure = |error: csv::Error| Failure::file(csv, error);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::Headers).from_path(csv).map_err(failure)?;
        let mut columns = BTreeSet::new();
        // As a map, a line has only the last value of such columns.
        if let Some(name) = reader.headers().map_err(failure)?.iter().find(|name| !columns.insert(name.to_string())) {
            return Err(Failure::file(csv, format!("the column `{name}` is there twice")));
        }
        let mut labels = BTreeSet::new();
        let mut rows = Vec::new();
        for (index, values) in reader.deserialize().enumerate() {
            let row = self.row(values.map_err(failure)?);
            let row = row.map_err(|reason| Failure::file(csv, format!("line {}: {reason}", index + 2)))?;
            if !labels.insert(row.label.clone()) {
                let message = format!("`{}` is on two lines and would be ordered twice", row.label);
                return Err(Failure::file(csv, message));
            }
            rows.push(row);
        }
        Ok(rows)
    }

    fn row(&self, values: Values) -> Result<Row<'a>, String> {
        let label = self.template.label(&values)?;
        Ok(Row { label, values, template: self.template, product: self.product, model: self.model })
    }
}

impl Item for Row<'_> {
    fn label(&self) -> &str {
        &self.label
    }

    fn product(&self) -> Product {
        self.product.clone()
    }

    fn model(&self) -> &str {
        self.model
    }

    fn order(&self) -> batch::Result<Order> {
        let body = self.template.fill(&self.values)?;
        Ok(JsonOrder::new(self.product.clone(), self.model, body)?.into())
    }
}
