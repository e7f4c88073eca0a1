//! Files for this user alone.
//!
//! On Unix they are created with mode 0600. A record with wider permissions is not read; a lock or a directory with
//! them is an error. Elsewhere, the permissions of the user's own directory apply.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::super::record::LARGEST;

pub(super) enum Found {
    Nothing,
    Bytes(Zeroizing<Vec<u8>>),
    /// There is a file, which is not used, for this reason.
    Rejection(&'static str),
}

pub(super) fn read(path: &Path) -> io::Result<Found> {
    let file = match access::open(path, OpenOptions::new().read(true)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) if access::is_link(path) || access::is_about_a_link(&error) => {
            return Ok(Found::Rejection("it is a link"));
        }
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            return Ok(Found::Rejection("this process has no permission to read it"));
        }
        Err(error) => return Err(error),
    };
    let metadata = file.metadata()?;
    if let Some(fault) = access::fault(&metadata) {
        return Ok(Found::Rejection(fault));
    }
    // Reserved in full, with one byte to see the end: a buffer that grows would leave copies of the tokens in memory.
    let length = metadata.len().min(LARGEST as u64);
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1));
    // A longer file is cut off, and then cannot be parsed.
    file.take(LARGEST as u64).read_to_end(&mut bytes)?;
    Ok(Found::Bytes(bytes))
}

/// Opens the lock file, and creates it if it is missing. It must not be deleted: another process could then lock a
/// second file of the same name.
pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    let file = access::open(path, access::for_this_user(OpenOptions::new().write(true).create(true)))?;
    match access::fault(&file.metadata()?) {
        Some(fault) => Err(io::Error::new(io::ErrorKind::PermissionDenied, fault)),
        None => Ok(file),
    }
}

/// Returns true if the path still leads to this open file.
pub(super) fn is_same_file(file: &File, path: &Path) -> io::Result<bool> {
    match access::is_same(file, path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        result => result,
    }
}

/// Creates a new, empty file, and removes any that has the name.
pub(super) fn create(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    access::for_this_user(OpenOptions::new().write(true).create_new(true)).open(path)
}

pub(super) fn make_directory(path: &Path) -> io::Result<()> {
    access::for_this_user_alone(&mut fs::DirBuilder::new()).recursive(true).create(path)?;
    match access::directory_fault(&fs::metadata(path)?) {
        Some(fault) => Err(io::Error::new(io::ErrorKind::PermissionDenied, fault)),
        None => Ok(()),
    }
}

pub(super) use access::sync_directory;

#[cfg(unix)]
mod access {
    use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
    use std::path::Path;

    use rustix::fs::OFlags;

    /// Opens a file; a link at the end of the path is not followed, and a pipe is not waited for.
    pub(super) fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
        options.custom_flags(flags.cast_signed()).open(path)
    }

    pub(super) fn is_link(_: &Path) -> bool {
        false
    }

    /// The errors of an operating system that did not follow a link.
    pub(super) fn is_about_a_link(error: &io::Error) -> bool {
        use rustix::io::Errno;

        let errors = [Errno::LOOP, Errno::MLINK];
        error.raw_os_error().is_some_and(|code| errors.iter().any(|error| error.raw_os_error() == code))
    }

    pub(super) fn for_this_user(options: &mut OpenOptions) -> &mut OpenOptions {
        options.mode(0o600)
    }

    pub(super) fn for_this_user_alone(builder: &mut DirBuilder) -> &mut DirBuilder {
        builder.mode(0o700)
    }

    pub(super) fn fault(metadata: &Metadata) -> Option<&'static str> {
        match () {
            () if !metadata.is_file() => Some("it is not a regular file"),
            () if !is_ours(metadata) => Some("it belongs to another user"),
            () if metadata.mode() & 0o077 != 0 => Some("its mode gives access to other users"),
            () => None,
        }
    }

    pub(super) fn directory_fault(metadata: &Metadata) -> Option<&'static str> {
        match () {
            () if !is_ours(metadata) => Some("the directory belongs to another user"),
            () if metadata.mode() & 0o022 != 0 => Some("others may write to the directory"),
            () => None,
        }
    }

    pub(super) fn is_same(file: &File, path: &Path) -> io::Result<bool> {
        let (open, current) = (file.metadata()?, fs::symlink_metadata(path)?);
        Ok((open.dev(), open.ino()) == (current.dev(), current.ino()))
    }

    fn is_ours(metadata: &Metadata) -> bool {
        metadata.uid() == rustix::process::geteuid().as_raw()
    }

    /// Syncs the directory: a created or renamed entry is durable only after that.
    pub(in super::super) fn sync_directory(path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }
}

#[cfg(not(unix))]
mod access {
    use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
    use std::io;
    use std::path::Path;

    use same_file::Handle;

    pub(super) fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
        match is_link(path) {
            true => Err(io::ErrorKind::InvalidInput.into()),
            false => options.open(path),
        }
    }

    pub(super) fn is_link(path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
    }

    pub(super) fn is_about_a_link(_: &io::Error) -> bool {
        false
    }

    pub(super) fn for_this_user(options: &mut OpenOptions) -> &mut OpenOptions {
        options
    }

    pub(super) fn for_this_user_alone(builder: &mut DirBuilder) -> &mut DirBuilder {
        builder
    }

    pub(super) fn fault(metadata: &Metadata) -> Option<&'static str> {
        (!metadata.is_file()).then_some("it is not a regular file")
    }

    /// By the number of the file: one that replaces another within seconds inherits its creation time on NTFS.
    pub(super) fn is_same(file: &File, path: &Path) -> io::Result<bool> {
        Ok(Handle::from_file(file.try_clone()?)? == Handle::from_path(path)?)
    }

    pub(super) fn directory_fault(_: &Metadata) -> Option<&'static str> {
        None
    }

    pub(in super::super) fn sync_directory(_: &Path) -> io::Result<()> {
        Ok(())
    }
}
