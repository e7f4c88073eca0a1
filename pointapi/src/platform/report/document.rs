//! A document of a report.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use base64::read::DecoderReader;
use bytes::Bytes;

use super::wire::{Notes, Object};
use super::{content_disposition, file_name, new_file};
use crate::error::{DecodeCause, Error, ErrorKind, Result};

/// What the platform marks its own documents with; the form that came with an order keeps its own mark.
const REPORT: &str = "report";

/// A document of a report, mostly a PDF.
///
/// ```no_run
/// # fn run(report: &pointapi::platform::OrderReport) -> std::io::Result<()> {
/// for document in report.documents() {
///     println!("saved as {}", document.save_to("reports")?.display());
/// }
/// # Ok(())
/// # }
/// ```
///
/// It is kept as a part of the answer, without a copy, and decoded when it is asked for. `Debug` shows neither its name
/// nor its type nor its content.
#[derive(Clone)]
pub struct ReportDocument {
    pub(super) base64: Bytes,
    file_name: String,
    content_type: String,
    announced_size: Option<u64>,
}

impl ReportDocument {
    /// The document of an attachment, if it has one that is a result; named unlike the `others` of its report.
    pub(super) fn of_attachment(
        attachment: &Object<'_>,
        answer: &Bytes,
        others: &[Self],
        notes: &mut Notes,
    ) -> Option<Self> {
        if attachment.text("Classifier", notes).as_deref() != Some(REPORT) {
            return None;
        }
        let base64 = match attachment.text("Document", notes)? {
            Cow::Borrowed(text) => answer.slice_ref(text.as_bytes()),
            Cow::Owned(text) => text.split_ascii_whitespace().collect::<String>().into(),
        };
        let content_type = attachment.text("ContentType", notes).unwrap_or_default().into_owned();
        let extension = if content_type.eq_ignore_ascii_case("application/pdf") { ".pdf" } else { "" };
        let disposition = attachment.text("ContentDisposition", notes).unwrap_or_default();
        let suggestion = content_disposition::parameter(&disposition, "filename").unwrap_or_default();
        let taken = others.iter().map(|other| other.file_name.as_str());
        let file_name = file_name::distinct(&file_name::safe(&suggestion, extension), taken);
        let announced_size = content_disposition::parameter(&disposition, "size").and_then(|size| size.parse().ok());
        Some(Self { base64, file_name, content_type, announced_size })
    }

    /// A file name that is safe to use: the one that the platform suggests in ASCII, kept to one folder on every system,
    /// and with a number if another document of the report has it.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// The media type, such as `application/pdf`.
    #[must_use]
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// How many bytes the platform says it has.
    #[must_use]
    pub fn announced_size(&self) -> Option<u64> {
        self.announced_size
    }

    /// Decodes the document into memory.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if it is not base64.
    pub fn bytes(&self) -> Result<Bytes> {
        let malformed = |_| Error::new(ErrorKind::Decode(DecodeCause::Syntax), "a document is not base64");
        STANDARD.decode(&self.base64).map(Bytes::from).map_err(malformed)
    }

    /// Decodes the document into `target`, a piece at a time.
    ///
    /// # Errors
    ///
    /// If it is not base64, or `target` refuses it.
    pub fn write_to(&self, target: &mut impl Write) -> io::Result<u64> {
        io::copy(&mut DecoderReader::new(&*self.base64, &STANDARD), target)
    }

    /// Saves the document in a folder under its [`file_name`](Self::file_name), and says where.
    ///
    /// Nothing is ever replaced: the documents of all orders have like names. If a file of that name is there with other
    /// content, the name gets a number; if it has the same content, that is the file. So it is safe to save the same
    /// report again, and to save many orders into one folder; for a folder of its own for each order take the
    /// [`transaction_id`](super::OrderReport::transaction_id).
    ///
    /// The folder is made if it is not there. The file is there whole or not at all, and stays there if the machine
    /// loses power; it is for its owner alone where the system knows that. It blocks, so call it where that is allowed.
    ///
    /// # Errors
    ///
    /// If the document is not base64, the folder refuses the file, or holds a thousand other files of the name.
    pub fn save_to(&self, folder: impl AsRef<Path>) -> io::Result<PathBuf> {
        let folder = folder.as_ref();
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        self.write_to(&mut file)?;
        file.as_file().sync_all()?;
        let path = new_file::keep(file, file_name::numbered(&self.file_name).map(|name| folder.join(name)))?;
        new_file::sync_folder(folder);
        Ok(path)
    }
}

impl fmt::Debug for ReportDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReportDocument").field("announced_size", &self.announced_size).finish_non_exhaustive()
    }
}
