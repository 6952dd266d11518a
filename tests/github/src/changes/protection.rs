//! Protecting branches.

use serde::{Deserialize, Serialize};

use super::Change;
use crate::refusal::Refusal;
use crate::state::State;

/// Lets a branch refuse what is pushed to it with git, or no longer. The API and the control page may still move it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProtectBranch {
    pub repository: String,
    pub branch: String,
    /// True unless said otherwise.
    pub protected: bool,
}

impl Default for ProtectBranch {
    fn default() -> ProtectBranch {
        ProtectBranch { repository: String::new(), branch: String::new(), protected: true }
    }
}

impl Change for ProtectBranch {
    type Outcome = ();

    fn apply(self, state: &mut State) -> Result<(), Refusal> {
        let branch = state.world.repository_mut(&self.repository)?.branches.get_mut(&self.branch);
        branch.ok_or_else(|| Refusal::unknown("branch", &self.branch))?.is_protected = self.protected;
        Ok(())
    }
}
