//! All SQL of the runtime: the journal, the outbox, floors, dead letters, workflow runs, and what a batch reads and writes.

pub mod commit;
pub mod dead_letters;
pub mod facts;
pub mod floors;
pub mod health;
pub mod journal;
pub mod migrate;
pub mod outbox;
pub mod pages;
pub mod pool;
pub mod prune;
pub mod rows;
pub mod runs;
pub mod session;
pub mod statements;
pub mod steps;
