//! What the macro says of mistakes, one fixture each, and what it must accept.
//!
//! Every fixture of a mistake uses the trait and its client as well, so that a cascade of errors would show.
//! `TRYBUILD=overwrite cargo test --test ui` writes the messages anew; read the diff.

#[test]
fn mistakes_are_reported_once_and_at_their_place() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}

#[test]
fn whatever_is_right_compiles_without_a_warning() {
    trybuild::TestCases::new().pass("tests/ui/pass/*.rs");
}
