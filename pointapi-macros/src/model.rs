//! An API trait as data: no tokens to interpret, and no value that a generator would have to check.

pub(crate) mod api_trait;
pub(crate) mod endpoint;
pub(crate) mod http_method;
pub(crate) mod options;
pub(crate) mod param;
pub(crate) mod path_template;
pub(crate) mod response_enum;
pub(crate) mod signature;
pub(crate) mod spanned;
