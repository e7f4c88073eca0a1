//! The context of a command: the global options.

use crate::output::Output;
use crate::session::ProfileArguments;

/// The global options, as every command gets them.
pub(crate) struct Context {
    pub(crate) output: Output,
    pub(crate) profile: ProfileArguments,
}
