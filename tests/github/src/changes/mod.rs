//! Changes to the world: each is a struct that tests apply and control routes read as JSON.

mod accounts;
mod branches;
mod checks;
mod enterprises;
mod installations;
mod members;
mod merging;
mod people;
mod protection;
mod pull_request_state;
mod pull_requests;
mod push_events;
mod repositories;
mod statuses;

pub use accounts::RenameAccount;
#[cfg(test)]
pub(crate) use branches::is_branch_name;
pub use branches::{CreateBranch, DeleteBranch, Push};
pub(crate) use branches::{branch_out, is_commit_id, push_to, pushed};
pub(crate) use checks::Reported;
pub use checks::{ReportChecks, Verdicts};
pub use enterprises::InstallOnEnterprise;
pub use installations::{
    CreateInstallation, DeleteInstallation, SelectRepositories, SuspendInstallation, UnsuspendInstallation,
};
pub use members::{AddMember, ChangeRole, RemoveMember};
pub use merging::MergePullRequest;
pub(crate) use merging::{MergeWords, merge};
pub use people::{AddPerson, ExpireTokens, RevokeTokens, SignIn};
pub use protection::ProtectBranch;
pub use pull_request_state::{ClosePullRequest, ReopenPullRequest};
pub(crate) use pull_request_state::{close, reopen};
pub use pull_requests::{OpenPullRequest, UpdatePullRequest};
pub(crate) use pull_requests::{Opening, edit, open, pull_event, set_draft};
pub use repositories::{AddRepository, DeleteRepository, RenameRepository};
use serde::Serialize;
pub(crate) use statuses::Status;
pub use statuses::{ReportStatus, Verdict};

use crate::refusal::Refusal;
use crate::state::State;
use crate::world::PullRequest;

/// Something that people do on GitHub. Applying it also fires the webhooks that GitHub fires for it.
pub trait Change {
    /// What the control route answers.
    type Outcome: Serialize;

    /// Makes the change, or refuses it and leaves the world as it was.
    fn apply(self, state: &mut State) -> Result<Self::Outcome, Refusal>;
}

impl State {
    /// The id of the person named as the one who does it, or of the account's usual sender.
    pub(crate) fn sender(&self, by: Option<&str>, account_id: u64) -> Result<u64, Refusal> {
        match by {
            Some(login) => Ok(self.world.require_account(login)?.id),
            None => Ok(self.world.usual_sender(account_id)),
        }
    }

    pub(crate) fn pull_request(&self, repository_id: u64, number: u64) -> Result<&PullRequest, Refusal> {
        let repository = self.world.repositories.get(&repository_id).ok_or_else(Refusal::not_found)?;
        repository.pull_requests.get(&number).ok_or_else(Refusal::not_found)
    }

    pub(crate) fn pull_request_mut(&mut self, repository_id: u64, number: u64) -> Result<&mut PullRequest, Refusal> {
        let repository = self.world.repositories.get_mut(&repository_id).ok_or_else(Refusal::not_found)?;
        repository.pull_requests.get_mut(&number).ok_or_else(Refusal::not_found)
    }

    pub(crate) fn owner_id(&self, repository_id: u64) -> Result<u64, Refusal> {
        self.world.repositories.get(&repository_id).map(|found| found.owner_id).ok_or_else(Refusal::not_found)
    }
}
