//! Every limit of a message, with what would go wrong without it.

use std::time::Duration;

/// An id is a subject token, an index key and a file name; longer ones would not fit where they must.
pub const ID_CHARACTERS: usize = 64;

/// One message's JSON. NATS refuses more than 1 MB with headers; a quarter leaves room for a stored envelope, and
/// bodies larger than this belong in the database and travel as references.
pub const MESSAGE_BYTES: usize = 256 * 1024;

/// A command's id as chosen by its caller. It is an index key and travels in headers.
pub const COMMAND_ID_CHARACTERS: usize = 128;

/// How long a caller may wait for an outcome. Longer work is a workflow; a longer wait would hold connections open
/// through proxies that cut them.
pub const WAIT: Duration = Duration::from_secs(10);

/// Rows in one answer of a list. A page is read by people and fits in one message.
pub const PAGE_ROWS: u32 = 200;

/// Rows of one answer of history, in bytes of JSON: NATS takes 1 MB, and one row may have a whole message in it.
pub const HISTORY_PAGE_BYTES: usize = 2 * MESSAGE_BYTES;

/// Steps of a workflow run in one answer.
pub const STEP_ROWS: u32 = 1_000;

/// What a list shows of one value. Whoever wants all of a larger one asks for it alone.
pub const SHOWN_BYTES: usize = 16 * 1024;

/// How much of a larger one is shown.
pub const SHOWN_CHARACTERS: usize = 2_000;

/// What an agent is asked to do, as typed by a person. It must fit into one message with what goes with it.
pub const PROMPT_CHARACTERS: usize = 50_000;

/// A title is one line in a sidebar; a longer one would be cut there, and be carried in every view.
pub const TITLE_CHARACTERS: usize = 200;

/// An organization's display name, or the name of an API token: one line in a list, which a longer one would break.
pub const NAME_CHARACTERS: usize = 100;

/// Why a task was ended: a remark. Longer ones would fill the audit log's pages.
pub const REASON_CHARACTERS: usize = 500;

/// What people read of a sync while it begins: a line.
pub const LABEL_CHARACTERS: usize = 300;

/// An organization's short name, as long as a login on GitHub may be.
pub const SLUG_CHARACTERS: usize = 39;

/// A host name (RFC 1035, section 2.3.4).
pub const DOMAIN_CHARACTERS: usize = 253;

/// Where a page of a list begins: what it is sorted by, and an id. They are ours; a longer one is somebody's invention.
pub const CURSOR_CHARACTERS: usize = 512;

/// A draft is a prompt that has not been sent yet.
pub const DRAFT_CHARACTERS: usize = PROMPT_CHARACTERS;

/// Files or lines that a draft points at. A page shows them as a row of labels.
pub const ATTACHMENTS: usize = 20;

/// A path in a repository (Linux's `PATH_MAX`): no file could have a longer one.
pub const PATH_CHARACTERS: usize = 4096;

/// A line of code that a draft quotes. Twenty of them must fit into one view with the text.
pub const LINE_CHARACTERS: usize = 2_000;

/// Repositories in a sidebar's arrangement; the largest accounts have some thousands.
pub const SIDEBAR_ROWS: usize = 5_000;
/// How many tasks a person may have put in order in a sidebar.
pub const SIDEBAR_TASKS: usize = 1_000;

/// Sign-ins of one person at a time: all of them are in one view. The one that was used least recently ends.
pub const SIGN_INS: usize = 50;

/// API tokens of one person that are in force: all of them are in one view.
pub const API_TOKENS: usize = 50;

/// Organizations that one person belongs to: all of them are in one view.
pub const ORGANIZATIONS: usize = 500;

/// Tasks of one organization in which a person has a selected session, a read mark or a draft: all of them are in one
/// answer. The one that was touched least recently is forgotten, unless it has a draft.
pub const OVERLAY_TASKS: usize = 1_000;

/// Sessions of one task for which one person has a read mark: all of them are in one view.
pub const OVERLAY_SESSIONS: usize = 200;

/// Drafts of one person: what is never thrown away must not grow without end.
pub const DRAFTS: usize = 500;

/// Pages that one person has open at a time. Beyond it, the page whose report expires first is forgotten.
pub const PAGES: usize = 100;

/// A browser's name for itself, as it stands in the list of sign-ins. It comes from a header that anybody can fill.
pub const USER_AGENT_CHARACTERS: usize = 300;

/// Bytes, not characters, of a branch's name in UTF-8. Git refuses longer names on common file systems (255 bytes with
/// the path to the ref).
pub const BRANCH_BYTES: usize = 200;

/// Open sessions of one task: all of them are in one view, and each is a process in the sandbox.
pub const SESSIONS: usize = 20;

/// Messages that wait in one session's queue: all of them are in one view. Whoever has more to say can write it into one.
pub const QUEUED_MESSAGES: usize = 20;

/// Bytes of the texts that wait in all queues of one task: they are in one view, which must fit into one message.
pub const QUEUED_BYTES: usize = MESSAGE_BYTES / 2;

/// Events in one answer. A page of the transcript is read by a browser and fits into one message.
pub const EVENT_ROWS: u32 = 1_000;

/// What people have set of one session's agent. Agents list some five options.
pub const CHOICES: usize = 20;

/// An option's id or value, as agents give them: `anthropic/claude-opus-4-5`. Longer ones would fill the view.
pub const OPTION_CHARACTERS: usize = 200;

/// What can be set of a session's agent, in bytes of JSON: it is in the task's view, once for each session. Some agents list
/// hundreds of models: what does not fit is left out there, and said.
pub const OPTION_BYTES: usize = 6 * 1024;

/// After so long without a word an agent at work is shown as quiet. Models think for half a minute without a word.
pub const QUIET_AFTER: Duration = Duration::from_secs(60);

/// After so long without a word pages offer to stop it.
pub const OFFER_STOP_AFTER: Duration = Duration::from_secs(300);

/// An image that a message points at. Models make larger ones smaller before they look.
pub const IMAGE_BYTES: usize = 1024 * 1024;

/// A part of an image, before it is written in Base64: with that it fits into one message.
pub const IMAGE_PART_BYTES: usize = 128 * 1024;

/// The same in Base64, with padding.
pub const IMAGE_PART_BASE64: usize = IMAGE_PART_BYTES.div_ceil(3) * 4;

/// Images of one task: they stay as long as its transcript does.
pub const IMAGES: usize = 100;

/// Images of one message. A page shows them in a row.
pub const MESSAGE_IMAGES: usize = 4;

/// Bytes of one message's images together: with its text, and written in Base64, they go to the agent as one request, of which the
/// server in the sandbox takes 2 MiB.
pub const MESSAGE_IMAGE_BYTES: usize = 1_280 * 1024;

/// Processes that people have started in one sandbox, ended ones included: all of them are in one view, the sandbox keeps
/// up to 10 MiB of output of each, and its server runs no more than 64.
pub const PROCESSES: usize = 64;

/// Bytes of what says what a process is: title, program, arguments and folder. 64 of them are in one view with the
/// sandbox's own stages.
pub const PROCESS_BYTES: usize = 2_000;

/// Columns or rows of a terminal. A larger one would only cost memory: no screen shows it.
pub const TERMINAL_CHARACTERS: u16 = 1_000;

/// Output in one page of a process's log: as base64 it must fit into one message.
pub const LOG_BYTES: u32 = 128 * 1024;

/// What somebody types at once, in bytes; a page cuts what is pasted into pieces of this.
pub const INPUT_BYTES: usize = 8 * 1024;

/// Changed files in a branch's state: all of them are in one view. The rest is counted.
pub const GIT_FILES: usize = 1_000;

/// Bytes of those files' paths, for the same reason: a thousand paths may be a thousand times 4,096.
pub const GIT_FILES_BYTES: usize = 128 * 1024;

/// Files that an operation names: with conflicts, say. They are in one view with the others.
pub const GIT_OPERATION_PATHS: usize = 100;

/// Lines of one file's diff. Nobody reads more, and a page would stand still over them.
pub const DIFF_LINES: usize = 5_000;

/// Bytes of one file's diff in JSON. An answer must fit into one message of NATS (1 MB), whatever is in it.
pub const DIFF_BYTES: usize = 384 * 1024;

/// Unchanged lines around a change: more than any file has that is shown whole.
pub const DIFF_CONTEXT_LINES: u32 = 10_000;

/// Entries of one page of a folder.
pub const FOLDER_ROWS: u32 = 1_000;

/// Entries of a folder that are looked at. What has more was made by a program, and is read by one.
pub const FOLDER_ENTRIES: usize = 20_000;

/// Paths of a repository that are listed. Whoever looks for one among more knows its folder.
pub const PATHS: usize = 20_000;

/// An image of the branch that is shown. Larger ones are no part of what people review.
pub const PICTURE_BYTES: u64 = 4 * 1024 * 1024;

/// One part of it, before it is written in Base64: with that it is half of what NATS takes as one message.
pub const PICTURE_PART_BYTES: usize = 384 * 1024;

/// One part of a file, before it is JSON: it must fit into one message even if most of it must be escaped.
pub const FILE_BYTES: usize = 128 * 1024;

/// Checks of one commit in one answer. Matrices of builds have some hundreds.
pub const CHECKS: usize = 200;

/// Pull requests whose checks are told at once: their lines are written in one transaction.
pub const CHECKED_PULL_REQUESTS: usize = 100;
