//! Private files: created with restrictive permissions, and ignored if they have others.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read},
    path::Path,
};

use zeroize::Zeroizing;

use super::super::record::LARGEST;

pub(super) enum Found {
    Nothing,
    Bytes(Zeroizing<Vec<u8>>),
    /// There is a file that must not be trusted.
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
            return Ok(Found::Rejection("it may not be read"));
        }
        Err(error) => return Err(error),
    };
    let metadata = file.metadata()?;
    if let Some(fault) = access::fault(&metadata) {
        return Ok(Found::Rejection(fault));
    }
    // Reserved in full: a buffer that grows would leave copies of the tokens in memory.
    let length = metadata.len().min(LARGEST as u64);
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1));
    file.take(LARGEST as u64).read_to_end(&mut bytes)?;
    Ok(Found::Bytes(bytes))
}

/// A lock file, made if it is not there. It is never removed, or two processes could lock two of one name.
pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    let file = access::open(path, access::for_this_user(OpenOptions::new().write(true).create(true)))?;
    match access::fault(&file.metadata()?) {
        Some(fault) => Err(io::Error::new(io::ErrorKind::PermissionDenied, fault)),
        None => Ok(file),
    }
}

/// True if the path still leads to this open file.
pub(super) fn is_same_file(file: &File, path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(current) => access::is_same(&file.metadata()?, &current),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// A new file, in place of whatever has its name.
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
    use std::{
        fs::{DirBuilder, File, Metadata, OpenOptions},
        io,
        os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
        path::Path,
    };

    use rustix::fs::OFlags;

    /// Follows no link, and does not wait for the other end of a pipe.
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
            () if !metadata.is_file() => Some("it is no file"),
            () if !is_ours(metadata) => Some("it belongs to another user"),
            () if metadata.mode() & 0o077 != 0 => Some("others may read or write it"),
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

    pub(super) fn is_same(one: &Metadata, other: &Metadata) -> io::Result<bool> {
        Ok((one.dev(), one.ino()) == (other.dev(), other.ino()))
    }

    fn is_ours(metadata: &Metadata) -> bool {
        metadata.uid() == rustix::process::geteuid().as_raw()
    }

    /// Only then is a new name in it on the disk.
    pub(in super::super) fn sync_directory(path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }
}

#[cfg(not(unix))]
mod access {
    use std::{
        fs::{self, DirBuilder, File, Metadata, OpenOptions},
        io,
        path::Path,
    };

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
        (!metadata.is_file()).then_some("it is no file")
    }

    /// Windows numbers its files only through its own interface; the creation time identifies a replaced file.
    pub(super) fn is_same(one: &Metadata, other: &Metadata) -> io::Result<bool> {
        Ok(one.created()? == other.created()?)
    }

    pub(super) fn directory_fault(_: &Metadata) -> Option<&'static str> {
        None
    }

    pub(in super::super) fn sync_directory(_: &Path) -> io::Result<()> {
        Ok(())
    }
}
