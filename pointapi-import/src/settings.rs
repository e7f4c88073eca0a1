//! The settings of an import, and the import itself.

use std::path::PathBuf;

use crate::documents::Documents;
use crate::endpoint::Choices;
use crate::error::Error;
use crate::formats::Formats;
use crate::import::{self, Output};
use crate::names::pascal;
use crate::print::{Layout, Style};
use crate::select::Selection;

/// The choices of an import.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) source: Source,
    pub(crate) only: Vec<String>,
    pub(crate) name: Option<String>,
    pub(crate) media_types: Vec<String>,
    pub(crate) formats: Formats,
    pub(crate) style: Style,
    pub(crate) has_paging: bool,
    pub(crate) is_strict: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum Source {
    Path(PathBuf),
    Text { name: String, text: String },
}

impl Settings {
    pub(crate) fn new(source: Source) -> Self {
        Self {
            source,
            only: Vec::new(),
            name: None,
            media_types: Vec::new(),
            formats: Formats::default(),
            style: Style::default(),
            has_paging: true,
            is_strict: false,
        }
    }

    /// Imports the document for the module `stem`, which names the trait of all traits unless it has a name.
    pub(crate) fn output(&self, stem: &str, layout: Layout) -> Result<(Documents, Output), Error> {
        self.check()?;
        let documents = match &self.source {
            Source::Path(path) => Documents::load(path)?,
            Source::Text { name, text } => Documents::from_text(name, text)?,
        };
        let selection = Selection::parse(&self.only.join(","))?;
        let choices = Choices { selection, media_types: self.media_types.clone(), has_paging: self.has_paging };
        let root = self.name.clone().unwrap_or_else(|| pascal(stem));
        let style = Style { root, stem: stem.to_owned(), ..self.style.clone() };
        let output = import::run(&documents, &choices, &self.formats, &style, layout)?;
        Ok((documents, output))
    }

    /// Rejects texts that are printed into the code and would be something else there.
    fn check(&self) -> Result<(), Error> {
        let expect = |is_valid: bool, text: &str, what: &str| {
            if is_valid { Ok(()) } else { Err(Error::option(format!("`{text}` is not {what}"))) }
        };
        if let Some(name) = &self.name {
            expect(syn::parse_str::<syn::Ident>(name).is_ok(), name, "a name of a trait, such as `Shop`")?;
        }
        for derive in &self.style.derives {
            expect(syn::parse_str::<syn::Path>(derive).is_ok(), derive, "one derive, such as `Clone`")?;
        }
        for path in self.formats.overrides().values() {
            expect(syn::parse_str::<syn::Type>(path).is_ok(), path, "a type, such as `jiff::Timestamp`")?;
        }
        Ok(())
    }
}
