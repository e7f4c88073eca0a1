//! Each command of the program, in a pipe and in a pseudo-terminal, against a sandbox.

// The pseudo-terminal is that of Unix.
#![cfg(unix)]

mod batches;
mod calling;
mod daily_work;
mod exporting;
mod failures;
mod help;
mod hints;
mod interrupted;
mod logging;
mod profiles;
mod sandbox;
mod stage;
mod tour;
mod transcript;
