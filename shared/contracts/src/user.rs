//! The user's messages: who somebody is, how they have signed in, where they belong, and what is theirs alone.
//!
//! No secret travels in a body. A sign-in or API token is known by its hash, and GitHub's token comes sealed: bodies are
//! kept, in streams and journals.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    ApiTokenId, CredentialHash, Millis, OrganizationId, RepositoryId, SessionId, SignInId, TaskId, UserId,
    github_data::ContextOverrides,
    message,
    organization::{AccountKind, Applied, InstallationStatus, Role, SyncStatus},
};

/// Signs in a person who has proved to GitHub, and so to us, who they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    /// The sign-in's id.
    pub sign_in_id: SignInId,
    /// The hash of the secret in the browser's cookie.
    pub credential: CredentialHash,
    /// When it ends, in milliseconds since 1970.
    pub expires_at: Millis,
    /// What GitHub says of the person.
    pub profile: Profile,
    /// The person's token for GitHub, sealed.
    pub token: SealedToken,
    /// What the browser calls itself, cut to 300 characters; null when it does not say.
    #[serde(default)]
    pub user_agent: Option<String>,
}
message!(Command: SignIn, User "signIn" (UserId), Service => SignedIn);

/// A person as GitHub shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// The login on GitHub, which may change.
    pub login: String,
    /// The name, as its owner has written it; null when there is none.
    pub name: Option<String>,
    /// Their primary address, verified by GitHub; null when GitHub shows none.
    pub email: Option<String>,
    /// The address of the avatar; null when GitHub names none.
    pub avatar_url: Option<String>,
}

/// GitHub's token for a person, readable for whoever has the key (see `shared/vault`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SealedToken {
    /// Which key it was sealed with.
    pub key_id: String,
    /// The sealed token, in Base64.
    pub sealed: String,
    /// What GitHub allows with it: `repo`, `read:org`.
    pub scopes: Vec<String>,
}

/// The person is signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    /// The person's id.
    pub user_id: UserId,
    /// The sign-in's id.
    pub sign_in_id: SignInId,
}

/// Makes a sign-in that is in use last longer. Sent seldom, not with each request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExtendSignIn {
    /// The sign-in's id.
    pub sign_in_id: SignInId,
    /// When it was last used, in milliseconds since 1970.
    pub seen_at: Millis,
    /// When it ends, in milliseconds since 1970.
    pub expires_at: Millis,
}
message!(Command: ExtendSignIn, User "extendSignIn" (UserId), Service => Applied);

/// Signs out of one browser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndSignIn {
    /// The sign-in's id.
    pub sign_in_id: SignInId,
}
message!(Command: EndSignIn, User "endSignIn" (UserId), Credentials => SignInsEnded);

/// Signs out everywhere.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndAllSignIns {
    /// The sign-in that stays; null to end all.
    #[serde(default)]
    pub except: Option<SignInId>,
}
message!(Command: EndAllSignIns, User "endAllSignIns" (UserId), Credentials => SignInsEnded);

/// How many sign-ins have ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInsEnded {
    /// How many there were.
    pub ended: u32,
}

/// Keeps what is needed to know a new personal API token again. The token itself was shown once, at the door.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterApiToken {
    /// The API token's id.
    pub api_token_id: ApiTokenId,
    /// The hash of the token, which nobody keeps.
    pub credential: CredentialHash,
    /// What it is for; 1 to 100 characters on one line.
    pub name: String,
    /// What its bearer may do.
    pub scope: TokenScope,
    /// Only these organizations; all of the person's when there are none.
    #[serde(default)]
    pub organizations: Vec<OrganizationId>,
    /// When the token ends, in milliseconds since 1970; null when it does not.
    #[serde(default)]
    pub expires_at: Option<Millis>,
}
message!(Command: RegisterApiToken, User "registerApiToken" (UserId), Service => ApiToken);

/// What a token may do of what its person may. Ordered: each may do what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TokenScope {
    /// Queries and topics.
    Read,
    /// And what members may send.
    Write,
    /// And what admins may send.
    Admin,
}

/// A personal API token, without its secret.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiToken {
    /// The API token's id.
    pub api_token_id: ApiTokenId,
    /// What its person calls it.
    pub name: String,
    /// What its bearer may do.
    pub scope: TokenScope,
    /// The organizations it is for; empty for all of its person's.
    pub organizations: Vec<OrganizationId>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: Millis,
    /// When it ends, in milliseconds since 1970; null when it does not.
    pub expires_at: Option<Millis>,
}

/// Ends a token at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RevokeApiToken {
    /// The API token's id.
    pub api_token_id: ApiTokenId,
}
message!(Command: RevokeApiToken, User "revokeApiToken" (UserId), Credentials => ApiTokenRevoked);

/// The token is in force no longer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiTokenRevoked {
    /// `false`: there was none with this id in force.
    pub revoked: bool,
}

/// Asks GitHub again which organizations the person belongs to. While that is under way, a further request joins it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DiscoverOrganizations {}
message!(Command: DiscoverOrganizations, User "discoverOrganizations" (UserId), SignedIn => DiscoveryStarted);

/// A search for the person's organizations is under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiscoveryStarted {
    /// The id of the workflow run.
    pub run_id: String,
    /// Whether it was under way before.
    pub joined: bool,
}

/// The durable work behind `discoverOrganizations`, which each sign-in starts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Discovery {}
message!(Workflow: Discovery, User "discovery" (UserId), Service => Discovered);

/// What the search has found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Discovered {
    /// How many organizations were found.
    pub organizations: u32,
}

/// Tells what came of asking GitHub. Sent by the workflow `discovery` alone: what is a person's changes only by commands of
/// theirs, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyDiscovery {
    /// The id of the workflow run.
    pub run_id: String,
    /// When GitHub was asked.
    pub observed_at: Millis,
    /// What the search says.
    pub news: DiscoveryNews,
}
message!(Command: ApplyDiscovery, User "applyDiscovery" (UserId), Service => Applied);

/// What a search for a person's organizations says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DiscoveryNews {
    /// Everything, the person's own account included: they belong nowhere else.
    Found {
        /// What GitHub says of the person.
        profile: Profile,
        /// Where the person belongs.
        organizations: Vec<OrganizationFound>,
    },
    /// It goes on by itself. Why it does not at once, as people should read it.
    Waiting {
        /// What people should read.
        message: String,
    },
    /// What went wrong, and what to do about it. `refused_token`: GitHub no longer takes this one, by its number.
    Failed {
        /// What people should read.
        message: String,
        /// The number of the token that GitHub takes no longer; null when that is not the reason.
        refused_token: Option<i64>,
    },
}

/// An account on GitHub that a person belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationFound {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The role in the organization.
    pub role: Role,
    /// What they know of it.
    pub account: ContextOverrides,
}

/// Tells a person what an organization is, and which role they have there. Sent by that organization.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyMembership {
    /// The organization, and how it stands.
    pub organization: OrganizationCard,
    /// `None`: they belong no longer. What they could do there ends with this.
    pub role: Option<Role>,
    /// Grows with each thing told by this organization; an older one changes nothing.
    pub revision: i64,
}
message!(Command: ApplyMembership, User "applyMembership" (UserId), Service => Applied);

/// An organization as its members see it in their list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationCard {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The account's login as GitHub spells it.
    pub login: String,
    /// What the organization is called.
    pub display_name: String,
    /// Whether the account is an organization's or a person's.
    pub kind: AccountKind,
    /// Whether the GitHub App is installed on the account.
    pub installation_status: InstallationStatus,
    /// How the newest sync stands.
    pub sync_status: SyncStatus,
    /// When the newest complete sync began, in milliseconds since 1970; null before the first.
    pub last_sync_at: Option<Millis>,
}

/// Chooses the organization that is opened first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SelectOrganization {
    /// The organization's id.
    pub organization_id: OrganizationId,
}
message!(Command: SelectOrganization, User "selectOrganization" (UserId), SignedIn => App);

/// Changes preferences. What is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetPreferences {
    /// The model of new sessions: 1 to 100 visible ASCII characters, `claude-opus-4-5`. An empty one: the fleet's own
    /// choice. Null leaves it as it is.
    #[serde(default)]
    pub default_model: Option<String>,
    /// Light, dark, or as the system says; null leaves it as it is.
    #[serde(default)]
    pub colour_mode: Option<ColourMode>,
}
message!(Command: SetPreferences, User "setPreferences" (UserId), SignedIn => Preferences);

/// What a person prefers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Preferences {
    /// The model of new sessions; the fleet's own choice without one.
    pub default_model: Option<String>,
    /// Light, dark, or as the system says.
    pub colour_mode: ColourMode,
}

/// How pages are coloured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ColourMode {
    /// As the operating system has it.
    #[default]
    System,
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

/// Hides the first-run checklist for good.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DismissChecklist {}
message!(Command: DismissChecklist, User "dismissChecklist" (UserId), SignedIn => App);

/// Arranges an organization's sidebar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ArrangeSidebar {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// First these repositories, in this order; then the others.
    #[serde(default)]
    pub order: Vec<RepositoryId>,
    /// Repositories whose tasks are folded away.
    #[serde(default)]
    pub collapsed: Vec<RepositoryId>,
}
message!(Command: ArrangeSidebar, User "arrangeSidebar" (UserId), SignedIn => Sidebar);

/// How a person has arranged an organization's sidebar. Also the value of the view `user.<user>.sidebar.<org>`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sidebar {
    /// The repositories, in the order in which the person has put them.
    pub order: Vec<RepositoryId>,
    /// The repositories that the person has folded.
    pub collapsed: Vec<RepositoryId>,
}

/// Opens one of a task's sessions, which is read with that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SelectSession {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The task's id.
    pub task_id: TaskId,
    /// The session's id.
    pub session_id: SessionId,
}
message!(Command: SelectSession, User "selectSession" (UserId), SignedIn => TaskOverlay);

/// Marks one of a task's sessions as read or unread, by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetUnread {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The task's id.
    pub task_id: TaskId,
    /// The session's id.
    pub session_id: SessionId,
    /// Whether it is to be unread.
    pub unread: bool,
}
message!(Command: SetUnread, User "setUnread" (UserId), SignedIn => TaskOverlay);

/// Marks a session as unread because its agent has finished, unless the person is watching that very session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MarkUnread {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The task's id.
    pub task_id: TaskId,
    /// The session's id.
    pub session_id: SessionId,
    /// When the agent finished.
    pub at: Millis,
}
message!(Command: MarkUnread, User "markUnread" (UserId), Service => Applied);

/// Notes what one open page shows. Sent by the gateway for each socket, and again before the note would be forgotten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Watch {
    /// The page's id, which lasts as long as its socket.
    pub page_id: String,
    /// `None`: it shows no session, is hidden, or is closed.
    pub showing: Option<Showing>,
    /// When the note is forgotten unless it is sent again, in milliseconds since 1970: the gateway may have died.
    pub until: Millis,
}
message!(Command: Watch, User "watch" (UserId), Service => Applied);

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Showing {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The task's id.
    pub task_id: TaskId,
    /// The session's id.
    pub session_id: SessionId,
}

/// Keeps what a person is about to say. An empty draft is forgotten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveDraft {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The task's id.
    pub task_id: TaskId,
    /// `None`: for a session that is yet to be opened.
    #[serde(default)]
    pub session_id: Option<SessionId>,
    /// The draft's text; at most 50,000 characters.
    pub text: String,
    /// Files and lines that the draft points at; at most 20.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}
message!(Command: SaveDraft, User "saveDraft" (UserId), SignedIn => DraftSaved);

/// A file, or a line of one, that a draft points at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attachment {
    /// The attachment's id, chosen by the page; 1 to 64 visible ASCII characters.
    pub id: String,
    /// The file's path in the repository.
    pub file_path: String,
    /// The line; null for the whole file.
    #[serde(default)]
    pub line_number: Option<u32>,
    /// The line's text; null for the whole file.
    #[serde(default)]
    pub line_content: Option<String>,
}

/// The draft is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftSaved {
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}

/// Who I am, where I belong and what there is to do first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetApp {}
message!(Query: GetApp, User "app" (UserId), SignedIn => App);

/// A person's account and organizations. Also the value of the view `user.<user>.app`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct App {
    /// The person's id.
    pub user_id: UserId,
    /// What GitHub says of the person.
    pub profile: Profile,
    /// By display name.
    pub organizations: Vec<Membership>,
    /// The organization that is opened first: the chosen one, or the only one; null when there is neither.
    pub active_organization_id: Option<OrganizationId>,
    /// How the search for the person's organizations stands.
    pub discovery: DiscoveryState,
    /// What the person prefers.
    pub preferences: Preferences,
    /// `None`: dismissed.
    pub checklist: Option<Checklist>,
}

/// One organization that a person belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// The organization.
    #[serde(flatten)]
    pub organization: OrganizationCard,
    /// The role in the organization.
    pub role: Role,
}

/// Where the search for the person's organizations stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiscoveryState {
    /// How the search stands.
    pub status: DiscoveryStatus,
    /// Why the search failed or waits, and what to do about it; null when it does neither.
    pub message: Option<String>,
    /// When the newest complete search asked GitHub, in milliseconds since 1970; null before the first.
    pub discovered_at: Option<Millis>,
}

/// How a search stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DiscoveryStatus {
    /// It is under way.
    Running,
    /// It has found what there is.
    Done,
    /// It did not come to its end.
    Failed,
}

/// What a new person does first; each is derived from what is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Checklist {
    /// They belong to an organization.
    pub has_organization: bool,
    /// One of them has the GitHub App.
    pub is_connected: bool,
    /// One of them is synced.
    pub is_synced: bool,
    /// They have a draft or have opened a session.
    pub has_begun: bool,
}

/// Where I am signed in.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListSignIns {}
message!(Query: ListSignIns, User "signIns" (UserId), Credentials => SignInList);

/// A person's sign-ins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInList {
    /// Most recently seen first.
    pub sign_ins: Vec<SignInRead>,
}

/// One sign-in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInRead {
    /// The sign-in's id.
    pub sign_in_id: SignInId,
    /// What the browser calls itself; null when it does not say.
    pub user_agent: Option<String>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: Millis,
    /// When it was last used, in milliseconds since 1970.
    pub seen_at: Millis,
    /// When it ends, in milliseconds since 1970.
    pub expires_at: Millis,
}

/// My API tokens that are in force.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListApiTokens {}
message!(Query: ListApiTokens, User "apiTokens" (UserId), Credentials => ApiTokenList);

/// A person's API tokens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiTokenList {
    /// Newest first.
    pub api_tokens: Vec<ApiToken>,
}

/// What an organization's tasks are to me: unread, drafts, chosen sessions; and how I have arranged its sidebar.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetOverlay {
    /// The organization's id.
    pub organization_id: OrganizationId,
}
message!(Query: GetOverlay, User "overlay" (UserId), SignedIn => Overlay);

/// What an organization's tasks are to one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Overlay {
    /// How the sidebar is arranged.
    pub sidebar: Sidebar,
    /// Sessions with something unread, over all tasks.
    pub unread: u32,
    /// Tasks that are anything to me; at most 1,000, newest change first.
    pub tasks: Vec<TaskOverlay>,
}

/// What one task is to one person. Also the value of the view `user.<user>.task.<org>.<task>`. Drafts come without
/// their text, which is read with `draft`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskOverlay {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The task's id.
    pub task_id: TaskId,
    /// The session that is open when the task is; null when the person has opened none.
    pub active_session_id: Option<SessionId>,
    /// The sessions that the person has not read to their end.
    pub unread_session_ids: Vec<SessionId>,
    /// The drafts, without their texts.
    pub drafts: Vec<DraftHead>,
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}

/// A draft without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftHead {
    /// The session it is for; null for one that is yet to be opened.
    pub session_id: Option<SessionId>,
    /// The first 100 characters.
    pub beginning: String,
    /// How many files and lines it points at.
    pub attachments: u32,
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}

/// One draft, whole.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetDraft {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The task's id.
    pub task_id: TaskId,
    /// The session it is for; null for one that is yet to be opened.
    #[serde(default)]
    pub session_id: Option<SessionId>,
}
message!(Query: GetDraft, User "draft" (UserId), SignedIn => DraftFound);

/// The draft, if there is one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftFound {
    /// The draft; null when there is none.
    pub draft: Option<Draft>,
}

/// A message that a person has not sent yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// Its text.
    pub text: String,
    /// Files and lines that it points at.
    pub attachments: Vec<Attachment>,
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}

/// Whose credential this is, and what they may do: for the gateways, which are told of every change by the view
/// `user.<user>.access`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Identify {}
message!(Query: Identify, User "identify" (CredentialHash), Service => Identified);

/// Whom a credential belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Identified {
    /// `None`: nobody's, ended or expired.
    pub person: Option<Person>,
}

/// A person, and what they may do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The person's id.
    pub user_id: UserId,
    /// The login on GitHub, which may change.
    pub login: String,
    /// By what they have shown who they are.
    pub credential: Credential,
    /// What they may do.
    pub access: AccessRead,
    /// The revision of the view `user.<user>.access`, whose value `access` is.
    pub revision: i64,
}

/// By what somebody was known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Credential {
    /// A sign-in of a browser.
    SignIn {
        /// The sign-in's id.
        sign_in_id: SignInId,
        /// When it was last used, in milliseconds since 1970.
        seen_at: Millis,
        /// When it ends, in milliseconds since 1970.
        expires_at: Millis,
    },
    /// An API token.
    ApiToken(ApiToken),
}

/// What a person may do. The value of the view `user.<user>.access`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessRead {
    /// The organizations they belong to.
    pub organizations: Vec<OrganizationRole>,
    /// In force; others have ended.
    pub sign_ins: Vec<SignInId>,
    /// Their API tokens that are in force.
    pub api_tokens: Vec<ApiTokenId>,
}

/// What a person is in one organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationRole {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The role in the organization.
    pub role: Role,
}

/// GitHub's token of a person, for the services that act as them. The only message that carries one, in an answer, which
/// is kept nowhere.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GithubToken {}
message!(Query: GithubToken, User "githubToken" (UserId), Service => GithubTokenFound);

/// GitHub's token of a person. No `Debug`: it holds the token.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GithubTokenFound {
    /// The token itself.
    pub token: String,
    /// What GitHub lets it do.
    pub scopes: Vec<String>,
    /// Whose token it is.
    pub profile: Profile,
}
