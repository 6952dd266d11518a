//! GitHub tells what happened; people see it at once.

mod door;
mod installations;
mod late;
mod pull_requests;
mod repositories;
