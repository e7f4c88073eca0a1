//! The error of user code.

/// Any error, boxed.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
