//! Who may see and change what.

use crate::auth::Identity;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tokens::UserToken;
use crate::world::{Account, Repository};

impl State {
    /// Private repositories exist only for those who belong to them.
    pub(crate) fn can_see(&self, identity: &Identity, repository: &Repository) -> bool {
        !repository.is_private || self.belongs_to(identity, repository)
    }

    /// Whether the caller may push, merge and so on. Every member of an organization may, as its base permission.
    pub(crate) fn can_write(&self, identity: &Identity, repository: &Repository) -> bool {
        self.belongs_to(identity, repository)
    }

    fn belongs_to(&self, identity: &Identity, repository: &Repository) -> bool {
        match identity {
            Identity::Anonymous | Identity::App => false,
            Identity::Installation(token) => {
                let covers = |id| self.world.installations.get(id).is_some_and(|found| found.covers(repository));
                let is_narrowed_away = token.repository_ids.as_ref().is_some_and(|ids| !ids.contains(&repository.id));
                covers(&token.installation_id) && !is_narrowed_away
            }
            Identity::User(token) => token.has_scope("repo") && self.is_at_home(token, self.world.owner_of(repository)),
        }
    }

    fn is_at_home(&self, token: &UserToken, owner: &Account) -> bool {
        owner.id == token.user_id || owner.member(token.user_id).is_some()
    }

    /// Whether the caller may see an organization's private side, such as its concealed members.
    pub(crate) fn is_insider(&self, identity: &Identity, organization: &Account) -> bool {
        match identity {
            Identity::Anonymous | Identity::App => false,
            Identity::Installation(token) => {
                let installation = self.world.installations.get(&token.installation_id);
                self.app.reads_members && installation.is_some_and(|found| found.account_id == organization.id)
            }
            Identity::User(token) => token.has_scope("read:org") && organization.member(token.user_id).is_some(),
        }
    }

    pub(crate) fn readable(&self, identity: &Identity, id: u64) -> Result<&Repository, Refusal> {
        let repository = self.world.repositories.get(&id).ok_or_else(Refusal::not_found)?;
        if self.can_see(identity, repository) { Ok(repository) } else { Err(Refusal::not_found()) }
    }

    /// A repository that the caller may change, and the account in whose name it happens.
    pub(crate) fn writable(&self, identity: &Identity, id: u64) -> Result<(&Repository, u64), Refusal> {
        let repository = self.readable(identity, id)?;
        if matches!(identity, Identity::Anonymous) {
            return Err(Refusal::requires_authentication());
        }
        if !self.can_write(identity, repository) {
            return Err(match identity {
                Identity::User(_) => Refusal::forbidden("Must have push access to this repository."),
                _ => Refusal::not_for_integrations(),
            });
        }
        Ok((repository, self.acting_account(identity, repository)))
    }

    /// What an installation does is done by the App's bot; the stand-in has none and names the owner's usual sender.
    pub(crate) fn acting_account(&self, identity: &Identity, repository: &Repository) -> u64 {
        match identity {
            Identity::User(token) => token.user_id,
            _ => self.world.usual_sender(repository.owner_id),
        }
    }
}
