//! The loans to order, from a CSV file or invented.

use std::collections::HashSet;
use std::path::Path;

use pointapi::platform::{
    CorrelationId, DateOfBirth, Document, Order, PersonName, Product, Signature, Ssa89Order, SsaPerson, Ssn,
};
use pointapi_cli::batch::{self, Item};
use serde::Deserialize;

use super::Result;

/// The number of invented loans.
const INVENTED: usize = 120;
const MODEL: &str = "PDF-001";

#[derive(Deserialize)]
pub(crate) struct Loan {
    /// The name of the order, here and on the platform; unique to each loan.
    pub(crate) label: String,
    first_name: String,
    last_name: String,
    date_of_birth: String,
    ssn: String,
}

impl Item for Loan {
    fn label(&self) -> &str {
        &self.label
    }

    fn product(&self) -> Product {
        Product::SSA_89
    }

    fn model(&self) -> &str {
        MODEL
    }

    fn order(&self) -> batch::Result<Order> {
        let name = PersonName::new(&self.first_name, &self.last_name)?;
        let born = DateOfBirth::new(self.date_of_birth.as_str())?;
        let person = SsaPerson::new(name, born, Ssn::new(self.ssn.as_str())?);
        let form = Document::pdf(&b"%PDF-1.4\n% the signed form\n%%EOF\n"[..])?;
        Ok(Ssa89Order::new(MODEL, CorrelationId::new(&self.label)?, person, Signature::Wet, form).into())
    }
}

pub(crate) fn read(path: &Path) -> Result<Vec<Loan>> {
    let loans = csv::Reader::from_path(path)?.into_deserialize().collect::<csv::Result<Vec<Loan>>>()?;
    let mut labels = HashSet::new();
    match loans.iter().find(|loan| !labels.insert(&loan.label)) {
        Some(loan) => Err(format!("`{}` is on two lines and would be ordered twice", loan.label).into()),
        None => Ok(loans),
    }
}

/// Invents loans in memory: a program writes no table of social security numbers, not even of invented ones.
pub(crate) fn invented() -> Vec<Loan> {
    let loan = |number: usize| Loan {
        label: format!("loan-{number:04}"),
        first_name: "Wilhelmina".into(),
        last_name: "Ostrander".into(),
        date_of_birth: "03/09/1971".into(),
        ssn: format!("90011{number:04}"),
    };
    (0..INVENTED).map(loan).collect()
}
