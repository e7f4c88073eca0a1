//! Owned arguments that are lent to a method while it runs.
//!
//! A method of the trait may borrow (`&str`, `&[u64]`, `Option<&Order>`). The server reads the owned form from the
//! request, holds it for the length of the call, and lends it.

use std::borrow::Borrow;

/// A type that an argument borrows, with the owned type that the server holds for it.
pub trait Held {
    /// The owned form.
    type Held: Borrow<Self>;
}

impl Held for str {
    type Held = String;
}

impl<T> Held for [T] {
    type Held = Vec<T>;
}

impl<T> Held for T {
    type Held = T;
}

/// Lends the value inside an optional argument.
pub fn lend_option<T: Held + ?Sized>(held: &Option<T::Held>) -> Option<&T> {
    held.as_ref().map(Borrow::borrow)
}
