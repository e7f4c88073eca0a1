//! The code of an import.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::finding::{Finding, counted};
use crate::out::Out;
use crate::print::Layout;
use crate::record;
use crate::settings::Settings;
use crate::write::{self, Changes};

/// The module that the code is made for until it is written to another one.
pub(crate) const STEM: &str = "api";

/// The code of an import, not yet written.
#[derive(Debug)]
pub struct Imported {
    pub(crate) settings: Settings,
    pub(crate) modules: Vec<(String, String)>,
    pub(crate) endpoints: usize,
    pub(crate) types: usize,
    pub(crate) findings: Vec<Finding>,
}

impl Imported {
    /// Returns the number of endpoints.
    #[must_use]
    pub fn endpoints(&self) -> usize {
        self.endpoints
    }

    /// Returns the number of types.
    #[must_use]
    pub fn types(&self) -> usize {
        self.types
    }

    /// Returns everything that the code does not express.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns the counts in words: `12 endpoints, 1 type, 0 findings`.
    #[must_use]
    pub fn summary(&self) -> String {
        let counts = [("endpoint", self.endpoints), ("type", self.types), ("finding", self.findings.len())];
        counts.map(|(noun, count)| counted(count, noun)).join(", ")
    }

    /// Returns the text of each module by its name; the root's name is empty.
    pub fn modules(&self) -> impl Iterator<Item = (&str, &str)> {
        self.modules.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Writes `out.rs` and a file for each module into the folder `out`; files that are equal are left alone.
    ///
    /// # Errors
    ///
    /// If `out` does not name a module with a folder of its own, a file cannot be read or written, or one of them was
    /// not written by an import; nothing is written then.
    pub fn write(&self, out: impl AsRef<Path>) -> Result<Changes, Error> {
        let out = Out::of(out.as_ref())?;
        write::write(&self.files(&out)?, &out)
    }

    /// Returns the files that [`write`](Self::write) would change; none if the code is fresh.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
    pub fn check(&self, out: impl AsRef<Path>) -> Result<Changes, Error> {
        let out = Out::of(out.as_ref())?;
        write::compare(&self.files(&out)?, &out)
    }

    /// The text of each file. The root trait is named after `out` unless it has a name.
    pub(crate) fn files(&self, out: &Out) -> Result<Vec<(PathBuf, String)>, Error> {
        let modules = if out.stem == STEM {
            self.modules.clone()
        } else {
            self.settings.output(&out.stem, Layout::Files)?.1.modules
        };
        let marked = |(module, text): (String, String)| {
            let settings = if module.is_empty() { record::line(&self.settings) } else { String::new() };
            let file = out.file(&module);
            let mark = out.mark(&file);
            (file, format!("{mark}{settings}{text}"))
        };
        Ok(modules.into_iter().map(marked).collect())
    }
}
