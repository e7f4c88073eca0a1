//! Names of arguments.

use std::collections::HashSet;

use crate::model::{Argument, Role};
use crate::names::free;

/// Appends the word of their role to arguments of equal names: the query parameter `id` beside `{id}` is `id_query`.
pub(super) fn rename_equal(arguments: &mut [Argument]) {
    let mut taken: HashSet<String> = HashSet::new();
    for argument in arguments {
        let plain = argument.name.trim_start_matches("r#").to_owned();
        if taken.insert(plain.clone()) {
            continue;
        }
        let word = match argument.role {
            Role::Path { .. } => "path",
            Role::Query { .. } | Role::QueryStruct => "query",
            Role::Header { .. } => "header",
            Role::Cookie { .. } => "cookie",
            Role::Body { .. } => "body",
            Role::Part { .. } => "part",
        };
        argument.name = free(&format!("{plain}_{word}"), &mut taken);
    }
}
