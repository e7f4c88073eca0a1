//! The public builder of an import.

use std::path::{Path, PathBuf};

use crate::documents::Documents;
use crate::error::Error;
use crate::finding::Finding;
use crate::import::Output;
use crate::imported::{Imported, STEM};
use crate::print::Layout;
use crate::printable::Printable;
use crate::settings::{Settings, Source};

/// An import of one document, with its settings.
///
/// ```no_run
/// use pointapi_import::Import;
///
/// let imported = Import::new("api.yaml").format("date-time", "jiff::Timestamp").run()?;
/// println!("{} endpoints, {} types", imported.endpoints(), imported.types());
/// let changes = imported.write("src/api")?;
/// print!("{changes}");
/// # Ok::<(), pointapi_import::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "an import does nothing until `run` or `include_in_build`"]
pub struct Import {
    pub(crate) settings: Settings,
}

impl Import {
    /// Imports the document at `path`: a file, or a folder with `openapi.yaml` or `openapi.json` in it.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self::of(Source::Path(path.into()))
    }

    /// Imports a document that is in memory; `name` stands for the file in messages.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::of(Source::Text { name: name.into(), text: text.into() })
    }

    fn of(source: Source) -> Self {
        Self { settings: Settings::new(source) }
    }

    /// Imports only the operations that a term selects: `tag:issues,path:/repos/*,operation:getUser`.
    pub fn only(mut self, terms: impl Into<String>) -> Self {
        self.settings.only.push(terms.into());
        self
    }

    /// Names the trait that has all the others as supertraits; by default after the output.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.settings.name = Some(name.into());
        self
    }

    /// Prefers a media type where an operation offers several; by default JSON.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.settings.media_types.push(media_type.into());
        self
    }

    /// Changes a row of the format table: `format("date-time", "jiff::Timestamp")`.
    ///
    /// The type must implement serde's `Serialize` and `Deserialize`.
    ///
    /// Strings of the format `password`, and those whose name ends in `password`, `secret`, `api_key`, `access_token`
    /// or another usual name of a credential, become `pointapi::auth::Secret`, which no `Debug` shows; arguments of
    /// that kind become `#[sensitive]`. `format("password", "String")` turns this off.
    pub fn format(mut self, format: &str, path: &str) -> Self {
        self.settings.formats.set(format, path);
        self
    }

    /// Adds a derive to every struct: `Clone`, `PartialEq`.
    ///
    /// Enums of strings also take `PartialOrd`, `Ord` and `Hash`; other enums take `Clone`, `PartialEq`, `Eq` and
    /// `Hash`, the last two unless a value may be a float, and `Hash` unless it may be a secret.
    pub fn derive(mut self, name: impl Into<String>) -> Self {
        self.settings.style.derives.push(name.into());
        self
    }

    /// Makes every field optional in types that occur only in responses, and each response that is a map, for servers
    /// that omit required fields or send `null` for an object without members.
    pub fn lenient(mut self) -> Self {
        self.settings.style.is_lenient = true;
        self
    }

    /// Declares each trait with `#[point_api(server)]`, and implements both of serde's traits for every type, as a server
    /// needs it. The feature `server` of `pointapi` must be on.
    pub fn server(mut self) -> Self {
        self.settings.style.is_server = true;
        self
    }

    /// Declares each trait with `#[point_api(openapi)]`, and derives `JsonSchema` for every type, so that
    /// `pointapi::openapi::document` writes the document of the traits. The feature `openapi` of `pointapi` must be on.
    ///
    /// The document differs from the imported one where traits and types say less; the guide lists the ways.
    pub fn openapi(mut self) -> Self {
        self.settings.style.is_openapi = true;
        self
    }

    /// Turns off the recognition of pagination.
    pub fn no_paging(mut self) -> Self {
        self.settings.has_paging = false;
        self
    }

    /// Makes any finding an error.
    pub fn strict(mut self) -> Self {
        self.settings.is_strict = true;
        self
    }

    /// Reads the document and prints the code; nothing is written.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or parsed, the document is not OpenAPI 3 or has no operation, a term of
    /// [`only`](Self::only) selects none, a name, a derive or a type is not Rust, or there are findings under
    /// [`strict`](Self::strict).
    pub fn run(&self) -> Result<Imported, Error> {
        let (documents, output) = self.settings.output(STEM, Layout::Files)?;
        expect_operation(&output, &documents)?;
        self.imported(output, &documents)
    }

    /// As [`run`](Self::run), for code that is only compared: a document that lost its last operation differs in that.
    pub(crate) fn run_to_compare(&self) -> Result<Imported, Error> {
        let (documents, output) = self.settings.output(STEM, Layout::Files)?;
        self.imported(output, &documents)
    }

    fn imported(&self, output: Output, documents: &Documents) -> Result<Imported, Error> {
        let findings = self.accepted(&output, documents)?;
        let Output { modules, endpoints, types, .. } = output;
        Ok(Imported { settings: self.settings.clone(), modules, endpoints, types, findings })
    }

    /// Writes one file into the `OUT_DIR` of a build script, and makes cargo run the script again when the document
    /// changes. Include it with `mod api { include!(concat!(env!("OUT_DIR"), "/api.rs")); }`.
    ///
    /// ```no_run
    /// // build.rs
    /// fn main() -> Result<(), pointapi_import::Error> {
    ///     pointapi_import::Import::new("api.yaml").include_in_build("api.rs")
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run), and if the file cannot be written or there is no `OUT_DIR`.
    pub fn include_in_build(&self, file: &str) -> Result<(), Error> {
        let folder = std::env::var_os("OUT_DIR")
            .ok_or_else(|| Error::option("`OUT_DIR` is not set; `include_in_build` belongs in a build script"))?;
        let stem = Path::new(file).file_stem().and_then(|stem| stem.to_str()).unwrap_or("api");
        let (documents, output) = self.settings.output(stem, Layout::Single)?;
        expect_operation(&output, &documents)?;
        let text = output.modules.first().map(|(_, text)| text.clone()).unwrap_or_default();
        print!("{}", directives(&documents, &self.accepted(&output, &documents)?));
        let path = Path::new(&folder).join(file);
        std::fs::write(&path, text).map_err(|error| Error::io("write", &path, error))
    }

    /// The findings, unless they are errors.
    fn accepted(&self, output: &Output, documents: &Documents) -> Result<Vec<Finding>, Error> {
        let findings = output.findings.to_public(documents);
        if self.settings.is_strict && !findings.is_empty() { Err(Error::findings(findings)) } else { Ok(findings) }
    }
}

/// Rejects a document from which no operation was imported; the findings say why.
fn expect_operation(output: &Output, documents: &Documents) -> Result<(), Error> {
    if output.endpoints > 0 {
        return Ok(());
    }
    let file = documents.files.first().map_or("", |file| file.name.as_str());
    Err(Error::no_operation(file, output.findings.to_public(documents)))
}

/// The directives of a build script: the files that it read, and a warning for each finding.
fn directives(documents: &Documents, findings: &[Finding]) -> String {
    let paths = documents.paths().map(Path::to_string_lossy);
    let watched = paths.map(|path| format!("cargo::rerun-if-changed={}\n", Printable(&path)));
    watched.chain(findings.iter().map(|finding| format!("cargo::warning={finding}\n"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_a_document_is_a_directive_of_cargo() {
        let hostile = "x\\ncargo::rustc-link-arg=-evil";
        let document = format!(
            "{{\"openapi\": \"3.0.0\", \"paths\": {{\"/a\": {{\"get\": {{\"parameters\": [{{\"name\": \"a\", \"in\": \"{hostile}\"}}]}}}}}}}}"
        );
        let import = Import::from_text("a\ncargo::rustc-link-arg=-evil", document);
        let (documents, output) = import.settings.output("api", Layout::Single).expect("valid");
        let lines = directives(&documents, &import.accepted(&output, &documents).expect("not strict"));
        assert_eq!(lines.lines().count(), 2, "{lines}");
        let known = |line: &str| line.starts_with("cargo::rerun-if-changed=") || line.starts_with("cargo::warning=");
        assert!(lines.split(['\n', '\r']).all(|line| line.is_empty() || known(line)), "{lines}");
    }
}
