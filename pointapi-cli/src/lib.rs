//! The library of the program `pointapi`: orders in batches that are safe to run again.

pub mod batch;
