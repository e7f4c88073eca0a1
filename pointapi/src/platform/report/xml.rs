//! XML reports: kept as text, read only as far as every kind of them is alike.

use std::fmt;

use super::wire::{Notes, Object};

/// An XML report of an answer.
///
/// The platform writes that it is UTF-16 into a text that is UTF-8, so that declaration is dropped and the text can be
/// parsed as it is. Which kinds there are is not documented: look at [`root`](Self::root). `Debug` shows its size
/// alone.
#[derive(Clone, PartialEq, Eq)]
pub struct XmlReport(String);

/// What a report says went wrong. `Debug` shows neither code nor text.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReportError {
    /// Its code, such as `1.1`; a text, and missing in some kinds of report.
    pub code: Option<String>,
    /// Its text, for people.
    pub message: Option<String>,
}

impl XmlReport {
    /// The XML report of an attachment, if it has one.
    pub(super) fn of_attachment(attachment: &Object<'_>, notes: &mut Notes) -> Option<Self> {
        let text = attachment.object("Extension", notes)?.text("any", notes)?;
        Some(Self(without_declaration(&text).to_owned()))
    }

    /// The report, without a declaration of its encoding.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the outermost element, which tells the kind: `MERSReport`, `DetailedBLJReport`.
    #[must_use]
    pub fn root(&self) -> Option<String> {
        let document = roxmltree::Document::parse(&self.0).ok()?;
        Some(document.root_element().tag_name().name().to_owned())
    }

    /// What it lists under `Errors`; nothing if it is no XML.
    #[must_use]
    pub fn errors(&self) -> Vec<ReportError> {
        let Ok(document) = roxmltree::Document::parse(&self.0) else { return Vec::new() };
        let lists = document.descendants().filter(|node| node.has_tag_name("Errors"));
        let errors = lists.flat_map(|list| list.children()).filter(|node| node.has_tag_name("Error"));
        errors.map(|error| ReportError { code: child(error, "Code"), message: child(error, "Message") }).collect()
    }
}

fn child(node: roxmltree::Node<'_, '_>, name: &str) -> Option<String> {
    node.children().find(|child| child.has_tag_name(name))?.text().map(|text| text.trim().to_owned())
}

fn without_declaration(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    // Other instructions, such as `<?xml-stylesheet`, begin alike.
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
    use super::without_declaration;

    #[test]
    fn the_declaration_is_dropped_and_no_other_instruction() {
        let rest = "<?xml-stylesheet href=\"x\"?><A/>";
        assert_eq!(without_declaration(rest), rest);
        let declared = format!("\u{feff}\n<?xml\tversion=\"1.0\" encoding=\"utf-16\"?>\n{rest}");
        assert_eq!(without_declaration(&declared), rest);
    }
}
