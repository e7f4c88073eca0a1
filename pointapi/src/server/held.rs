//! The values behind the borrowed arguments of a served method.
//!
//! A method of an API trait may borrow (`&str`, `&[u64]`, `Option<&Order>`). The generated code decodes such an
//! argument as [`Held::Held`], keeps it while the method runs, and passes a reference.

use std::borrow::Borrow;

/// The `T` of an argument `&T`, with the type in which the server keeps its value.
pub trait Held {
    /// The kept type, such as `String` for `str`.
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

/// Returns a reference to the value of an optional argument; a plain one is dereferenced by the compiler.
pub fn lend_option<T: Held + ?Sized>(held: &Option<T::Held>) -> Option<&T> {
    held.as_ref().map(Borrow::borrow)
}
