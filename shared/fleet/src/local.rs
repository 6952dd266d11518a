//! `cargo run`
