//! Who sent a message, as the sender's own door established it (never from a body).

use contracts::{Actor, UserId};

/// `user:u42`, `service:organization`, `token:api`, or `nats` for a person with the NATS CLI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller(String);

impl Caller {
    pub fn user(user_id: &UserId) -> Self {
        Self(format!("user:{user_id}"))
    }

    pub fn service(actor: Actor) -> Self {
        Self(format!("service:{}", actor.service()))
    }

    pub fn token(name: &str) -> Self {
        Self(format!("token:{name}"))
    }

    /// What a header says; without one, somebody spoke to NATS directly.
    pub fn from_header(value: Option<&str>) -> Self {
        Self(value.unwrap_or("nats").to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The person behind it, if it is one.
    pub fn user_id(&self) -> Option<UserId> {
        self.0.strip_prefix("user:")?.parse().ok()
    }
}
