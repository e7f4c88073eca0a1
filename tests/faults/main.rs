//! What goes wrong between a client and a server, and what the client makes of it.

mod api;
mod names;
mod retry_table;
mod server;
