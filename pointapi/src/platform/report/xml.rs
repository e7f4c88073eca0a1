//! XML reports: kept as text, and read for what their kinds have in common.

use std::fmt;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};

use super::wire::{Notes, Object};

/// Reports are nested less deeply; the reader keeps the open elements.
const MAX_DEPTH: usize = 256;
const MAX_ERRORS: usize = 1000;

/// An XML report of a response.
///
/// The platform declares UTF-16 in a string that is UTF-8, so the declaration is removed and the text can be parsed. The
/// kinds of report are not documented: see [`root`](Self::root). `Debug` shows the size alone.
#[derive(Clone, PartialEq, Eq)]
pub struct XmlReport(String);

/// An error that a report lists. `Debug` shows neither code nor message.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReportError {
    /// The code, such as `1.1`; absent in some kinds of report.
    pub code: Option<String>,
    /// The message, for people.
    pub message: Option<String>,
}

impl XmlReport {
    /// Reads the XML report of an attachment, if it has one.
    pub(super) fn from_attachment(attachment: &Object<'_, '_>, notes: &mut Notes) -> Option<Self> {
        let text = attachment.object("Extension", notes, |extension, notes| extension.text("any", notes))?;
        Some(Self(without_declaration(&text).to_owned()))
    }

    /// Returns the report, without an XML declaration.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name of the outermost element, which defines the kind: `MERSReport`, `DetailedBLJReport`.
    #[must_use]
    pub fn root(&self) -> Option<String> {
        let mut reader = Reader::from_str(&self.0);
        loop {
            match reader.read_event().ok()? {
                Event::Start(element) | Event::Empty(element) => {
                    return Some(element.local_name().into_inner().to_owned());
                }
                Event::Eof => return None,
                _ => {}
            }
        }
    }

    /// Returns the items of its `Errors`, at most 1000; none if it is not well-formed XML.
    #[must_use]
    pub fn errors(&self) -> Vec<ReportError> {
        ErrorReader::default().read(&self.0).unwrap_or_default()
    }
}

/// Collects `Errors/Error/Code` and `Errors/Error/Message`, wherever they are, in one pass and without a tree.
#[derive(Default)]
struct ErrorReader {
    /// The names of the open elements.
    open: Vec<String>,
    errors: Vec<ReportError>,
    /// The text of the open `Code` or `Message`.
    text: String,
}

impl ErrorReader {
    /// Returns `None` for a document that is not well-formed, or nested too deeply.
    fn read(mut self, xml: &str) -> Option<Vec<ReportError>> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().ok()? {
                Event::Start(element) => self.start(element.local_name().into_inner())?,
                Event::Empty(element) => {
                    self.start(element.local_name().into_inner())?;
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.push(&text.xml10_content()),
                Event::CData(text) => self.push(&text.xml10_content()),
                Event::GeneralRef(reference) => self.push(resolved(&reference)?.encode_utf8(&mut [0; 4])),
                Event::Eof => return self.open.is_empty().then_some(self.errors),
                _ => {}
            }
        }
    }

    fn start(&mut self, name: &str) -> Option<()> {
        if self.open.len() == MAX_DEPTH {
            return None;
        }
        self.open.push(name.to_owned());
        if self.ends_with(&["Errors", "Error"]) && self.errors.len() < MAX_ERRORS {
            self.errors.push(ReportError::default());
        }
        self.text.clear();
        Some(())
    }

    fn end(&mut self) {
        let text = Some(self.text.trim()).filter(|_| !self.text.is_empty());
        if let (Some(text), Some(error)) = (text, self.errors.last_mut()) {
            match self.open.as_slice() {
                [.., errors, error_name, field] if errors == "Errors" && error_name == "Error" => {
                    match field.as_str() {
                        "Code" => drop(error.code.get_or_insert_with(|| text.to_owned())),
                        "Message" => drop(error.message.get_or_insert_with(|| text.to_owned())),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        self.open.pop();
        self.text.clear();
    }

    fn push(&mut self, text: &str) {
        if self.ends_with(&["Errors", "Error", "Code"]) || self.ends_with(&["Errors", "Error", "Message"]) {
            self.text.push_str(text);
        }
    }

    fn ends_with(&self, names: &[&str]) -> bool {
        let start = self.open.len().checked_sub(names.len());
        start.is_some_and(|start| self.open[start..] == *names)
    }
}

/// Returns the character of a reference. Other entities need a document type, which reports do not have.
fn resolved(reference: &BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref().ok()? {
        Some(character) => Some(character),
        None => resolve_predefined_entity(&reference.xml10_content())?.chars().next(),
    }
}

fn without_declaration(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    // Other instructions, such as `<?xml-stylesheet`, have the same beginning.
    let declaration =
        text.strip_prefix("<?xml").filter(|rest| rest.starts_with(|next: char| next.is_ascii_whitespace()));
    declaration.and_then(|rest| rest.split_once("?>")).map_or(text, |(_, rest)| rest.trim_start())
}

impl fmt::Debug for XmlReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "XmlReport({} bytes)", self.0.len())
    }
}

impl fmt::Debug for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReportError").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{ReportError, XmlReport, without_declaration};

    #[test]
    fn the_declaration_is_removed_and_no_other_instruction() {
        let rest = "<?xml-stylesheet href=\"x\"?><A/>";
        assert_eq!(without_declaration(rest), rest);
        let declared = format!("\u{feff}\n<?xml\tversion=\"1.0\" encoding=\"utf-16\"?>\n{rest}");
        assert_eq!(without_declaration(&declared), rest);
    }

    fn errors(xml: &str) -> Vec<(Option<String>, Option<String>)> {
        let pair = |error: ReportError| (error.code, error.message);
        XmlReport(xml.to_owned()).errors().into_iter().map(pair).collect()
    }

    #[test]
    fn errors_are_read_with_entities_and_cdata() {
        let xml = "<R><Errors><Error><Code> 1.1 </Code><Message>a &amp; b &#x63;<![CDATA[ <d>]]></Message></Error><Error/>\
            </Errors><Error><Code>2</Code></Error></R>";
        assert_eq!(errors(xml), [(Some("1.1".into()), Some("a & b c <d>".into())), (None, None)]);
    }

    #[test]
    fn a_document_that_is_not_well_formed_has_no_errors() {
        for end in ["", "</Errors>", "</R></Errors>", "&other;</Errors></R>"] {
            assert!(errors(&format!("<R><Errors><Error/>{end}")).is_empty(), "{end}");
        }
        assert!(errors(&"<Errors><Error>".repeat(1000)).is_empty());
        assert_eq!(errors(&format!("<Errors>{}</Errors>", "<Error/>".repeat(2000))).len(), 1000);
    }
}
