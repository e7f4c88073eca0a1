//! From tokens to values. Nothing here depends on the generated code.

pub(crate) mod arguments;
pub(crate) mod conditions;
pub(crate) mod endpoint_attribute;
mod formats;
pub(crate) mod options;
pub(crate) mod path_template;
pub(crate) mod response_enum;
pub(crate) mod role;
pub(crate) mod trait_body;
pub(crate) mod values;
