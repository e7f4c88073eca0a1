//! Documents of described traits, as their readers see them.

mod choices;
mod document;
mod errors;
mod platform;
mod requests;
mod served;
mod shop;
mod streams;
mod validators;
mod versions;
