//! The journal of all loans, a file that survives the process.
//!
//! Each event is one line of JSON, written to disk before the next step. The file is locked while open, so that two
//! concurrent runs cannot order the same loan.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;

use pointapi::platform::OrderTicket;
use serde::{Deserialize, Serialize};

use super::Result;

pub(crate) struct Journal {
    file: File,
    /// The end of the last complete line.
    length: Cell<u64>,
    known: RefCell<BTreeMap<String, Event>>,
}

/// The last event of a loan is its state.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(crate) enum Event {
    /// Written before the order is sent. Until the next event it is unknown whether it was sent.
    Sending,
    /// The order was provably not placed and may be sent again.
    NotPlaced,
    Placed {
        ticket: Box<OrderTicket>,
    },
    Ended {
        end: End,
    },
}

/// The outcome of a loan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct End {
    pub(crate) text: String,
    pub(crate) is_good: bool,
}

#[derive(Serialize, Deserialize)]
struct Line {
    label: String,
    #[serde(flatten)]
    event: Event,
}

impl Journal {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => "another run is active in this folder".into(),
            TryLockError::Error(error) => format!("{}: {error}", path.display()),
        })?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        // A partial line comes from a run that ended while writing; the step that it announced was not taken.
        file.set_len(whole as u64)?;
        file.sync_all()?;
        sync_folder_of(path)?;
        let known = events(&bytes[..whole]).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self { file, length: Cell::new(whole as u64), known: RefCell::new(known) })
    }

    pub(crate) fn known(&self, label: &str) -> Option<Event> {
        self.known.borrow().get(label).cloned()
    }

    /// Returns the labels of unfinished loans that may have an order.
    pub(crate) fn open_labels(&self) -> Vec<String> {
        let known = self.known.borrow();
        let is_open = |event: &Event| matches!(event, Event::Sending | Event::Placed { .. });
        known.iter().filter(|(_, event)| is_open(event)).map(|(label, _)| label.clone()).collect()
    }

    /// Returns once the event is on disk.
    pub(crate) fn note(&self, label: &str, event: Event) -> Result<()> {
        let line = Line { label: label.to_owned(), event };
        let bytes = [serde_json::to_vec(&line)?, b"\n".to_vec()].concat();
        if let Err(error) = self.append(&bytes) {
            // A full disk may have accepted half of the line.
            self.file.set_len(self.length.get())?;
            return Err(error.into());
        }
        self.length.set(self.length.get() + bytes.len() as u64);
        self.known.borrow_mut().insert(line.label, line.event);
        Ok(())
    }

    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        (&self.file).write_all(bytes)?;
        self.file.sync_data()
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

fn events(bytes: &[u8]) -> Result<BTreeMap<String, Event>> {
    let mut known = BTreeMap::new();
    for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let line = serde_json::from_slice(line);
        let Line { label, event } =
            line.map_err(|error| format!("line {} is corrupt; repair it and run again: {error}", index + 1))?;
        known.insert(label, event);
    }
    Ok(known)
}
