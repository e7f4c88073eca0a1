//! The procedural macros of `pointapi`.
//!
//! Use them through that crate, which re-exports them and documents what can be written. Here is only the way in:
//! `expand` is the pipeline, from the tokens of a trait to the tokens of its client.

mod check;
mod errors;
mod expand;
mod forwarded;
mod generate;
mod model;
mod names;
mod parse;
mod runtime_path;
mod suggest;

use proc_macro::TokenStream;

/// Turns a trait into the declaration of an HTTP API, and writes the client beside it.
///
/// See the documentation of the `pointapi` crate.
#[proc_macro_attribute]
pub fn point_api(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::point_api(options.into(), item.into()).into()
}

/// Declares one method of a `#[point_api]` trait as an endpoint: `#[point_endpoint(GET "/orders/{id}")]`.
///
/// `#[point_api]` reads and removes it; on its own it is an error.
#[proc_macro_attribute]
pub fn point_endpoint(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::lone_endpoint(arguments.into(), item.into()).into()
}
