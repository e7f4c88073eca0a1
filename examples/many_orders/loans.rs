//! The loans to order for, from a CSV.

use std::collections::HashSet;
use std::path::Path;

use pointapi::platform::{CorrelationId, DateOfBirth, Document, PersonName, Signature, Ssa89Order, SsaPerson, Ssn};
use serde::Deserialize;

use super::Result;

/// So many are invented.
const INVENTED: usize = 120;

#[derive(Deserialize)]
pub(crate) struct Loan {
    /// What the order is called, here and on the platform; each loan has its own.
    pub(crate) label: String,
    first_name: String,
    last_name: String,
    date_of_birth: String,
    ssn: String,
}

impl Loan {
    pub(crate) fn order(&self) -> pointapi::Result<Ssa89Order> {
        let name = PersonName::new(&self.first_name, &self.last_name)?;
        let born = DateOfBirth::new(self.date_of_birth.as_str())?;
        let person = SsaPerson::new(name, born, Ssn::new(self.ssn.as_str())?);
        let form = Document::pdf(&b"%PDF-1.4\n% the signed form\n%%EOF\n"[..])?;
        Ok(Ssa89Order::new("PDF-001", CorrelationId::new(&self.label)?, person, Signature::Wet, form))
    }
}

pub(crate) fn read(path: &Path) -> Result<Vec<Loan>> {
    let loans = csv::Reader::from_path(path)?.into_deserialize().collect::<csv::Result<Vec<Loan>>>()?;
    let mut labels = HashSet::new();
    match loans.iter().find(|loan| !labels.insert(&loan.label)) {
        Some(loan) => Err(format!("`{}` stands on two lines: it would be ordered twice", loan.label).into()),
        None => Ok(loans),
    }
}

pub(crate) fn invent(path: &Path) -> Result<()> {
    let mut table = csv::Writer::from_path(path)?;
    table.write_record(["label", "first_name", "last_name", "date_of_birth", "ssn"])?;
    for number in 0..INVENTED {
        let (label, ssn) = (format!("loan-{number:04}"), format!("90011{number:04}"));
        table.write_record([&label, "Wilhelmina", "Ostrander", "03/09/1971", &ssn])?;
    }
    Ok(table.flush()?)
}
