//! What several services need and the runtime does not know: attachments, columns, texts, pages, audit entries, and a process's
//! body.

pub mod attachments;
pub mod audit;
pub mod columns;
pub mod page;
mod process;
pub mod text;

pub use process::{command, install_tls, run};
