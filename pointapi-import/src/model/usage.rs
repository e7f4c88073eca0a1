//! Where a type is used.

/// The directions and formats in which a type is sent, and the module that declares it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    pub(crate) is_read: bool,
    pub(crate) is_written: bool,
    /// True if it is written as JSON, where an absent member is not `null`.
    pub(crate) is_json: bool,
    /// The module that declares it.
    pub(crate) owner: Owner,
}

/// The module of a type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Owner {
    #[default]
    Unused,
    /// The module of one trait.
    Trait(usize),
    /// The module that all traits share.
    Shared,
}
