//! Exit codes. The help of the program lists them, and that of a command those with a meaning of its own.

/// The work is done.
pub(crate) const DONE: u8 = 0;

/// A check failed, or the server rejected the request for another reason than the ones below.
pub(crate) const FAILED: u8 = 1;

/// The arguments or a file cannot be used; clap uses the same code.
pub(crate) const USAGE: u8 = 2;

/// There is no login, or the server rejected it.
pub(crate) const AUTH: u8 = 3;

/// The platform rejected the order.
pub(crate) const REJECTED: u8 = 4;

/// The order is not done, or it is unknown whether it was placed; run the command again.
pub(crate) const PENDING: u8 = 5;

/// The server could not be reached, or is unavailable.
pub(crate) const NETWORK: u8 = 6;

/// The user interrupted the command.
pub(crate) const INTERRUPTED: u8 = 130;

/// The table for the help of the whole program.
pub(crate) const TABLE: &str = "Exit codes:
    0  done
    1  a check failed, the server rejected the request, or the documents, the journal or the report of orders could not be saved
    2  the arguments or a file cannot be used
    3  there is no login, or the server rejected it
    4  the platform rejected the order
    5  the order is pending, or it is unknown whether it was placed: run the command again
    6  the server could not be reached, or is unavailable
  130  interrupted";
