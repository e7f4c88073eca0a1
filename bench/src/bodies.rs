//! Large bodies on hyper: as a stream, as a file, as multipart, and packed by gzip, by pointapi and written by hand.

pub mod by_hand;
pub mod by_pointapi;
pub mod peer;

use std::convert::Infallible;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};

use crate::clients::Error;

/// The size of the pieces of a body.
pub const PIECE: usize = 64 * 1024;

/// The way of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    UpStream,
    DownStream,
    UpFile,
    DownFile,
    UpMultipart,
}

impl Case {
    pub const ALL: [Self; 5] = [Self::UpStream, Self::DownStream, Self::UpFile, Self::DownFile, Self::UpMultipart];

    pub fn name(self) -> &'static str {
        match self {
            Self::UpStream => "up as a stream",
            Self::DownStream => "down as a stream",
            Self::UpFile => "up from a file",
            Self::DownFile => "down to a file",
            Self::UpMultipart => "up as multipart",
        }
    }
}

/// The files of a run; removed on drop.
pub struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    pub fn new() -> Result<Self, Error> {
        Ok(Self { folder: tempfile::tempdir()? })
    }

    /// Returns a file of this length, which takes no space on the disk.
    pub fn source(&self, length: usize) -> Result<PathBuf, Error> {
        let path = self.folder.path().join(length.to_string());
        std::fs::File::create(&path)?.set_len(length as u64)?;
        Ok(path)
    }

    pub fn target(&self) -> PathBuf {
        self.folder.path().join("target")
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Returns a stream of `length` bytes, none of which is copied.
pub fn pieces(length: usize) -> impl Stream<Item = Result<Bytes, Infallible>> + Send + 'static {
    static CONTENT: [u8; PIECE] = [b'x'; PIECE];
    stream::iter(0..length / PIECE).map(|_| Ok(Bytes::from_static(&CONTENT)))
}
