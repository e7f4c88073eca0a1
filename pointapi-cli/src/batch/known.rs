//! The events of a journal, by item.

use std::collections::BTreeMap;

use serde::Serialize;

use super::account::Account;
use super::event::{Event, Line, Sent};
use super::{Item, Result};

/// The events of a journal.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) last: BTreeMap<String, Event>,
    pub(super) sent: BTreeMap<String, Sent>,
    /// The event by which each order was placed, also those that have ended: `Placed` or `Found`.
    pub(super) placed: BTreeMap<String, Event>,
}

impl Known {
    /// Reads the events of a journal of the account; a file that is not one is not to be touched.
    pub(super) fn read(bytes: &[u8], account: &Account) -> Result<Self> {
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

    pub(super) fn add(&mut self, Line { label, event }: Line) {
        if matches!(event, Event::Placed { .. } | Event::Found { .. }) {
            self.placed.insert(label.clone(), event.clone());
        }
        if let Event::Sending { order: Some(sent) } = &event {
            self.sent.insert(label.clone(), sent.clone());
        }
        self.last.insert(label, event);
    }

    /// Says which order keeps an item from being placed, and what to do: one of another product or model under its
    /// label, or one under a label that differs in outer blanks alone, which earlier versions accepted.
    pub(super) fn other_order(&self, item: &impl Item) -> Option<String> {
        let label = item.label();
        if matches!(self.last.get(label), None | Some(Event::NotPlaced)) {
            let is_same = |known: &str| known != label && known.trim() == label;
            let mut others = self.last.iter().filter(|(_, event)| !matches!(event, Event::NotPlaced));
            let (other, _) = others.find(|(known, _)| is_same(known))?;
            return Some(format!("the journal has an order under `{other}`; use another label for another order"));
        }
        let other = self.other_product(item)?;
        Some(format!("under this label the journal has an order of {other}; use another journal or label"))
    }

    fn other_product(&self, item: &impl Item) -> Option<String> {
        let label = item.label();
        match (self.sent.get(label), self.placed.get(label)) {
            (Some(sent), _) => {
                let is_same = sent.product == item.product() && sent.model == item.model();
                (!is_same).then(|| format!("{} {}", sent.product, sent.model))
            }
            (None, Some(Event::Placed { ticket })) => {
                (*ticket.product() != item.product()).then(|| ticket.product().to_string())
            }
            _ => None,
        }
    }
}

pub(super) fn whole_lines(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    &bytes[..end]
}

pub(super) fn line_of(line: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    Ok([serde_json::to_vec(line)?, b"\n".to_vec()].concat())
}
