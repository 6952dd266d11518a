//! What happened in each organization: appended by every service, never changed.

mod commands;
mod error;
mod queries;
mod store;
#[cfg(test)]
mod testing;

use contracts::{
    Actor,
    audit_log::{Append, List},
};
use runtime::Service;

pub fn service() -> Service {
    Service::new(Actor::AuditLog, sqlx::migrate!())
        .command::<Append>(commands::append::append)
        .query::<List, _, _>(queries::list::list)
}
