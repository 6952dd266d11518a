//! The branch's state, its diffs, its folders and files.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ChangeTotals, ChangedFile, DiffScope, GitState};
use crate::{TaskKey, message};

/// The branch's state, as it was last read.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetGitState {}
message!(Query: GetGitState, Sandbox "git" (TaskKey), Member => GitState);

/// The files that differ from what a scope compares with, as they are in the sandbox now. What differs from the base is in the
/// branch's state, too, as it was last read.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetChanges {
    /// What they are compared with; the merge base without one.
    #[serde(default)]
    pub scope: DiffScope,
}
message!(Query: GetChanges, Sandbox "changes" (TaskKey), Member => Changes);

/// The files that differ from something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// What they were compared with.
    pub scope: DiffScope,
    /// The commit that they were compared with; null where there is none: all of them are new.
    pub from: Option<String>,
    /// By path: at most 1,000, and 128 KiB in all.
    pub files: Vec<ChangedFile>,
    /// How many more there are.
    pub more_files: u32,
    /// Of all files, those that are not listed, too.
    pub totals: ChangeTotals,
}

/// What changed in one file, as it is in the sandbox now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetDiff {
    /// The file.
    #[schemars(length(max = crate::limit::PATH_CHARACTERS))]
    pub path: String,
    /// Where it was before, if it was renamed.
    #[serde(default)]
    #[schemars(length(max = crate::limit::PATH_CHARACTERS))]
    pub old_path: Option<String>,
    /// What it is compared with; the merge base without one.
    #[serde(default)]
    pub scope: DiffScope,
    /// Unchanged lines around each change: 0 to 10,000; 3 without one.
    #[serde(default)]
    #[schemars(range(min = 0, max = crate::limit::DIFF_CONTEXT_LINES))]
    pub context: Option<u32>,
    /// Whether changes of white space alone are left out.
    #[serde(default)]
    pub ignore_whitespace: bool,
}
message!(Query: GetDiff, Sandbox "diff" (TaskKey), Member => FileDiff);

/// What changed in one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FileDiff {
    /// The file.
    pub path: String,
    /// Where it was before; null unless it was renamed.
    pub old_path: Option<String>,
    /// What it was compared with.
    pub scope: DiffScope,
    /// The commit that it was compared with; null where there is none: all of it is new.
    pub from: Option<String>,
    /// Unified, with hunks, as `git diff` writes it (its header lines included). Empty: nothing changed.
    pub text: String,
    /// Whether it is binary: `text` has only the header.
    pub is_binary: bool,
    /// Whether `text` was cut: at 5,000 lines or 384 KiB, after a whole line. The last hunk's header then names more lines
    /// than follow.
    pub is_cut: bool,
    /// Lines of the whole text.
    pub lines: u32,
    /// Bytes of the whole text.
    pub bytes: u64,
}

/// One folder of the sandbox's files.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListFiles {
    /// The folder; empty or null for the repository's own.
    #[serde(default)]
    #[schemars(length(max = crate::limit::PATH_CHARACTERS))]
    pub path: Option<String>,
    /// The `next` of the page before; null for the first page.
    #[serde(default)]
    #[schemars(length(max = crate::limit::PATH_CHARACTERS))]
    pub after: Option<String>,
    /// 1 to 1,000; 500 without one.
    #[serde(default)]
    #[schemars(range(min = 1, max = crate::limit::FOLDER_ROWS))]
    pub limit: Option<u32>,
}
message!(Query: ListFiles, Sandbox "files" (TaskKey), Member => FolderPage);

/// One page of a folder: folders first, then by name (by its bytes).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FolderPage {
    /// The folder; empty for the repository's own.
    pub path: String,
    /// What is in it. `.git` is left out.
    pub entries: Vec<FolderEntry>,
    /// The value of `after` for the next page; null on the last page.
    pub next: Option<String>,
    /// Whether the folder has more than the 20,000 entries that are looked at.
    pub is_cut: bool,
}

/// Something in a folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FolderEntry {
    /// Its name, without the folder's.
    pub name: String,
    /// What it is.
    pub kind: FolderEntryKind,
    /// Bytes of a file; 0 for anything else.
    pub size: u64,
    /// Whether git ignores it.
    pub is_ignored: bool,
    /// Whether its name is no UTF-8: it cannot be asked for by itself.
    pub is_lossy: bool,
}

/// What something in a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum FolderEntryKind {
    /// A folder.
    Folder,
    /// A file.
    File,
    /// A symbolic link. It can be asked for like a file if it leads to one of the repository.
    Link,
    /// Something else: a socket, say.
    Other,
}

/// A part of one file.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetFile {
    /// The file.
    #[schemars(length(max = crate::limit::PATH_CHARACTERS))]
    pub path: String,
    /// From which byte on: the `next` of the part before; null for the beginning.
    #[serde(default)]
    pub offset: Option<u64>,
}
message!(Query: GetFile, Sandbox "file" (TaskKey), Member => FilePart);

/// A part of one file: at most 128 KiB, which ends with a line if one ends in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FilePart {
    /// The file.
    pub path: String,
    /// Bytes of the whole file.
    pub size: u64,
    /// Whether it is binary: it has a NUL in its first 8,000 bytes, as git decides it. `text` is empty then.
    pub is_binary: bool,
    /// From which byte on this is.
    pub offset: u64,
    /// The number of the line that it begins in, from 1 on.
    pub first_line: u64,
    /// The text. Bytes that are no UTF-8 are U+FFFD.
    pub text: String,
    /// From which byte on the next part is; null when this is the last one.
    pub next: Option<u64>,
}

/// A part of an image of the branch, as it is or as it was. What an image is, its first bytes say; of what is none, or has more
/// than 4 MiB, the answer has no data.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetPicture {
    /// The file; of one that was moved, the path that it had then.
    #[schemars(length(max = crate::limit::PATH_CHARACTERS))]
    pub path: String,
    /// As it was where these changes begin; null: as it is.
    #[serde(default)]
    pub before: Option<DiffScope>,
    /// From which byte on: the `next` of the part before; null for the beginning.
    #[serde(default)]
    pub offset: Option<u64>,
}
message!(Query: GetPicture, Sandbox "picture" (TaskKey), Member => PicturePart);

/// A part of one image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PicturePart {
    /// The file.
    pub path: String,
    /// Bytes of the whole file.
    pub size: u64,
    /// `image/png`, `image/jpeg`, `image/gif`, `image/webp` or `image/svg+xml`; null: it is none of these.
    pub media_type: Option<String>,
    /// Whether it has more bytes than are shown.
    pub is_too_large: bool,
    /// From which byte on this is.
    pub offset: u64,
    /// The bytes, in Base64: at most 384 KiB of them.
    pub data: String,
    /// From which byte on the next part is; null when this is the last one.
    pub next: Option<u64>,
}

/// The paths of the files that git knows, or does not ignore.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListPaths {
    /// The last path of the page before; null for the first page.
    #[serde(default)]
    #[schemars(length(max = crate::limit::PATH_CHARACTERS))]
    pub after: Option<String>,
}
message!(Query: ListPaths, Sandbox "paths" (TaskKey), Member => PathPage);

/// As many paths as one answer holds, by their bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PathPage {
    /// From the repository's own folder on. Those that are no UTF-8 are left out.
    pub paths: Vec<String>,
    /// The value of `after` for the next page; null on the last page.
    pub next: Option<String>,
    /// Whether there are more than the 20,000 paths that are looked at.
    pub is_cut: bool,
}
