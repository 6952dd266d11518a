//! Durable work: a workflow is an async function whose steps are recorded, so that another instance can go on where one
//! died.

pub mod cancel;
pub mod sweeper;
pub mod tenants;
pub mod worker;
