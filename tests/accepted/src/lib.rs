//! Traits that the macro must accept without a warning, one subject a module.
//!
//! Two packages compile these files, one in each edition that generated code must fit; `cargo clippy` over them shows
//! that it fits the strictest lints too, `clippy::pedantic` among them.

pub mod argument_names;
pub mod attributes;
pub mod cross_crate;
pub mod generic;
pub mod helpers;
pub mod inside_function;
pub mod lifetimes;
pub mod macro_rules;
pub mod method_names;
pub mod options;
pub mod own_types;
pub mod renamed_crate;
pub mod returns;
pub mod roles;
pub mod shadowed_methods;
pub mod shadowed_prelude;
pub mod supertraits;
pub mod vocabulary;

#[cfg(test)]
#[test]
fn every_module_that_can_run_runs() {
    attributes::run();
    cross_crate::run();
    generic::run();
    helpers::run();
    inside_function::run();
    macro_rules::run();
    method_names::run();
    options::run();
    renamed_crate::run();
    shadowed_prelude::run();
    supertraits::run();
    vocabulary::run();
}
