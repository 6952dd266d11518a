//! Its people.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Applied;
use crate::{Millis, OrganizationId, SessionId, TaskId, UserId, github_data::ContextOverrides, message};

/// Tells which members there are, in part: the given ones belong, the removed ones no longer do.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyMembers {
    /// Whether they have signed in is the organization's own knowledge, and not taken from here.
    pub members: Vec<Member>,
    /// Those who belong no longer.
    pub removed: Vec<UserId>,
    /// When GitHub said so, in milliseconds since 1970. Of what is said of one person, by syncs, webhooks and sign-ins,
    /// the newest holds.
    pub observed_at: Millis,
    /// In messages of before, `true` for the last part of a complete list. It says nothing any more: nobody is removed
    /// because a list did not show them.
    #[serde(default)]
    pub complete: bool,
    /// Whether those who are removed are so by the word of a delivery alone, which may be late: GitHub is being asked. Their
    /// access ends at once; what is theirs stays until it would have been heard that they belong.
    #[serde(default)]
    pub is_hearsay: bool,
}
message!(Command: ApplyMembers, Organization "applyMembers" (OrganizationId), Service => Applied);

/// A member of the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// The person's id.
    pub user_id: UserId,
    /// The login on GitHub, which may change.
    pub login: String,
    /// The name, as its owner has written it; null when there is none.
    pub name: Option<String>,
    /// The address of the avatar; null when GitHub names none.
    pub avatar_url: Option<String>,
    /// The role in the organization.
    pub role: Role,
    /// Whether they have signed in to Foundry.
    #[serde(default)]
    pub linked: bool,
}

/// What a member is on GitHub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// A member like any other.
    Member,
    /// Administers the organization: on GitHub one of its owners, or the person whose own account it is.
    Admin,
}

/// Tells that somebody who has signed in belongs to the account, by GitHub's own word to them. The first such word makes
/// the organization; the member's user actor is told their role in return (`user.command.applyMembership`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkMember {
    /// The member.
    pub member: Member,
    /// What they know of the account; github-data is told.
    pub account: ContextOverrides,
    /// When GitHub said so, in milliseconds since 1970.
    pub observed_at: Millis,
}
message!(Command: LinkMember, Organization "linkMember" (OrganizationId), Service => Applied);

/// Tells that GitHub no longer names the account to somebody who has signed in. That is a question, no answer: an
/// organization may ask for single sign-on, or may not have approved Foundry. GitHub is asked as the App.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnlinkMember {
    /// The person's id.
    pub user_id: UserId,
    /// The person's login now; null in a message of an earlier version.
    #[serde(default)]
    pub login: Option<String>,
    /// When GitHub said so, in milliseconds since 1970.
    pub observed_at: Millis,
}
message!(Command: UnlinkMember, Organization "unlinkMember" (OrganizationId), Service => Applied);

/// Clears the owner of a former member's tasks, and adds the removal to the audit log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberRemoval {
    /// The person's id.
    pub user_id: UserId,
    /// The login on GitHub, which may change.
    pub login: String,
    /// When the person ceased to belong, in milliseconds since 1970. A task that became theirs later, because they are
    /// back, stays theirs.
    pub left_at: Millis,
    /// When their tasks cease to be theirs, unless they are back by then, in milliseconds since 1970; null: at once.
    #[serde(default)]
    pub clears_at: Option<Millis>,
}
message!(Workflow: MemberRemoval, Organization "memberRemoval" (OrganizationId), Service => MemberRemoved);

/// What the removal of a member has changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberRemoved {
    /// How many tasks had the former member as owner.
    pub tasks: u32,
}

/// Tells each member who has signed in that an agent has finished. Its session becomes unread for those who are not
/// watching it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoteAgentFinished {
    /// The task's id.
    pub task_id: TaskId,
    /// The session's id.
    pub session_id: SessionId,
    /// When the agent finished, in milliseconds since 1970.
    pub at: Millis,
}
message!(Command: NoteAgentFinished, Organization "noteAgentFinished" (OrganizationId), Service => MembersTold);

/// The members that were told of a finished agent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembersTold {
    /// How many members were told: all who have signed in.
    pub members: u32,
}

/// One member, if there is one with this id.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetMember {
    /// The person's id.
    pub user_id: UserId,
}
message!(Query: GetMember, Organization "getMember" (OrganizationId), Member => MemberFound);

/// The member, if there is one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberFound {
    /// The member; null when nobody with this id belongs to the organization.
    pub member: Option<Member>,
}

/// The people of the organization, by login.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListMembers {
    /// 1 to 200; 100 without one.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::PAGE_ROWS))]
    pub limit: Option<u32>,
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    #[schemars(length(max = crate::limit::CURSOR_CHARACTERS))]
    pub after: Option<String>,
}
message!(Query: ListMembers, Organization "listMembers" (OrganizationId), Member => MemberList);

/// One page of members.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberList {
    /// The members.
    pub members: Vec<Member>,
    /// The value of `after` for the next page; null on the last page.
    pub next: Option<String>,
}
