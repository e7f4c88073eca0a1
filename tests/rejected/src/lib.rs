//! Mistakes in traits that are served or described, and in their use: the test `rejected` compiles each.
