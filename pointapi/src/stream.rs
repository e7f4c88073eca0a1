//! Responses that are decoded as they arrive.

mod body_stream;
mod download;
mod events;
mod lines;

pub(crate) use body_stream::BodyStream;
pub use download::Download;
pub use events::{Event, Events};
pub use lines::Lines;
