//! What every service needs and none should write again: its process, its columns, its texts, its pages, its audit entries.

pub mod audit;
pub mod columns;
pub mod page;
mod process;
pub mod text;

pub use process::{command, run};
