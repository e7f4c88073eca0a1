//! The protection against account lockouts: holds after rejected passwords, in memory and across processes.

pub(crate) mod guard;
pub(crate) mod hold;
pub(crate) mod holds;
pub(crate) mod mark;
pub(crate) mod record;
pub(crate) mod shared;
