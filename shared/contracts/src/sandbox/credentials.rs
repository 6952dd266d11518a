//! A person's credentials in sandboxes, when another token follows theirs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Key, OrganizationId, TaskKey, UserId,
    key::{InvalidKey, exactly},
    message,
};

/// The sandboxes of an organization in which a person's credentials are. Which those are, the sandbox service alone knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CredentialsKey {
    /// The organization.
    pub organization_id: OrganizationId,
    /// The person.
    pub user_id: UserId,
}

impl CredentialsKey {
    /// No task is called so.
    const SUFFIX: &str = "--credentials";
}

impl Key for CredentialsKey {
    fn tokens(&self) -> String {
        format!("{}.{}{}", self.organization_id, self.user_id, Self::SUFFIX)
    }

    fn parse(tokens: &[&str]) -> Result<Self, InvalidKey> {
        let [organization, person] = exactly(tokens)?;
        let user_id = person.strip_suffix(Self::SUFFIX).unwrap_or_default().parse()?;
        Ok(Self { organization_id: organization.parse()?, user_id })
    }
}

/// Puts the person's new token into the sandboxes in which the one before is, which has ended with it. The token itself is
/// asked for there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReplaceCredentials {
    /// The new token's number.
    pub number: i64,
}
message!(Command: ReplaceCredentials, Sandbox "replaceCredentials" (CredentialsKey), Service => CredentialsReplaced);

/// Where they are replaced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CredentialsReplaced {
    /// How many sandboxes have the person's credentials inside.
    pub sandboxes: u32,
}

/// Puts a person's present token into one sandbox, unless somebody else's is inside by then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Replacing {
    /// Which generation.
    pub generation: i32,
    /// The provider's id for it.
    pub provider_id: String,
    /// Whose credentials.
    pub user_id: UserId,
    /// The new token's number.
    pub number: i64,
}
message!(Workflow: Replacing, Sandbox "replacing" (TaskKey), Service => ());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_credentials_of_a_person_have_a_key_that_is_no_tasks_they_have_made() {
        let key = CredentialsKey { organization_id: "acme".parse().expect("an id"), user_id: UserId::for_number(7) };
        assert_eq!(key.tokens(), "acme.u7--credentials");
        assert_eq!(CredentialsKey::parse(&["acme", "u7--credentials"]).expect("a key"), key);
        for tokens in [&["acme", "u7"][..], &["acme", "--credentials"], &["acme"]] {
            assert!(CredentialsKey::parse(tokens).is_err(), "{tokens:?}");
        }
    }
}
