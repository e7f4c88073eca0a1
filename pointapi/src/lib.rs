//! pointapi.
