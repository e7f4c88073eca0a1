//! A file under the first name that is free, so that no other is replaced.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// So many names are tried.
const MOST_NAMES: usize = 1000;

/// Keeps a file that was just written under the first of these names that no file has, or under which the same content is
/// already; says which.
///
/// Whether a name is free is decided by the file system as it gives the name, so that neither other processes nor its
/// own way to compare names let a file be replaced.
pub(super) fn keep(mut file: NamedTempFile, names: impl Iterator<Item = PathBuf>) -> io::Result<PathBuf> {
    for path in names.take(MOST_NAMES) {
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => file = refused.file,
            Err(refused) => return Err(refused.error),
        }
        if has_content_of(&path, file.path()).unwrap_or(false) {
            return Ok(path);
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "the folder holds too many other files of the document's name"))
}

/// Only then is a new name in the folder on the disk. An empty path is this folder. Where it may not be read, or its file
/// system knows no such thing, the file is there all the same.
pub(super) fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder.join(".")).and_then(|folder| folder.sync_all());
    }
}

/// True for a file, not a link to one, with the same bytes. One that cannot be read is another's.
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
