//! An account: a person, a bot or an organization, which GitHub keeps in one namespace.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountKind {
    User,
    Bot,
    Organization,
}

impl AccountKind {
    /// The `type` of the account in GitHub's answers.
    pub fn as_str(self) -> &'static str {
        match self {
            AccountKind::User => "User",
            AccountKind::Bot => "Bot",
            AccountKind::Organization => "Organization",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub id: u64,
    pub login: String,
    pub kind: AccountKind,
    /// People may leave their name out; GitHub then answers null.
    pub name: Option<String>,
    /// The verified primary address. It is in the public profile only with `email_is_public`.
    pub email: Option<String>,
    pub email_is_public: bool,
    pub description: Option<String>,
    /// Elsewhere on the net; without one the stand-in draws the avatar itself.
    pub avatar_url: Option<String>,
    /// Of an organization; empty for people.
    pub members: Vec<Membership>,
    pub created_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Membership {
    pub user_id: u64,
    pub role: Role,
    /// Only public memberships are shown to people outside of the organization.
    pub is_public: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Admin,
    #[default]
    Member,
}

impl Role {
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::Member => "member",
        }
    }
}

impl Account {
    pub fn member(&self, user_id: u64) -> Option<&Membership> {
        self.members.iter().find(|member| member.user_id == user_id)
    }

    pub fn public_email(&self) -> Option<&str> {
        self.email.as_deref().filter(|_| self.email_is_public)
    }
}
