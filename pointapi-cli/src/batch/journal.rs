//! The journal of a batch, a file that survives the process.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;

use pointapi::platform::{OrderGuid, OrderTicket};
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::outcome::End;
use super::{Result, private};

/// The journal of a batch: what is known about each item.
///
/// Each event is one line of JSON, written to disk before the next step. The file is locked while open, so that two
/// concurrent runs cannot place the same order. Its first line names the account, so that a batch that was tried in a
/// sandbox is not taken for one that was placed. It contains that name, labels, ids and addresses of orders, and no other
/// data. Only its owner can read a new one (mode 0600 on Unix).
#[derive(Debug)]
pub struct Journal {
    file: File,
    /// The end of the last complete line.
    length: Cell<u64>,
    known: RefCell<Known>,
}

/// The events of a journal.
#[derive(Debug, Default)]
struct Known {
    last: BTreeMap<String, Event>,
    /// The event by which each order was placed, also those that have ended: `Placed` or `Found`.
    placed: BTreeMap<String, Event>,
}

/// A step of an item; the last one is its state.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// Written before the order is sent. Until the next event it is unknown whether it was sent.
    Sending,
    /// The order was provably not placed and may be sent again.
    NotPlaced,
    /// The platform has accepted the order.
    Placed {
        /// The ticket to poll it with.
        ticket: Box<OrderTicket>,
    },
    /// The platform has the order, whose response was lost, so it cannot be polled.
    Found {
        /// The id of the order in the platform's list.
        order: OrderGuid,
    },
    /// The order needs no further request.
    Ended {
        /// The end.
        end: End,
    },
}

#[derive(Serialize, Deserialize)]
struct Line {
    label: String,
    #[serde(flatten)]
    event: Event,
}

impl Journal {
    /// Opens the journal of an account, or creates it.
    ///
    /// # Errors
    ///
    /// If another process has it open, if it cannot be read or written, if it is the journal of another account, if the
    /// file is not a journal, or if a line is corrupt. The file is as before then.
    pub fn open(path: &Path, account: &Account) -> Result<Self> {
        let mut file = private::open(path, OpenOptions::new().read(true).append(true).create(true))?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => format!("{}: another run is active", path.display()),
            TryLockError::Error(error) => format!("{}: {error}", path.display()),
        })?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let known = Known::read(&bytes, account).map_err(|error| format!("{}: {error}", path.display()))?;
        // A partial line comes from a run that ended while writing; the step that it announced was not taken.
        let whole = whole_lines(&bytes).len() as u64;
        file.set_len(whole)?;
        let journal = Self { file, length: Cell::new(whole), known: RefCell::new(known) };
        if whole == 0 {
            journal.append(account)?;
        }
        journal.file.sync_all()?;
        sync_folder_of(path)?;
        Ok(journal)
    }

    /// Returns how an order was placed, also if it has ended: [`Event::Placed`], or [`Event::Found`] if it cannot be
    /// polled. Another process may have the journal open.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read, is that of another account, or a line is corrupt.
    pub fn placed_in(path: &Path, account: &Account, label: &str) -> Result<Option<Event>> {
        let bytes = std::fs::read(path)?;
        let mut known = Known::read(&bytes, account).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(known.placed.remove(label))
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
        let is_open = |event: &Event| matches!(event, Event::Sending | Event::Placed { .. } | Event::Found { .. });
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

    fn append(&self, line: &impl Serialize) -> Result<()> {
        let bytes = line_of(line)?;
        if let Err(error) = (&self.file).write_all(&bytes).and_then(|()| self.file.sync_data()) {
            // A full disk may have accepted half of the line.
            self.file.set_len(self.length.get())?;
            return Err(error.into());
        }
        self.length.set(self.length.get() + bytes.len() as u64);
        Ok(())
    }
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

impl Known {
    /// Reads the events of a journal of the account; a file that is not one is not to be touched.
    fn read(bytes: &[u8], account: &Account) -> Result<Self> {
        let mut known = Self::default();
        let lines = whole_lines(bytes);
        if lines.is_empty() && !line_of(account)?.starts_with(bytes) {
            return Err("this is not a journal of the account".into());
        }
        for (index, line) in lines.split_inclusive(|byte| *byte == b'\n').enumerate() {
            if index == 0 {
                let first = serde_json::from_slice::<Account>(line);
                first.map_err(|_| "this is not a journal: its first line names no account")?.ensure_same(account)?;
                continue;
            }
            let line = serde_json::from_slice(line);
            known
                .add(line.map_err(|error| format!("line {} is corrupt; repair it and run again: {error}", index + 1))?);
        }
        Ok(known)
    }

    fn add(&mut self, Line { label, event }: Line) {
        if matches!(event, Event::Placed { .. } | Event::Found { .. }) {
            self.placed.insert(label.clone(), event.clone());
        }
        self.last.insert(label, event);
    }
}

fn whole_lines(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    &bytes[..end]
}

fn line_of(line: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    Ok([serde_json::to_vec(line)?, b"\n".to_vec()].concat())
}

#[cfg(test)]
mod tests;
