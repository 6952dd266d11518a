//! Accounts that take another login.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Change;
use crate::events::Event;
use crate::refusal::Refusal;
use crate::render;
use crate::state::State;
use crate::world::AccountKind;

/// Gives a person or an organization another login; the old one is free for somebody else.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RenameAccount {
    /// The login it has now.
    pub account: String,
    /// Its new login.
    pub login: String,
    pub by: Option<String>,
}

impl Change for RenameAccount {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let id = state.world.require_account(&self.account)?.id;
        let sender_id = state.sender(self.by.as_deref(), id)?;
        refuse_bad_login(state, &self.login)?;

        let account = state.world.accounts.get_mut(&id).ok_or_else(Refusal::not_found)?;
        let before = std::mem::replace(&mut account.login, self.login);
        let kind = account.kind;
        let rendered = render::account(&state.world, &state.world.accounts[&id]);
        let changes = json!({"login": {"from": before}});
        if kind == AccountKind::Organization {
            let payload = json!({"action": "renamed", "changes": changes});
            state.fire(Event { name: "organization", account_id: id, repository_id: None, sender_id, payload });
        }
        let payload =
            json!({"action": "renamed", "account": rendered, "changes": changes, "target_type": kind.as_str()});
        state.fire(Event { name: "installation_target", account_id: id, repository_id: None, sender_id, payload });
        Ok(rendered)
    }
}

pub(super) fn refuse_bad_login(state: &State, login: &str) -> Result<(), Refusal> {
    let is_allowed = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    if login.is_empty() || !login.chars().all(is_allowed) || state.world.account(login).is_some() {
        return Err(Refusal::unprocessable("The login is taken, or not of letters, digits and hyphens"));
    }
    Ok(())
}
