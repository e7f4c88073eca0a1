//! A document that comes with a report in base64: its name, and how it is decoded and saved.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use base64::read::DecoderReader;
use bytes::Bytes;

use super::file_name::FileNames;
use super::wire::{Notes, Object};
use super::{content_disposition, file_name, new_file};
use crate::error::{DecodeCause, Error, ErrorKind, Result};

/// The classifier of the platform's own documents; the signed form of an order, which the platform sends back, has
/// another.
const REPORT: &str = "report";

/// A document of a report, usually a PDF.
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
/// It shares the memory of the response, unless its base64 has escapes or white space, so a document that is kept may
/// keep the response. It is decoded by each call of [`bytes`](Self::bytes), [`write_to`](Self::write_to) and
/// [`save_to`](Self::save_to). `Debug` shows its announced size alone.
#[derive(Clone)]
pub struct ReportDocument {
    pub(super) base64: Bytes,
    file_name: String,
    content_type: String,
    announced_size: Option<u64>,
}

impl ReportDocument {
    /// Returns the document of an attachment that is a result, under a file name that is not yet in `names`, and adds
    /// the name there.
    pub(super) fn from_attachment(
        attachment: &Object<'_, '_>,
        response: &Bytes,
        names: &mut FileNames,
        notes: &mut Notes,
    ) -> Option<Self> {
        if attachment.text("Classifier", notes).as_deref() != Some(REPORT) {
            return None;
        }
        let is_white = |character: char| character.is_ascii_whitespace();
        let base64 = match attachment.text("Document", notes)? {
            Cow::Borrowed(text) if !text.contains(is_white) => response.slice_ref(text.as_bytes()),
            text => {
                let mut text = text.into_owned();
                text.retain(|character| !is_white(character));
                text.into()
            }
        };
        let content_type = attachment.text("ContentType", notes).unwrap_or_default().into_owned();
        let extension = if content_type.eq_ignore_ascii_case("application/pdf") { ".pdf" } else { "" };
        let disposition = attachment.text("ContentDisposition", notes).unwrap_or_default();
        let suggestion = content_disposition::parameter(&disposition, "filename").unwrap_or_default();
        let file_name = names.distinct(file_name::safe(&suggestion, extension));
        let announced_size = content_disposition::parameter(&disposition, "size").and_then(|size| size.parse().ok());
        Some(Self { base64, file_name, content_type, announced_size })
    }

    /// Returns a safe file name: the platform's suggestion in ASCII, without a path, with a number if another document of
    /// the report has the same name.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// Returns the media type, such as `application/pdf`.
    #[must_use]
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// Returns the announced size of the decoded document in bytes; it is not checked.
    #[must_use]
    pub fn announced_size(&self) -> Option<u64> {
        self.announced_size
    }

    /// Decodes the document into memory.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if the document is not valid base64.
    pub fn bytes(&self) -> Result<Bytes> {
        let malformed = |_| Error::new(ErrorKind::Decode(DecodeCause::Syntax), "the document is not valid base64");
        STANDARD.decode(&self.base64).map(Bytes::from).map_err(malformed)
    }

    /// Decodes the document into `target` piece by piece, and returns the number of bytes written.
    ///
    /// # Errors
    ///
    /// If the document is not valid base64, or `target` returns an error. What was written before stays in `target`.
    pub fn write_to(&self, target: &mut impl Write) -> io::Result<u64> {
        io::copy(&mut DecoderReader::new(&*self.base64, &STANDARD), target)
    }

    /// Saves the document in a folder under its [`file_name`](Self::file_name), and returns the path.
    ///
    /// It never replaces a file, since documents of different orders can have the same name. If a file of this name has
    /// other content, a number is added to the name; if it has the same content, its path is returned. So it is safe to
    /// save a report again, and to save many orders into one folder. For a folder per order use the
    /// [`transaction_id`](super::OrderReport::transaction_id).
    ///
    /// The folder is created if missing. The file is complete or absent, also after a power failure, and readable by its
    /// owner alone (mode 0600 on Unix). This method blocks: in a server, call it in `spawn_blocking`.
    ///
    /// # Errors
    ///
    /// If the document is not valid base64, the file cannot be written, or 1000 other files have the name, with or
    /// without a number.
    pub fn save_to(&self, folder: impl AsRef<Path>) -> io::Result<PathBuf> {
        let folder = folder.as_ref();
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        self.write_to(&mut file)?;
        file.as_file().sync_all()?;
        let path = new_file::keep(file, file_name::numbered(&self.file_name).map(|name| folder.join(name)))?;
        // The file itself is complete on the disk already.
        new_file::sync_folder(folder);
        Ok(path)
    }
}

impl fmt::Debug for ReportDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReportDocument").field("announced_size", &self.announced_size).finish_non_exhaustive()
    }
}
