//! The branch as it was last read, and its files as they are.

use std::{sync::Arc, time::Duration};

use contracts::{
    TaskKey, limit,
    sandbox::{
        Changes, FileDiff, FilePart, FolderPage, GetChanges, GetDiff, GetFile, GetGitState, GetPicture, GitState,
        ListFiles, ListPaths, PathPage, PicturePart, SandboxStatus,
    },
};
use runtime::{Handled, Reader};

use crate::{
    error::SandboxError,
    git::{
        self, Script, diff, files, listing,
        output::{REFUSED, Sections},
        paths, pictures,
    },
    model::Branch,
    store,
    workflows::{Inside, Work},
};

/// How long people wait for what they look at; less than a query's caller waits.
const READ_LIMIT: Duration = Duration::from_secs(8);

/// Entries of a folder's page when nobody says how many.
const USUAL_ROWS: u32 = 500;

/// A sandbox whose branch nobody has looked at has an empty state; a task without a sandbox has none.
pub async fn state(reader: Reader, key: TaskKey, _: GetGitState) -> Handled<GitState> {
    if let Some(branch) = store::branches::find(reader.db(), &key).await? {
        return Ok(branch.state);
    }
    store::sandboxes::find(reader.db(), &key).await?.ok_or(SandboxError::Unknown)?;
    Ok(Branch::first(&key, reader.now).state)
}

/// Not written down, though it is read like the state: who looks changes nothing.
pub async fn changes(reader: Reader, key: TaskKey, query: GetChanges, work: Arc<Work>) -> Handled<Changes> {
    let branch = store::branches::find(reader.db(), &key).await?;
    let base = branch.as_ref().and_then(Branch::base);
    let script = |home: &str| git::state::read(home, base, query.scope);
    let sections = read(&reader, &key, &work, script, git::state::OUTPUT_BYTES).await?;
    Ok(git::state::changes(&sections, query.scope))
}

pub async fn diff(reader: Reader, key: TaskKey, query: GetDiff, work: Arc<Work>) -> Handled<FileDiff> {
    check(&query.path)?;
    query.old_path.as_deref().map(check).transpose()?;
    if query.context.is_some_and(|lines| lines > limit::DIFF_CONTEXT_LINES) {
        let message = format!("a diff has at most {} lines around each change", limit::DIFF_CONTEXT_LINES);
        return Err(SandboxError::InvalidInput(message).into());
    }
    let branch = store::branches::find(reader.db(), &key).await?;
    let base = branch.as_ref().and_then(Branch::base);
    let script = |home: &str| diff::read(home, base, &query);
    let sections = read(&reader, &key, &work, script, diff::OUTPUT_BYTES).await?;
    Ok(diff::understand(&sections, &query))
}

pub async fn list(reader: Reader, key: TaskKey, query: ListFiles, work: Arc<Work>) -> Handled<FolderPage> {
    let path = query.path.unwrap_or_default();
    if !path.is_empty() {
        check(&path)?;
    }
    let rows = query.limit.unwrap_or(USUAL_ROWS);
    if !(1..=limit::FOLDER_ROWS).contains(&rows) {
        let message = format!("the limit is {rows}; it may be 1 to {}", limit::FOLDER_ROWS);
        return Err(SandboxError::InvalidInput(message).into());
    }
    let script = |home: &str| files::list(home, &path);
    let sections = read(&reader, &key, &work, script, files::OUTPUT_BYTES).await?;
    Ok(files::page(&sections, &path, query.after.as_deref(), usize::try_from(rows).unwrap_or(usize::MAX)))
}

pub async fn file(reader: Reader, key: TaskKey, query: GetFile, work: Arc<Work>) -> Handled<FilePart> {
    check(&query.path)?;
    let offset = query.offset.unwrap_or_default();
    let script = |home: &str| files::read(home, &query.path, offset);
    let sections = read(&reader, &key, &work, script, 2 * limit::FILE_BYTES).await?;
    Ok(files::part(&sections, &query.path, offset))
}

pub async fn picture(reader: Reader, key: TaskKey, query: GetPicture, work: Arc<Work>) -> Handled<PicturePart> {
    check(&query.path)?;
    if query.offset.is_some_and(|offset| offset > limit::PICTURE_BYTES) {
        let message = format!("an image that is shown has at most {} bytes", limit::PICTURE_BYTES);
        return Err(SandboxError::InvalidInput(message).into());
    }
    let branch = store::branches::find(reader.db(), &key).await?;
    let base = branch.as_ref().and_then(Branch::base);
    let script = |home: &str| pictures::read(home, base, &query);
    let sections = read(&reader, &key, &work, script, pictures::OUTPUT_BYTES).await?;
    Ok(pictures::part(&sections, &query))
}

pub async fn paths(reader: Reader, key: TaskKey, query: ListPaths, work: Arc<Work>) -> Handled<PathPage> {
    let sections = read(&reader, &key, &work, listing::read, listing::OUTPUT_BYTES).await?;
    Ok(listing::page(&sections, query.after.as_deref()))
}

fn check(path: &str) -> Result<(), SandboxError> {
    paths::check(path).map_err(SandboxError::InvalidInput)
}

/// Runs a reading script in the task's sandbox, if that is there; nothing is made for somebody who looks.
async fn read(
    reader: &Reader,
    key: &TaskKey,
    work: &Work,
    script: impl Fn(&str) -> Script,
    bytes: usize,
) -> Handled<Sections> {
    let sandbox = store::sandboxes::find(reader.db(), key).await?.ok_or(SandboxError::Unknown)?;
    let record = sandbox.record;
    let (SandboxStatus::Ready, Some(provider_id)) = (record.status, record.provider_id) else {
        return Err(SandboxError::NotReady(record.status).into());
    };
    let _reader = work.looking.enter(key).ok_or(SandboxError::TooManyReaders)?;

    let answered = async {
        let inside = Inside::connect(work, &provider_id).await?;
        inside.outcome(&script(&inside.home), READ_LIMIT, bytes).await
    };
    let outcome = answered.await.map_err(|trouble| {
        tracing::warn!(provider_id, "A sandbox does not answer: {}", trouble.message());
        SandboxError::NotAnswering(trouble.message().to_owned())
    })?;
    let said = outcome.stderr.trim();
    match outcome.exit_code {
        Some(0) => Ok(Sections::read(&outcome.stdout).map_err(|error| SandboxError::NotAnswering(error.to_string()))?),
        Some(REFUSED) => Err(SandboxError::Unreadable(said.to_owned()).into()),
        Some(_) => Err(SandboxError::Unreadable(format!("git says: {said}")).into()),
        None => Err(SandboxError::NotAnswering(format!("reading took longer than {} s", READ_LIMIT.as_secs())).into()),
    }
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{DiffScope, ProvisioningNews};

    use super::*;
    use crate::testing::{Acme, news, open};

    fn diff_of(path: &str) -> GetDiff {
        let (path, scope) = (path.to_owned(), DiffScope::SinceBase);
        GetDiff { path, old_path: None, scope, context: None, ignore_whitespace: false }
    }

    #[tokio::test]
    async fn what_is_not_there_says_what_it_is_and_is_not_made() {
        let acme = Acme::new().await;
        assert_eq!(acme.query_refused(&diff_of("a")).await, "sandbox.unknown");
        acme.done(&open(1)).await;
        assert_eq!(acme.query_refused(&ListFiles::default()).await, "sandbox.not_ready");
        assert_eq!(acme.query_refused(&GetChanges::default()).await, "sandbox.not_ready");
        assert_eq!(acme.asks(&GetGitState {}).await.status, None);
        acme.done(&news(1, ProvisioningNews::Expired { at: 5 })).await;
        assert_eq!(acme.query_refused(&GetFile { path: "a".into(), offset: None }).await, "sandbox.not_ready");
        assert_eq!(acme.runs().await, ["provisioning"]);
    }

    #[tokio::test]
    async fn what_cannot_be_asked_for_is_refused_before_anybody_is_asked() {
        let acme = Acme::new().await;
        let invalid = "sandbox.invalid_input";
        for path in ["../x", "/etc/passwd", ".git/config", "a\0b", ""] {
            assert_eq!(acme.query_refused(&diff_of(path)).await, invalid, "{path:?}");
            assert_eq!(acme.query_refused(&GetFile { path: path.into(), offset: None }).await, invalid, "{path:?}");
            let picture = GetPicture { path: path.into(), before: None, offset: None };
            assert_eq!(acme.query_refused(&picture).await, invalid, "{path:?}");
        }
        let list = |path: &str, limit| ListFiles { path: Some(path.into()), after: None, limit };
        assert_eq!(acme.query_refused(&list("a/../..", None)).await, invalid);
        assert_eq!(acme.query_refused(&list("", Some(0))).await, invalid);
        let far = GetPicture { path: "a".into(), before: None, offset: Some(u64::MAX) };
        assert_eq!(acme.query_refused(&far).await, invalid);
        assert_eq!(acme.query_refused(&GetDiff { context: Some(10_001), ..diff_of("a") }).await, invalid);
    }
}
