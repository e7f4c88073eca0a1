//! The journal of a batch, a file that survives the process.

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fmt::Display;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use pointapi::platform::OrderTicket;
use serde::Serialize;

use super::account::Account;
use super::event::{Event, Line, Sent};
use super::known::{Known, line_of, whole_lines};
use super::{Item, Result, private};

/// The journal of a batch: what is known about each item.
///
/// Each event is one line of JSON, written to disk before the next step. A file beside it, with the ending `.lock`, is
/// locked while it is open, so that two concurrent runs cannot place the same order. Its first line names the account,
/// so that a batch that was tried in a sandbox is not taken for one that was placed. It contains that name, labels,
/// products, times, ids and addresses of orders, and a line for a person about each end, without personal data. Only
/// its owner can read a new one (mode 0600 on Unix).
#[derive(Debug)]
pub struct Journal {
    file: File,
    /// Locked until it is dropped.
    _lock: File,
    /// The end of the last complete line.
    length: Cell<u64>,
    known: RefCell<Known>,
    /// The events of steps that were taken although they could not be written: the disk was full. They are written
    /// first.
    owed: RefCell<Vec<Line>>,
}

impl Journal {
    /// Opens the journal of an account, or creates it.
    ///
    /// # Errors
    ///
    /// If another process has it open, if it cannot be read or written, if it is the journal of another account, if the
    /// file is not a journal, or if a line is corrupt. The file is as before then.
    pub fn open(path: &Path, account: &Account) -> Result<Self> {
        Self::open_at(path, account).map_err(|error| named(path, error))
    }

    fn open_at(path: &Path, account: &Account) -> Result<Self> {
        // Not for appending: Windows cannot truncate a file that is open for it.
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = private::open(path, &mut options)?;
        // The path without links is the same for each run.
        let lock = private::open(&lock_path(&path.canonicalize()?), &mut options)?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => "another run is active".to_owned(),
            TryLockError::Error(error) => error.to_string(),
        })?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let known = Known::read(&bytes, account)?;
        // A partial line comes from a run that ended while writing; the step that it announced was not taken.
        let whole = whole_lines(&bytes).len() as u64;
        file.set_len(whole)?;
        let journal =
            Self { file, _lock: lock, length: Cell::new(whole), known: RefCell::new(known), owed: RefCell::default() };
        if whole == 0 {
            journal.append(account)?;
        }
        journal.file.sync_all()?;
        sync_folder_of(path)?;
        Ok(journal)
    }

    /// Returns how an order was placed, also if it has ended: [`Event::Placed`], or [`Event::Found`] if it cannot be
    /// polled. Returns the last event of one that was perhaps not placed. Another process may have the journal open.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read, is that of another account, or a line is corrupt.
    pub fn event_in(path: &Path, account: &Account, label: &str) -> Result<Option<Event>> {
        let bytes = std::fs::read(path).map_err(|error| named(path, error))?;
        let mut known = Known::read(&bytes, account).map_err(|error| named(path, error))?;
        Ok(known.placed.remove(label).or_else(|| known.last.remove(label)))
    }

    /// Returns the state of an item.
    #[must_use]
    pub fn known(&self, label: &str) -> Option<Event> {
        self.known.borrow().last.get(label).cloned()
    }

    /// Returns the ticket of an item, also after its end.
    #[must_use]
    pub fn ticket(&self, label: &str) -> Option<OrderTicket> {
        match self.known.borrow().placed.get(label) {
            Some(Event::Placed { ticket }) => Some(OrderTicket::clone(ticket)),
            _ => None,
        }
    }

    /// Returns the labels of unfinished items that may have an order.
    #[must_use]
    pub fn open_labels(&self) -> Vec<String> {
        let known = &self.known.borrow().last;
        let is_open =
            |event: &Event| matches!(event, Event::Sending { .. } | Event::Placed { .. } | Event::Found { .. });
        known.iter().filter(|(_, event)| is_open(event)).map(|(label, _)| label.clone()).collect()
    }

    /// Adds an event; returns once it is on disk.
    ///
    /// # Errors
    ///
    /// If it cannot be written; the journal is then as before.
    pub fn note(&self, label: &str, event: Event) -> Result<()> {
        let line = Line { label: label.to_owned(), event };
        self.append(&line)?;
        self.known.borrow_mut().add(line);
        Ok(())
    }

    /// Adds the event of a step that was taken. If it cannot be written, the journal has it in memory, and writes it before
    /// the next one; [`settle`](Self::settle) returns the error.
    pub(super) fn note_taken(&self, label: &str, event: Event) {
        let line = Line { label: label.to_owned(), event };
        self.known.borrow_mut().add(line.clone());
        self.owed.borrow_mut().push(line);
        let _ = self.settle(label);
    }

    /// Writes what could not be written yet, if some of it is about this item.
    pub(super) fn settle(&self, label: &str) -> Result<()> {
        let is_owed = self.owed.borrow().iter().any(|line| line.label == label);
        if is_owed { self.write(Vec::new()) } else { Ok(()) }
    }

    /// Says which order of the journal keeps an item from being placed, and what to do.
    pub(super) fn other_order(&self, item: &impl Item) -> Option<String> {
        self.known.borrow().other_order(item)
    }

    /// Returns the order that was sent last under a label.
    pub(super) fn sent(&self, label: &str) -> Option<Sent> {
        self.known.borrow().sent.get(label).cloned()
    }

    fn append(&self, line: &impl Serialize) -> Result<()> {
        self.write(line_of(line)?)
    }

    /// Writes lines after those that are owed.
    fn write(&self, lines: Vec<u8>) -> Result<()> {
        let owed = self.owed.borrow().iter().map(line_of).collect::<serde_json::Result<Vec<_>>>()?;
        let bytes = [owed.concat(), lines].concat();
        let mut file = &self.file;
        let begin = file.seek(SeekFrom::Start(self.length.get()));
        if let Err(error) = begin.and_then(|_| file.write_all(&bytes)).and_then(|()| file.sync_data()) {
            // A full disk may have accepted half of the line.
            self.file.set_len(self.length.get())?;
            return Err(error.into());
        }
        self.length.set(self.length.get() + bytes.len() as u64);
        self.owed.borrow_mut().clear();
        Ok(())
    }
}

/// Adds the path of a journal to an error.
fn named(path: &Path, error: impl Display) -> Box<dyn Error + Send + Sync> {
    format!("{}: {error}", path.display()).into()
}

/// Returns the file to lock. The journal itself cannot be: Windows lets no other process read a locked file.
fn lock_path(journal: &Path) -> PathBuf {
    let mut path = journal.as_os_str().to_owned();
    path.push(".lock");
    path.into()
}

/// Syncs the folder of a new file, as fsync(2) requires. Without the journal every loan would be ordered again.
#[cfg(unix)]
fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Other systems cannot open a folder.
#[cfg(not(unix))]
fn sync_folder_of(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
