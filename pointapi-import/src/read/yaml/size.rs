//! The memory that repeated values take.

use crate::node::Node;

/// The most memory, in MiB, that the values of anchors and of aliases may take.
const MOST_COPIED_MIB: usize = 64;

/// Returns an error if the copies take too much memory.
pub(super) fn check_copied(bytes: usize) -> Result<(), String> {
    let is_too_large = bytes > MOST_COPIED_MIB << 20;
    if is_too_large { Err(format!("the anchors and aliases take more than {MOST_COPIED_MIB} MiB")) } else { Ok(()) }
}

/// The size of a value with all that is inside.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Size {
    pub(super) bytes: usize,
    /// The number of collections inside of each other.
    pub(super) depth: usize,
}

impl Size {
    fn and(self, inner: Self) -> Self {
        Self { bytes: self.bytes.saturating_add(inner.bytes), depth: self.depth.max(inner.depth + 1) }
    }
}

pub(super) fn size(node: &Node) -> Size {
    let own = |depth| Size { bytes: size_of::<Node>(), depth };
    match node {
        Node::List(items) => items.iter().map(size).fold(own(1), Size::and),
        Node::Object(members) => {
            let keys = members.keys().map(|name| name.len() + 2 * size_of::<String>()).sum();
            let size = members.values().map(size).fold(own(1), Size::and);
            Size { bytes: size.bytes.saturating_add(keys), ..size }
        }
        Node::String(text) => Size { bytes: size_of::<Node>() + text.len(), depth: 0 },
        Node::Spelled(text, _) => Size { bytes: 2 * size_of::<Node>() + text.len(), depth: 0 },
        _ => own(0),
    }
}
