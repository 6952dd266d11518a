//! GitHub tells what happened; people see it at once.

mod checks;
mod door;
mod installations;
mod late;
mod on_their_way;
mod pull_requests;
mod repositories;
