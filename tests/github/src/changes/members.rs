//! Adding, removing and promoting members of an organization.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Change;
use crate::events::Event;
use crate::refusal::Refusal;
use crate::render;
use crate::state::State;
use crate::world::{Account, Membership, Role};

/// Makes a person a member, at once and without an invitation.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AddMember {
    pub organization: String,
    pub login: String,
    pub role: Role,
    pub by: Option<String>,
}

/// Removes a member; their tokens no longer reach the organization.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemoveMember {
    pub organization: String,
    pub login: String,
    pub by: Option<String>,
}

/// Promotes or demotes a member. GitHub sends no webhook for this, so neither does the stand-in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChangeRole {
    pub organization: String,
    pub login: String,
    pub role: Role,
}

impl Change for AddMember {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let (organization_id, user_id) = resolve(state, &self.organization, &self.login)?;
        let sender_id = state.sender(self.by.as_deref(), organization_id)?;
        let organization = organization_mut(state, organization_id)?;
        if organization.member(user_id).is_some() {
            return Err(Refusal::unprocessable("They are a member already"));
        }
        organization.members.push(Membership { user_id, role: self.role, is_public: false });
        let rendered = membership(state, organization_id, user_id);
        member_events(state, (organization_id, user_id), sender_id, ("member_added", "added"));
        Ok(rendered)
    }
}

impl Change for RemoveMember {
    type Outcome = ();

    fn apply(self, state: &mut State) -> Result<(), Refusal> {
        let (organization_id, user_id) = resolve(state, &self.organization, &self.login)?;
        if state.world.accounts[&organization_id].member(user_id).is_none() {
            return Err(Refusal::unknown("member", &self.login));
        }
        let others = |state: &State| {
            let sender_id = state.world.usual_sender(organization_id);
            if sender_id == user_id { organization_id } else { sender_id }
        };
        let sender_id = match self.by.as_deref() {
            Some(login) => state.world.require_account(login)?.id,
            None => others(state),
        };
        member_events(state, (organization_id, user_id), sender_id, ("member_removed", "removed"));
        organization_mut(state, organization_id)?.members.retain(|member| member.user_id != user_id);
        Ok(())
    }
}

impl Change for ChangeRole {
    type Outcome = Value;

    fn apply(self, state: &mut State) -> Result<Value, Refusal> {
        let (organization_id, user_id) = resolve(state, &self.organization, &self.login)?;
        let organization = organization_mut(state, organization_id)?;
        let member = organization.members.iter_mut().find(|member| member.user_id == user_id);
        member.ok_or_else(|| Refusal::unknown("member", &self.login))?.role = self.role;
        Ok(membership(state, organization_id, user_id))
    }
}

fn resolve(state: &State, organization: &str, login: &str) -> Result<(u64, u64), Refusal> {
    let found = state.world.organization(organization);
    let organization_id = found.ok_or_else(|| Refusal::unknown("organization", organization))?.id;
    Ok((organization_id, state.world.require_account(login)?.id))
}

fn organization_mut(state: &mut State, id: u64) -> Result<&mut Account, Refusal> {
    state.world.accounts.get_mut(&id).ok_or_else(Refusal::not_found)
}

fn membership(state: &State, organization_id: u64, user_id: u64) -> Value {
    let (organization, user) = (&state.world.accounts[&organization_id], &state.world.accounts[&user_id]);
    let member = organization.member(user_id);
    member.map_or(Value::Null, |member| render::membership(&state.world, organization, user, member))
}

/// Fires `organization`, and `membership` for the team that every member of the organization is in.
fn member_events(state: &mut State, member: (u64, u64), sender_id: u64, (action, team_action): (&str, &str)) {
    let (account_id, user_id) = member;
    let payload = json!({"action": action, "membership": membership(state, account_id, user_id)});
    state.fire(Event { name: "organization", account_id, repository_id: None, sender_id, payload });

    let user = render::account(&state.world, &state.world.accounts[&user_id]);
    let team = json!({"id": account_id, "name": "Everyone", "slug": "everyone", "privacy": "closed"});
    let payload = json!({"action": team_action, "scope": "team", "member": user, "team": team});
    state.fire(Event { name: "membership", account_id, repository_id: None, sender_id, payload });
}
