//! The messages about mistakes, one fixture each.
//!
//! Every fixture uses the trait and its client as well, so that a cascade of errors would show.
//! `TRYBUILD=overwrite cargo test -p pointapi-macros --test ui` writes the messages anew; read the diff. The
//! package `tests/accepted` has the traits that the macro must accept.

#[test]
fn mistakes_are_reported_once_and_at_their_place() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
