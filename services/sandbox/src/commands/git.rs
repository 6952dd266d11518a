//! What people do with the branch: each command begins an operation, which a workflow does. One goes on at a time.

use contracts::{
    TaskKey, limit,
    sandbox::{
        AbortSync, GitAccepted, GitOperation, GitOperationStatus, GitRun, GitWork, MergePullRequest,
        PublishPullRequest, Push, ReadyPullRequest, RevertFile, SandboxStatus, SyncWithBase, UndoRevert,
    },
};
use runtime::{Cx, Handled, WhenActive};

use crate::{
    error::SandboxError,
    git::paths,
    model::{Branch, Sandbox},
    views, workflows,
};

pub async fn push(cx: &mut Cx, key: TaskKey, command: Push) -> Handled<GitAccepted> {
    begin_inside(cx, &key, GitWork::Push(command)).await
}

pub async fn publish_pull_request(cx: &mut Cx, key: TaskKey, mut command: PublishPullRequest) -> Handled<GitAccepted> {
    command.title = title(&command.title)?;
    if command.body.chars().count() > limit::PROMPT_CHARACTERS {
        let message = format!("a pull request's text has at most {} characters", limit::PROMPT_CHARACTERS);
        return Err(SandboxError::InvalidInput(message).into());
    }
    begin_inside(cx, &key, GitWork::Publish(command)).await
}

pub async fn sync_with_base(cx: &mut Cx, key: TaskKey, command: SyncWithBase) -> Handled<GitAccepted> {
    begin_inside(cx, &key, GitWork::Sync(command)).await
}

pub async fn abort_sync(cx: &mut Cx, key: TaskKey, command: AbortSync) -> Handled<GitAccepted> {
    begin_inside(cx, &key, GitWork::AbortSync(command)).await
}

pub async fn revert_file(cx: &mut Cx, key: TaskKey, command: RevertFile) -> Handled<GitAccepted> {
    [Some(&command.path), command.old_path.as_ref()]
        .into_iter()
        .flatten()
        .try_for_each(|path| paths::check(path))
        .map_err(SandboxError::InvalidInput)?;
    begin_inside(cx, &key, GitWork::Revert(command)).await
}

pub async fn undo_revert(cx: &mut Cx, key: TaskKey, command: UndoRevert) -> Handled<GitAccepted> {
    if uuid::Uuid::try_parse(&command.operation_id).is_err() {
        return Err(SandboxError::InvalidInput("that is no operation's id".to_owned()).into());
    }
    begin_inside(cx, &key, GitWork::UndoRevert(command)).await
}

/// Needs no sandbox: it is done at GitHub.
pub async fn ready_pull_request(cx: &mut Cx, key: TaskKey, command: ReadyPullRequest) -> Handled<GitAccepted> {
    begin(cx, &key, GitWork::Ready(command)).await
}

/// Needs no sandbox: it is done at GitHub.
pub async fn merge_pull_request(cx: &mut Cx, key: TaskKey, command: MergePullRequest) -> Handled<GitAccepted> {
    begin(cx, &key, GitWork::Merge(command)).await
}

async fn begin_inside(cx: &mut Cx, key: &TaskKey, work: GitWork) -> Handled<GitAccepted> {
    let sandbox = cx.load::<Sandbox>(key).await?.ok_or(SandboxError::Unknown)?;
    if sandbox.record.status != SandboxStatus::Ready {
        return Err(SandboxError::NotReady(sandbox.record.status).into());
    }
    begin(cx, key, work).await
}

async fn begin(cx: &mut Cx, key: &TaskKey, work: GitWork) -> Handled<GitAccepted> {
    let now = cx.now;
    let mut branch = cx.load::<Branch>(key).await?.unwrap_or_else(|| Branch::first(key, now));
    let (operation_id, asked_by) = (cx.new_id().to_string(), cx.caller().user_id());

    let operation = GitOperation {
        operation_id: operation_id.clone(),
        kind: work.kind(),
        asked_by: asked_by.clone(),
        status: GitOperationStatus::Running,
        message: "It begins".to_owned(),
        log: String::new(),
        paths: Vec::new(),
        pull_request: None,
        started_at: now,
        ended_at: None,
    };
    branch.begin(operation, now)?;

    let input = GitRun { operation_id: operation_id.clone(), asked_by, work };
    cx.start(key, &workflows::git::operation_workflow_id(&operation_id), &input, WhenActive::Join).await?;
    cx.save(branch.clone());
    views::branch_changed(cx, &branch)?;
    Ok(GitAccepted { operation_id })
}

/// One line.
fn title(text: &str) -> Result<String, SandboxError> {
    let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() || title.chars().count() > limit::TITLE_CHARACTERS {
        let message = format!("a pull request's title has 1 to {} characters", limit::TITLE_CHARACTERS);
        return Err(SandboxError::InvalidInput(message));
    }
    Ok(title)
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::{
        ApplyGit, DiffScope, GetGitState, GitNews, GitOperationKind, GitOutcome, ProvisioningNews,
    };

    use super::*;
    use crate::testing::{Acme, events, news, open};

    async fn ready() -> Acme {
        let acme = Acme::new().await;
        acme.done(&open(1)).await;
        acme.done(&news(1, ProvisioningNews::Ready { at: 5 })).await;
        acme
    }

    #[tokio::test]
    async fn an_operation_is_stored_shown_and_begun_and_another_one_waits_for_its_end() {
        let acme = ready().await;
        let handling = acme.send(&Push {}).await;
        let operation_id = handling.outcome.as_ref().unwrap().operation_id.clone();
        assert_eq!(handling.shown()[0].key, "sandbox.acme.t-1.git");
        assert_eq!(acme.runs().await, ["provisioning", "gitOperation"]);
        let operation = acme.asks(&GetGitState {}).await.operation.unwrap();
        assert_eq!((operation.kind, operation.status), (GitOperationKind::Push, GitOperationStatus::Running));
        assert_eq!(operation.operation_id, operation_id);
        acme.refused(&MergePullRequest::default(), "sandbox.git_is_busy").await;

        let status = GitOperationStatus::Done;
        let outcome = GitOutcome {
            status,
            message: "Pushed".into(),
            log: "work -> work".into(),
            paths: Vec::new(),
            pull_request: None,
        };
        let ended = ApplyGit { generation: 1, news: GitNews::Ended { operation_id, outcome, at: 9 } };
        let handling = acme.send(&ended).await;
        assert_eq!(events(&handling), ["git.pushed"]);
        assert!(!acme.done_without_change(&ended).await.applied);
        acme.done(&MergePullRequest::default()).await;
    }

    #[tokio::test]
    async fn without_a_sandbox_only_what_is_done_at_github_is_done() {
        let acme = Acme::new().await;
        acme.refused(&Push {}, "sandbox.unknown").await;
        acme.done(&open(1)).await;
        acme.refused(&SyncWithBase::default(), "sandbox.not_ready").await;
        acme.done(&MergePullRequest::default()).await;
    }

    #[tokio::test]
    async fn what_is_no_title_or_no_path_of_the_repository_is_refused() {
        let acme = ready().await;
        for title in ["", " \n", &"x".repeat(201)] {
            let publish = PublishPullRequest { title: title.into(), body: String::new(), draft: false };
            acme.refused(&publish, "sandbox.invalid_input").await;
        }
        for (path, old_path) in [("../x", None), ("/etc/passwd", None), ("a", Some(".git/config")), ("", None)] {
            let old_path = old_path.map(str::to_owned);
            let revert = RevertFile { path: path.into(), old_path, scope: DiffScope::Uncommitted };
            acme.refused(&revert, "sandbox.invalid_input").await;
        }
        acme.refused(&UndoRevert { operation_id: "../../heads/main".into() }, "sandbox.invalid_input").await;
    }
}
