//! Which services keep state in Postgres, and how their schemas and roles are called.

use contracts::Actor;

/// The actors' services. Each has a schema of its own, under a role of its own.
pub fn with_database() -> impl Iterator<Item = &'static str> {
    Actor::ALL.into_iter().map(Actor::service)
}

/// A service's schema: `github_data`; `users`, because `user` is a reserved word.
pub fn schema(service: &str) -> String {
    match service {
        "user" => "users".to_owned(),
        name => name.replace('-', "_"),
    }
}

/// A service's role: `foundry_github_data`.
pub fn role(service: &str) -> String {
    format!("foundry_{}", schema(service))
}
