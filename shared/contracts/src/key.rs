//! Which actor of its kind a message is for: the last tokens of its subject.

use std::fmt::Debug;

use crate::{AccountId, CredentialHash, OrganizationId, TaskId, UserId, id::InvalidId};

/// The key of one actor. Equal keys mean the same actor, whose commands run in order.
pub trait Key: Debug + Clone + Send + Sync + Sized + 'static {
    /// The key as subject tokens: `acme.t-1`.
    fn tokens(&self) -> String;

    /// Reads the key from its subject tokens.
    fn parse(tokens: &[&str]) -> Result<Self, InvalidKey>;
}

/// Why tokens are no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKey {
    /// There are too many tokens, or too few.
    #[error("the key must have {expected} tokens, got {got}")]
    Tokens {
        /// How many a key of this kind has.
        expected: usize,
        /// How many there were.
        got: usize,
    },
    /// One of the tokens is no id.
    #[error(transparent)]
    Id(#[from] InvalidId),
}

pub(crate) fn exactly<'a, const N: usize>(tokens: &[&'a str]) -> Result<[&'a str; N], InvalidKey> {
    tokens.try_into().map_err(|_| InvalidKey::Tokens { expected: N, got: tokens.len() })
}

impl Key for OrganizationId {
    fn tokens(&self) -> String {
        self.to_string()
    }

    fn parse(tokens: &[&str]) -> Result<Self, InvalidKey> {
        let [organization] = exactly(tokens)?;
        Ok(organization.parse()?)
    }
}

impl Key for UserId {
    fn tokens(&self) -> String {
        self.to_string()
    }

    fn parse(tokens: &[&str]) -> Result<Self, InvalidKey> {
        let [user] = exactly(tokens)?;
        Ok(user.parse()?)
    }
}

/// Whoever presents it is not known yet: the hash stands where the person's id would. For queries only.
impl Key for CredentialHash {
    fn tokens(&self) -> String {
        self.to_string()
    }

    fn parse(tokens: &[&str]) -> Result<Self, InvalidKey> {
        let [hash] = exactly(tokens)?;
        Ok(hash.parse()?)
    }
}

/// Which organization it is here is what is asked. For queries only.
impl Key for AccountId {
    fn tokens(&self) -> String {
        self.to_string()
    }

    fn parse(tokens: &[&str]) -> Result<Self, InvalidKey> {
        let [account] = exactly(tokens)?;
        Ok(account.parse()?)
    }
}

/// One task of one organization.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaskKey {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The task's id.
    pub task_id: TaskId,
}

impl Key for TaskKey {
    fn tokens(&self) -> String {
        format!("{}.{}", self.organization_id, self.task_id)
    }

    fn parse(tokens: &[&str]) -> Result<Self, InvalidKey> {
        let [organization, task] = exactly(tokens)?;
        Ok(Self { organization_id: organization.parse()?, task_id: task.parse()? })
    }
}
