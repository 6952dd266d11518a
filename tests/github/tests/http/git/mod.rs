//! Git over HTTP, driven with the real command line.

mod access;
mod bad_input;
mod faults;
mod fetch;
mod merge;
mod person;
mod pulls;
mod push;
