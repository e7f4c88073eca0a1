//! One server-sent event.

use std::fmt;
use std::sync::Arc;

/// One server-sent event. `Debug` shows the data as its type does, and neither id nor type.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The id of the latest event that had one. Events share it.
    pub id: Option<Arc<str>>,
    /// The type of the event; `None` stands for `message`.
    pub event: Option<String>,
    /// The data.
    pub data: T,
}

impl<T> Event<T> {
    /// Creates an event without id and type, for a served method or a test double.
    pub fn new(data: T) -> Self {
        Self { id: None, event: None, data }
    }

    /// Sets the id.
    #[must_use]
    pub fn id(mut self, id: impl Into<Arc<str>>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets the type.
    #[must_use]
    pub fn event(mut self, event: impl Into<String>) -> Self {
        self.event = Some(event.into());
        self
    }
}

impl<T: fmt::Debug> fmt::Debug for Event<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event").field("data", &self.data).finish_non_exhaustive()
    }
}
