//! What changes the log: one file for each command.

pub mod append;
