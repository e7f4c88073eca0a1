//! A file under the first free name, so that no other file is replaced.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// The names that are tried.
const MAX_NAMES: usize = 1000;

/// Keeps a new file under the first name that is free or already has the same content, and returns its path.
///
/// The file system checks and takes a name in one step, so no other process and no other comparison of names can cause a
/// file to be replaced.
pub(super) fn keep(mut file: NamedTempFile, names: impl Iterator<Item = PathBuf>) -> io::Result<PathBuf> {
    for path in names.take(MAX_NAMES) {
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => file = error.file,
            Err(error) => return Err(error.error),
        }
        if has_content_of(&path, file.path()).unwrap_or(false) {
            return Ok(path);
        }
    }
    Err(io::Error::new(
        io::ErrorKind::AlreadyExists,
        "1000 other files in the folder have the document's name, with or without a number",
    ))
}

/// Writes the new name in the folder to the disk. An empty path is the current folder. A folder that cannot be read or
/// synced still has the file.
pub(super) fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder.join(".")).and_then(|folder| folder.sync_all());
    }
}

/// Returns true for a regular file with the same bytes, not for a link. An unreadable file counts as different.
fn has_content_of(path: &Path, own: &Path) -> io::Result<bool> {
    let there = path.symlink_metadata()?;
    if !there.is_file() || there.len() != own.metadata()?.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (BufReader::new(File::open(path)?).bytes(), BufReader::new(File::open(own)?).bytes());
    loop {
        match (one.next().transpose()?, other.next().transpose()?) {
            (None, None) => return Ok(true),
            (one, other) if one == other => {}
            _ => return Ok(false),
        }
    }
}
