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

/// Somebody has proved to GitHub, and so to us, who they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    pub sign_in_id: SignInId,
    /// Of the secret in the browser's cookie.
    pub credential: CredentialHash,
    pub expires_at: Millis,
    pub profile: Profile,
    pub token: SealedToken,
    /// The browser, as it names itself; cut to 300 characters.
    #[serde(default)]
    pub user_agent: Option<String>,
}
message!(Command: SignIn, User "signIn" (UserId), Service => SignedIn);

/// A person as GitHub shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    pub login: String,
    pub name: Option<String>,
    /// Their primary address, verified by GitHub.
    pub email: Option<String>,
    pub avatar_url: Option<String>,
}

/// GitHub's token for a person, readable for whoever has the key (see `shared/vault`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SealedToken {
    /// Which key it was sealed with.
    pub key_id: String,
    /// Base64.
    pub sealed: String,
    /// What GitHub allows with it: `repo`, `read:org`.
    pub scopes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    pub user_id: UserId,
    pub sign_in_id: SignInId,
}

/// A sign-in is in use: it lasts longer. Sent seldom, not with each request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExtendSignIn {
    pub sign_in_id: SignInId,
    pub seen_at: Millis,
    pub expires_at: Millis,
}
message!(Command: ExtendSignIn, User "extendSignIn" (UserId), Service => Applied);

/// Signs out of one browser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndSignIn {
    pub sign_in_id: SignInId,
}
message!(Command: EndSignIn, User "endSignIn" (UserId), Credentials => SignInsEnded);

/// Signs out everywhere.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndAllSignIns {
    /// But here.
    #[serde(default)]
    pub except: Option<SignInId>,
}
message!(Command: EndAllSignIns, User "endAllSignIns" (UserId), Credentials => SignInsEnded);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInsEnded {
    pub ended: u32,
}

/// Keeps what is needed to know a new personal API token again. The token itself was shown once, at the door.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RegisterApiToken {
    pub api_token_id: ApiTokenId,
    pub credential: CredentialHash,
    /// What it is for; 1 to 100 characters on one line.
    pub name: String,
    pub scope: TokenScope,
    /// Only these organizations; all of the person's when there are none.
    #[serde(default)]
    pub organizations: Vec<OrganizationId>,
    /// Never, without one.
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
    pub api_token_id: ApiTokenId,
    pub name: String,
    pub scope: TokenScope,
    pub organizations: Vec<OrganizationId>,
    pub created_at: Millis,
    pub expires_at: Option<Millis>,
}

/// Ends a token at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RevokeApiToken {
    pub api_token_id: ApiTokenId,
}
message!(Command: RevokeApiToken, User "revokeApiToken" (UserId), Credentials => ApiTokenRevoked);

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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiscoveryStarted {
    pub run_id: String,
    pub joined: bool,
}

/// The durable work behind `discoverOrganizations`, which each sign-in starts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Discovery {}
message!(Workflow: Discovery, User "discovery" (UserId), Service => Discovered);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Discovered {
    pub organizations: u32,
}

/// Tells what came of asking GitHub. Sent by the workflow `discovery` alone: what is a person's changes only by commands of
/// theirs, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyDiscovery {
    pub run_id: String,
    /// When GitHub was asked.
    pub observed_at: Millis,
    pub news: DiscoveryNews,
}
message!(Command: ApplyDiscovery, User "applyDiscovery" (UserId), Service => Applied);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum DiscoveryNews {
    /// Everything, the person's own account included: they belong nowhere else.
    Found { profile: Profile, organizations: Vec<OrganizationFound> },
    /// It goes on by itself. Why it does not at once, as people should read it.
    Waiting { message: String },
    /// What went wrong, and what to do about it. `refused_token`: GitHub no longer takes this one, by its number.
    Failed { message: String, refused_token: Option<i64> },
}

/// An account on GitHub that a person belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationFound {
    pub organization_id: OrganizationId,
    pub role: Role,
    /// What they know of it.
    pub account: ContextOverrides,
}

/// An organization tells what it is, and what this person is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplyMembership {
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
    pub organization_id: OrganizationId,
    /// The account's login as GitHub spells it.
    pub login: String,
    pub display_name: String,
    pub kind: AccountKind,
    pub installation_status: InstallationStatus,
    pub sync_status: SyncStatus,
    /// When the newest complete sync began.
    pub last_sync_at: Option<Millis>,
}

/// Chooses the organization that is opened first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SelectOrganization {
    pub organization_id: OrganizationId,
}
message!(Command: SelectOrganization, User "selectOrganization" (UserId), SignedIn => App);

/// Changes preferences. What is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetPreferences {
    /// 1 to 100 visible ASCII characters: `claude-opus-4-5`. An empty one: the fleet's own choice.
    #[serde(default)]
    pub default_model: Option<String>,
    #[serde(default)]
    pub colour_mode: Option<ColourMode>,
}
message!(Command: SetPreferences, User "setPreferences" (UserId), SignedIn => Preferences);

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Preferences {
    /// The model of new sessions; the fleet's own choice without one.
    pub default_model: Option<String>,
    pub colour_mode: ColourMode,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ColourMode {
    /// As the operating system has it.
    #[default]
    System,
    Light,
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
    pub organization_id: OrganizationId,
    /// First these repositories, in this order; then the others.
    #[serde(default)]
    pub order: Vec<RepositoryId>,
    /// Repositories whose tasks are folded away.
    #[serde(default)]
    pub collapsed: Vec<RepositoryId>,
}
message!(Command: ArrangeSidebar, User "arrangeSidebar" (UserId), SignedIn => Sidebar);

/// Also the value of the view `user.<user>.sidebar.<org>`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sidebar {
    pub order: Vec<RepositoryId>,
    pub collapsed: Vec<RepositoryId>,
}

/// Opens one of a task's sessions, which is read with that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SelectSession {
    pub organization_id: OrganizationId,
    pub task_id: TaskId,
    pub session_id: SessionId,
}
message!(Command: SelectSession, User "selectSession" (UserId), SignedIn => TaskOverlay);

/// Marks one of a task's sessions as read or unread, by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetUnread {
    pub organization_id: OrganizationId,
    pub task_id: TaskId,
    pub session_id: SessionId,
    pub unread: bool,
}
message!(Command: SetUnread, User "setUnread" (UserId), SignedIn => TaskOverlay);

/// An agent has finished: unread, unless the person is watching that very session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MarkUnread {
    pub organization_id: OrganizationId,
    pub task_id: TaskId,
    pub session_id: SessionId,
    /// When the agent finished.
    pub at: Millis,
}
message!(Command: MarkUnread, User "markUnread" (UserId), Service => Applied);

/// What one open page shows. Told by the gateway for each socket, and again before it would be forgotten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Watch {
    /// The page; as long as its socket.
    pub page_id: String,
    /// `None`: it shows no session, is hidden, or is closed.
    pub showing: Option<Showing>,
    /// When it is forgotten without another word: the gateway may have died.
    pub until: Millis,
}
message!(Command: Watch, User "watch" (UserId), Service => Applied);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Showing {
    pub organization_id: OrganizationId,
    pub task_id: TaskId,
    pub session_id: SessionId,
}

/// Keeps what a person is about to say. An empty draft is forgotten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveDraft {
    pub organization_id: OrganizationId,
    pub task_id: TaskId,
    /// `None`: for a session that is yet to be opened.
    #[serde(default)]
    pub session_id: Option<SessionId>,
    /// At most 50,000 characters.
    pub text: String,
    /// At most 20.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}
message!(Command: SaveDraft, User "saveDraft" (UserId), SignedIn => DraftSaved);

/// A file, or a line of one, that a draft points at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attachment {
    /// The page's own; 1 to 64 visible ASCII characters.
    pub id: String,
    pub file_path: String,
    #[serde(default)]
    pub line_number: Option<u32>,
    #[serde(default)]
    pub line_content: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftSaved {
    pub updated_at: Millis,
}

/// Who I am, where I belong and what there is to do first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetApp {}
message!(Query: GetApp, User "app" (UserId), SignedIn => App);

/// Also the value of the view `user.<user>.app`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct App {
    pub user_id: UserId,
    pub profile: Profile,
    /// By display name.
    pub organizations: Vec<Membership>,
    /// The one that is opened first: the chosen one, or the only one.
    pub active_organization_id: Option<OrganizationId>,
    pub discovery: DiscoveryState,
    pub preferences: Preferences,
    /// `None`: dismissed.
    pub checklist: Option<Checklist>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    #[serde(flatten)]
    pub organization: OrganizationCard,
    pub role: Role,
}

/// Where the search for the person's organizations stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiscoveryState {
    pub status: DiscoveryStatus,
    /// Why it failed, and what to do about it.
    pub message: Option<String>,
    /// When GitHub last answered completely.
    pub discovered_at: Option<Millis>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DiscoveryStatus {
    Running,
    Done,
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInList {
    /// Most recently seen first.
    pub sign_ins: Vec<SignInRead>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInRead {
    pub sign_in_id: SignInId,
    pub user_agent: Option<String>,
    pub created_at: Millis,
    pub seen_at: Millis,
    pub expires_at: Millis,
}

/// My API tokens that are in force.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListApiTokens {}
message!(Query: ListApiTokens, User "apiTokens" (UserId), Credentials => ApiTokenList);

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
    pub organization_id: OrganizationId,
}
message!(Query: GetOverlay, User "overlay" (UserId), SignedIn => Overlay);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Overlay {
    pub sidebar: Sidebar,
    /// Sessions with something unread, over all tasks.
    pub unread: u32,
    /// Tasks that are anything to me; at most 1,000, newest change first.
    pub tasks: Vec<TaskOverlay>,
}

/// Also the value of the view `user.<user>.task.<org>.<task>`. Drafts without their text, which is read with `draft`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskOverlay {
    pub organization_id: OrganizationId,
    pub task_id: TaskId,
    /// The session that is open when the task is.
    pub active_session_id: Option<SessionId>,
    pub unread_session_ids: Vec<SessionId>,
    pub drafts: Vec<DraftHead>,
    pub updated_at: Millis,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftHead {
    pub session_id: Option<SessionId>,
    /// The first 100 characters.
    pub beginning: String,
    pub attachments: u32,
    pub updated_at: Millis,
}

/// One draft, whole.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetDraft {
    pub organization_id: OrganizationId,
    pub task_id: TaskId,
    #[serde(default)]
    pub session_id: Option<SessionId>,
}
message!(Query: GetDraft, User "draft" (UserId), SignedIn => DraftFound);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftFound {
    pub draft: Option<Draft>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    pub text: String,
    pub attachments: Vec<Attachment>,
    pub updated_at: Millis,
}

/// Whose credential this is, and what they may do: for the gateways, which are told of every change by the view
/// `user.<user>.access`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Identify {}
message!(Query: Identify, User "identify" (CredentialHash), Service => Identified);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Identified {
    /// `None`: nobody's, ended or expired.
    pub person: Option<Person>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    pub user_id: UserId,
    pub login: String,
    pub credential: Credential,
    pub access: AccessRead,
    /// Of the view that `access` is the value of.
    pub revision: i64,
}

/// By what somebody was known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Credential {
    SignIn { sign_in_id: SignInId, seen_at: Millis, expires_at: Millis },
    ApiToken(ApiToken),
}

/// What a person may do. The value of the view `user.<user>.access`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessRead {
    pub organizations: Vec<OrganizationRole>,
    /// In force; others have ended.
    pub sign_ins: Vec<SignInId>,
    pub api_tokens: Vec<ApiTokenId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationRole {
    pub organization_id: OrganizationId,
    pub role: Role,
}

/// GitHub's token of a person, for the services that act as them. The only message that carries one, in an answer, which
/// is kept nowhere.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GithubToken {}
message!(Query: GithubToken, User "githubToken" (UserId), Service => GithubTokenFound);

/// No `Debug`: it holds the token.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GithubTokenFound {
    pub token: String,
    pub scopes: Vec<String>,
    pub profile: Profile,
}
