//! What one person alone has of an organization's tasks: sidebar, selected sessions, unread marks, drafts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Millis, OrganizationId, RepositoryId, SessionId, TaskId, UserId, message, organization::Applied};

/// Arranges an organization's sidebar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ArrangeSidebar {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The repositories that come first, in this order; others follow. At most 5,000.
    #[serde(default)]
    #[schemars(length(max = crate::limit::SIDEBAR_ROWS))]
    pub order: Vec<RepositoryId>,
    /// The repositories whose tasks are folded away; at most 5,000.
    #[serde(default)]
    #[schemars(length(max = crate::limit::SIDEBAR_ROWS))]
    pub collapsed: Vec<RepositoryId>,
    /// The tasks that the person has put in order, whatever their repositories; at most 1,000. Null: as they are.
    #[serde(default)]
    #[schemars(length(max = crate::limit::SIDEBAR_TASKS))]
    pub tasks: Option<Vec<TaskId>>,
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
    /// The tasks that the person has put in order, each among its repository's. Those that it does not name are newer.
    #[serde(default)]
    pub tasks: Vec<TaskId>,
}

/// Selects the session that opens with a task, and marks it as read.
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
    /// Whether the session is to be unread.
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
    /// When the agent finished, in milliseconds since 1970. An older time than that of the person's last reading
    /// changes nothing.
    pub at: Millis,
}
message!(Command: MarkUnread, User "markUnread" (UserId), Service => Applied);

/// Notes what one open page shows. Sent by the gateway for each socket, and again before the note would be forgotten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Watch {
    /// The page's id, which lasts as long as its socket.
    pub page_id: String,
    /// The session that the page shows; null when the page shows none, is hidden, or is closed.
    pub showing: Option<Showing>,
    /// When the note is forgotten unless it is sent again, in milliseconds since 1970: the gateway may have died.
    pub until: Millis,
}
message!(Command: Watch, User "watch" (UserId), Service => Applied);

/// The session that a page shows.
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

/// Saves a prompt that was not sent yet. A draft without text and attachments is deleted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveDraft {
    /// The organization's id.
    pub organization_id: OrganizationId,
    /// The task's id.
    pub task_id: TaskId,
    /// The session that the draft is for; null for one that is yet to be opened.
    #[serde(default)]
    pub session_id: Option<SessionId>,
    /// The draft's text; at most 50,000 characters.
    #[schemars(length(max = crate::limit::DRAFT_CHARACTERS))]
    pub text: String,
    /// Files and lines that the draft points at; at most 20.
    #[serde(default)]
    #[schemars(length(max = crate::limit::ATTACHMENTS))]
    pub attachments: Vec<Attachment>,
}
message!(Command: SaveDraft, User "saveDraft" (UserId), SignedIn => DraftSaved);

/// A file, a line of one, or an image, that a message points at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attachment {
    /// The attachment's id, chosen by the page; 1 to 64 visible ASCII characters.
    #[schemars(length(max = crate::limit::ID_CHARACTERS))]
    pub id: String,
    /// The file's path in the repository; an image's name.
    #[schemars(length(max = crate::limit::PATH_CHARACTERS))]
    pub file_path: String,
    /// The line; null for the whole file.
    #[serde(default)]
    pub line_number: Option<u32>,
    /// The line's text; null for the whole file.
    #[serde(default)]
    #[schemars(length(max = crate::limit::LINE_CHARACTERS))]
    pub line_content: Option<String>,
    /// The image: what `sandbox.command.uploadImage` has taken under this id. Absent for a file or line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^[0-9a-f]{64}$"))]
    pub image_id: Option<String>,
}

/// When the draft was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftSaved {
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}

/// Reads what the caller alone has of an organization's tasks: unread marks, drafts and selected sessions; and how they
/// have arranged its sidebar.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetOverlay {
    /// The organization's id.
    pub organization_id: OrganizationId,
}
message!(Query: GetOverlay, User "overlay" (UserId), SignedIn => Overlay);

/// What one person alone has of an organization's tasks, and how they have arranged its sidebar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Overlay {
    /// How the sidebar is arranged.
    pub sidebar: Sidebar,
    /// How many sessions are unread, over all tasks.
    pub unread: u32,
    /// The tasks in which the person has a selected session, a read mark or a draft, newest change first; at most
    /// 1,000.
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
    /// The sessions in which an agent has finished since the person last read them, or that the person marked as
    /// unread.
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
    /// The first 100 characters of the draft's text.
    pub beginning: String,
    /// How many files and lines it points at.
    pub attachments: u32,
    /// When it last changed, in milliseconds since 1970.
    pub updated_at: Millis,
}

/// Reads one draft with its text.
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
