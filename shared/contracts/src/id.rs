//! Identifiers: legal NATS subject tokens by construction, so that no id can split or widen a subject.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::limit;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} must be 1 to {max} characters of a-z, 0-9 and '-', got {got:?}", max = limit::ID_CHARACTERS)]
pub struct InvalidId {
    what: &'static str,
    got: String,
}

fn parse(what: &'static str, text: &str) -> Result<String, InvalidId> {
    let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if text.is_empty() || text.len() > limit::ID_CHARACTERS || !text.bytes().all(legal) {
        let got = text.chars().take(limit::ID_CHARACTERS).collect();
        return Err(InvalidId { what, got });
    }
    Ok(text.to_owned())
}

macro_rules! id {
    ($(#[$about:meta])* $name:ident, $what:literal) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(#[schemars(regex(pattern = r"^[a-z0-9-]{1,64}$"))] String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                parse($what, text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// A GitHub organization or a person's own account, by [`OrganizationId::for_login`].
    OrganizationId,
    "an organization id"
);
id!(
    /// One branch of work. A random UUID in lower case.
    TaskId,
    "a task id"
);
id!(
    /// A repository: `r` and GitHub's number for it, so that a rename keeps the id.
    RepositoryId,
    "a repository id"
);
id!(
    /// A person: `u` and GitHub's number for them, the one id-space for people.
    UserId,
    "a user id"
);
id!(
    /// An account on GitHub, an organization's or a person's: `a` and GitHub's number for it, which it keeps when it takes
    /// another login.
    AccountId,
    "an account id"
);
id!(
    /// An agent's session within a task. `s-` and a random UUID.
    SessionId,
    "a session id"
);
id!(
    /// One message of a person to an agent, from the queue to the turn that it begins. A random UUID.
    MessageId,
    "a message id"
);
id!(
    /// A question of an agent that waits for a person's answer. A random UUID.
    PermissionId,
    "a permission id"
);
id!(
    /// A process that somebody has started in a sandbox. A random UUID.
    ProcessId,
    "a process id"
);
id!(
    /// One sign-in of a person in one browser, from the callback to the sign-out. A random UUID.
    SignInId,
    "a sign-in id"
);
id!(
    /// A personal API token, by which it is listed and revoked; it tells nothing of the token itself. A random UUID.
    ApiTokenId,
    "an API token id"
);
id!(
    /// What is kept of a sign-in's or API token's secret: its SHA-256 in lower-case hexadecimal digits.
    CredentialHash,
    "a credential's hash"
);

impl OrganizationId {
    /// The id of the organization with this GitHub login: the login in lower case. GitHub's logins are letters,
    /// digits and single inner hyphens (at most 39), and are unique without regard to case.
    pub fn for_login(login: &str) -> Result<Self, InvalidId> {
        login.to_ascii_lowercase().parse()
    }

    /// The id of an account whose login was another one's when that came here, and is its id for good. No login has two
    /// hyphens in a row, so this is nobody's login.
    pub fn for_reused_login(login: &str, account_id: &AccountId) -> Result<Self, InvalidId> {
        format!("{}--{account_id}", login.to_ascii_lowercase()).parse()
    }
}

impl AccountId {
    /// The id of the account with GitHub's number `number`.
    pub fn for_number(number: u64) -> Self {
        Self(format!("a{number}"))
    }
}

impl RepositoryId {
    /// The id of the repository with GitHub's number `number`.
    pub fn for_number(number: u64) -> Self {
        Self(format!("r{number}"))
    }

    /// GitHub's number; `None` when the id was not made from one.
    pub fn number(&self) -> Option<u64> {
        self.0.strip_prefix('r')?.parse().ok()
    }
}

impl UserId {
    /// The id of the person with GitHub's number `number`.
    pub fn for_number(number: u64) -> Self {
        Self(format!("u{number}"))
    }

    /// GitHub's number; `None` when the id was not made from one.
    pub fn number(&self) -> Option<u64> {
        self.0.strip_prefix('u')?.parse().ok()
    }
}

macro_rules! from_uuid {
    ($($name:ident),*) => {
        $(impl From<uuid::Uuid> for $name {
            fn from(uuid: uuid::Uuid) -> Self {
                Self(uuid.hyphenated().to_string())
            }
        })*
    };
}
from_uuid!(TaskId, MessageId, PermissionId, ProcessId, SignInId, ApiTokenId);

impl From<uuid::Uuid> for SessionId {
    fn from(uuid: uuid::Uuid) -> Self {
        Self(format!("s-{}", uuid.hyphenated()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_would_split_or_widen_a_subject_is_refused() {
        for text in ["", "a.b", "*", ">", "a b", "A", "é", &"x".repeat(65)] {
            assert!(text.parse::<TaskId>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_login_becomes_an_id_whatever_its_case() {
        assert_eq!(OrganizationId::for_login("Rivet-Dev").expect("legal").as_str(), "rivet-dev");
        assert!(OrganizationId::for_login("a/b").is_err());
    }

    #[test]
    fn an_account_whose_login_was_anothers_has_an_id_that_is_nobodys_login() {
        let id = OrganizationId::for_reused_login("Acme", &AccountId::for_number(42)).expect("legal");
        assert_eq!(id.as_str(), "acme--a42");
        let longest = OrganizationId::for_reused_login(&"x".repeat(39), &AccountId::for_number(u64::from(u32::MAX)));
        assert!(longest.is_ok());
    }

    #[test]
    fn an_id_in_json_is_checked() {
        assert!(serde_json::from_str::<TaskId>("\"a.b\"").is_err());
    }
}
