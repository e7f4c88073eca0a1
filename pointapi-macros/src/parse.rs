//! From tokens to what they say. Nothing here knows what will be generated.

pub(crate) mod arguments;
pub(crate) mod endpoint_attribute;
pub(crate) mod options;
pub(crate) mod path_template;
pub(crate) mod role;
pub(crate) mod trait_body;
pub(crate) mod values;
