//! What an agent changes is seen on the task's line, read file by file, taken back, pushed, offered and merged.

use std::collections::BTreeSet;

use contracts::{
    organization::{CreateTask, GetTask, TaskSummary},
    pull_request::PullRequestState,
    sandbox::{
        DiffScope, FileChange, GetChanges, GetChecks, GetDiff, GetFile, GetGitState, GitAccepted, GitOperation,
        GitOperationStatus, GitState, GitStatus, ListFiles, MergeMethod, MergePullRequest, PublishPullRequest, Push,
        ReadyPullRequest, RefreshGit, RevertFile, SandboxStatus, SyncWithBase, UndoRevert,
    },
    task::{ChangeOwner, CreateSession, SessionStatus},
};
use serde_json::json;
use stories::{Organization, Visitor, World, until};

use super::{Workplace, killed::world_of_its_own};

/// The place of an ordinary repository among those that the stand-in generated.
const REPOSITORY: usize = 10;

impl<'a> Workplace<'a> {
    /// One of GitHub's people begins a task on a branch that GitHub does not have yet.
    async fn on_new_branch(world: &'a World, login: &str, branch: &str) -> Self {
        let acme = world.organization("acme").await;
        let person = world.signs_in(login, &["acme"]).await;
        let create = CreateTask {
            repository_id: acme.repository(&acme.name(REPOSITORY)).await,
            prompt: format!("Work on {branch}"),
            title: None,
            branch: Some(branch.to_owned()),
            on_branch: None,
        };
        let task_id = person.does(&acme.id, &create).await.task_id;
        let task = contracts::TaskKey { organization_id: acme.id.clone(), task_id };
        let session_id = person.does(&task, &CreateSession::default()).await.session_id;
        let desk = Self { acme, person, task, session_id };
        desk.comes_to(SessionStatus::Idle).await;
        desk
    }

    async fn git(&self) -> GitState {
        self.person.sees(&self.task, &GetGitState {}).await
    }

    /// Waits until the branch was read and is so.
    async fn branch_is(&self, what: &str, so: impl Fn(&GitStatus) -> bool) -> GitStatus {
        until(what, async || self.git().await.status.filter(|status| so(status))).await
    }

    /// Waits for the end of an operation.
    async fn comes_of(&self, accepted: GitAccepted) -> GitOperation {
        until("the operation's end", async || {
            let operation = self.git().await.operation?;
            let is_it = operation.operation_id == accepted.operation_id;
            (is_it && operation.status != GitOperationStatus::Running).then_some(operation)
        })
        .await
    }

    async fn succeeds(&self, accepted: GitAccepted) -> GitOperation {
        let operation = self.comes_of(accepted).await;
        assert_eq!(operation.status, GitOperationStatus::Done, "{operation:?}");
        operation
    }

    async fn fails(&self, accepted: GitAccepted) -> String {
        let operation = self.comes_of(accepted).await;
        assert_eq!(operation.status, GitOperationStatus::Failed, "{operation:?}");
        operation.message
    }

    /// The task's line in the sidebar.
    async fn line(&self) -> TaskSummary {
        self.person.sees(&self.acme.id, &GetTask { task_id: self.task.task_id.clone() }).await
    }

    async fn diff(&self, path: &str, scope: DiffScope) -> String {
        let query = GetDiff { path: path.into(), old_path: None, scope, context: None, ignore_whitespace: false };
        let text = self.person.sees(&self.task, &query).await.text;
        let changed = text.lines().filter(|line| line.starts_with(['+', '-']));
        changed.filter(|line| !line.starts_with("+++") && !line.starts_with("---")).collect::<Vec<_>>().join("\n")
    }

    async fn text(&self, path: &str) -> String {
        self.person.sees(&self.task, &GetFile { path: path.into(), offset: None }).await.text
    }
}

fn publish(title: &str, draft: bool) -> PublishPullRequest {
    PublishPullRequest { title: title.into(), body: "Why.".into(), draft }
}

fn revert(path: &str, scope: DiffScope) -> RevertFile {
    RevertFile { path: path.into(), old_path: None, scope }
}

async fn repository_fault(world: &World, acme: &Organization<'_>, fault: Option<&str>) {
    world.github().breaks(json!({ "repository": acme.name(REPOSITORY), "fault": fault })).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forks_branch_is_worked_on_as_its_pull_request_offers_it_whatever_else_has_its_name() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let person = world.signs_in("alice", &["acme"]).await;
    let mut offered = BTreeSet::new();
    // The repository itself and two forks of it offer a `patch-1`.
    for line in acme.tasks_on("patch-1").await {
        let pull_request = line.pull_request.clone().unwrap();
        let is_of_fork = pull_request.is_of_fork(&line.repository_name);
        let task = acme.key(&line);
        let session_id = person.does(&task, &CreateSession::default()).await.session_id;
        let desk = Workplace { acme: world.organization("acme").await, person: person.clone(), task, session_id };
        desk.comes_to(SessionStatus::Idle).await;

        let status = desk.branch_is("the first look", |_| true).await;
        assert_eq!((status.branch.as_deref(), status.unpushed), (Some("patch-1"), 0), "{pull_request:?}");
        assert_eq!(status.upstream.map(|upstream| upstream.commit), status.head, "what is offered");
        offered.insert(status.head);
        if is_of_fork {
            let push = desk.person.does(&desk.task, &Push {}).await;
            let message = desk.fails(push).await;
            assert!(message.contains("a fork: it is pushed from there"), "{message}");
        }
    }
    assert_eq!(offered.len(), 3, "each is another's");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_turn_changes_is_on_the_tasks_line_and_can_be_read_and_taken_back() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/changes").await;
    desk.comes_to(SessionStatus::Idle).await;
    let before = desk.branch_is("the first look", |_| true).await;

    desk.hears("/write notes.txt one\\ntwo\\n").await;
    let status = desk.branch_is("the new file", |status| status.dirty.untracked == 1).await;
    let file = status.files.iter().find(|file| file.path == "notes.txt").unwrap();
    assert_eq!((file.change, file.added, file.is_uncommitted), (FileChange::Untracked, Some(2), true));
    let added = before.totals.added + 2;
    let line =
        until("the line's numbers", async || desk.line().await.changes.filter(|changes| changes.added == added)).await;
    assert_eq!((line.files, line.uncommitted), (before.totals.files + 1, 1));
    assert_eq!(desk.task().await.changes, Some(line));

    assert_eq!(desk.diff("notes.txt", DiffScope::SinceBase).await, "+one\n+two");
    desk.hears("/append notes.txt three\\n").await;
    desk.branch_is("the third line", |status| status.totals.added == added + 1).await;
    assert_eq!(desk.diff("notes.txt", DiffScope::SinceLastTurn).await, "+three");
    let changes = desk.person.sees(&desk.task, &GetChanges { scope: DiffScope::SinceLastTurn }).await;
    assert_eq!((changes.files.len(), changes.totals.added, changes.files[0].path.as_str()), (1, 1, "notes.txt"));
    let folder = desk.person.sees(&desk.task, &ListFiles::default()).await;
    assert!(folder.entries.iter().any(|entry| entry.name == "notes.txt" && entry.size == 14), "{folder:?}");
    assert_eq!(desk.text("notes.txt").await, "one\ntwo\nthree\n");

    let reverted = desk.person.does(&desk.task, &revert("notes.txt", DiffScope::SinceLastTurn)).await;
    let operation_id = desk.succeeds(reverted).await.operation_id;
    assert_eq!(desk.text("notes.txt").await, "one\ntwo\n");
    let undone = desk.person.does(&desk.task, &UndoRevert { operation_id }).await;
    assert_eq!(desk.succeeds(undone).await.paths, ["notes.txt"]);
    assert_eq!(desk.text("notes.txt").await, "one\ntwo\nthree\n");

    let reverted = desk.person.does(&desk.task, &revert("notes.txt", DiffScope::Uncommitted)).await;
    desk.succeeds(reverted).await;
    assert_eq!(desk.git().await.status.unwrap().totals, before.totals, "it is known with the operation's end");
    let gone = desk.person.looks(&desk.task, &GetFile { path: "notes.txt".into(), offset: None }).await;
    gone.is_refused(400, "sandbox.unreadable");
    assert!(desk.acme.history(&desk.task).await.iter().any(|event| event == "file.reverted"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_branch_is_pushed_offered_as_a_draft_made_ready_and_merged() {
    let world = World::shared().await;
    let desk = Workplace::on_new_branch(&world, "alice", "story/offer").await;
    desk.hears("/write offer.txt one\\n\n/commit feat: an offer").await;
    let status = desk.branch_is("the commit", |status| status.unpushed == 1).await;
    assert_eq!((status.upstream, status.ahead), (None, 1));

    let pushed = desk.person.does(&desk.task, &Push {}).await;
    desk.succeeds(pushed).await;
    let status = desk.git().await.status.unwrap();
    assert_eq!((status.upstream.map(|upstream| upstream.ahead), status.unpushed), (Some(0), 0));

    let published = desk.person.does(&desk.task, &publish("feat: an offer", true)).await;
    let offered = desk.succeeds(published).await.pull_request.unwrap();
    assert!(offered.is_draft);
    let known = async |state: PullRequestState| {
        until(&format!("{state:?}"), async || {
            desk.line().await.pull_request.filter(|pull_request| pull_request.state == state)
        })
        .await
    };
    assert_eq!(known(PullRequestState::Draft).await.number, offered.number);
    let again = desk.person.does(&desk.task, &publish("feat: a better offer", false)).await;
    assert_eq!(desk.succeeds(again).await.pull_request.unwrap().number, offered.number, "the same one");

    let draft = desk.person.does(&desk.task, &MergePullRequest::default()).await;
    assert!(desk.fails(draft).await.contains("GitHub says no"));
    let ready = desk.person.does(&desk.task, &ReadyPullRequest {}).await;
    assert!(!desk.succeeds(ready).await.pull_request.unwrap().is_draft);
    assert_eq!(known(PullRequestState::Open).await.title, "feat: a better offer");

    let checks = desk.person.sees(&desk.task, &GetChecks {}).await;
    assert_eq!(checks.checks.len(), 3, "{checks:?}");
    assert!(checks.merge.is_ready && checks.head.is_some(), "{checks:?}");
    assert_eq!(desk.person.sees(&desk.task, &GetChecks {}).await.read_at, checks.read_at, "GitHub is asked once");

    let merged = desk.person.does(&desk.task, &MergePullRequest { method: MergeMethod::Squash }).await;
    desk.succeeds(merged).await;
    known(PullRequestState::Merged).await;
    let history = desk.acme.history(&desk.task).await;
    for event in ["git.pushed", "task.pr_created", "task.pr_ready", "task.pr_merged", "git.failed"] {
        assert!(history.iter().any(|known| known == event), "{event} is missing in {history:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_github_refuses_reaches_the_person_with_what_to_do() {
    let world = world_of_its_own().await;
    let desk = Workplace::on_new_branch(&world, "alice", "story/refused").await;
    desk.hears("/write refused.txt one\\n\n/commit feat: refused\n/push").await;
    let (github, repository) = (world.github(), desk.acme.name(REPOSITORY));
    let push = async || desk.person.does(&desk.task, &Push {}).await;

    github.does("branches/protect", json!({ "repository": repository, "branch": "story/refused" })).await;
    desk.hears("/write refused.txt two\\n\n/commit feat: again").await;
    let refused = desk.fails(push().await).await;
    assert!(refused.contains("protected") && refused.contains("GH006"), "{refused}");
    let printed = desk.git().await.operation.unwrap().log;
    assert!(printed.contains("remote: ") && printed.contains("[remote rejected]"), "{printed}");
    let body = json!({ "repository": repository, "branch": "story/refused", "protected": false });
    github.does("branches/protect", body).await;

    repository_fault(&world, &desk.acme, Some("git_unauthorized")).await;
    let refused = desk.fails(push().await).await;
    assert!(refused.contains("sign out and in again"), "{refused}");
    repository_fault(&world, &desk.acme, None).await;

    github.does("branches/push", json!({ "repository": repository, "branch": "story/refused" })).await;
    let refused = desk.fails(push().await).await;
    assert!(refused.contains("sync first"), "{refused}");
    let synced = desk.person.does(&desk.task, &SyncWithBase::default()).await;
    let synced = desk.succeeds(synced).await;
    assert!(synced.log.contains("Merge made by"), "{synced:?}");
    let pushed = desk.succeeds(push().await).await;
    assert!(pushed.log.contains("story/refused -> story/refused"), "{pushed:?}");

    let route = json!({ "route": "POST /repos/{owner}/{repository}/pulls", "status": 401 });
    github.breaks(json!({ "route": route })).await;
    let published = desk.person.does(&desk.task, &publish("feat: refused", false)).await;
    let refused = desk.fails(published).await;
    assert!(refused.contains("sign out and in again"), "{refused}");
    assert!(desk.git().await.error.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_path_that_leads_out_is_refused_and_changes_nothing() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/paths").await;
    desk.comes_to(SessionStatus::Idle).await;
    desk.hears("/run ln -s /etc out && ln -s .. up && echo secret > ../secret && mkdir folder").await;
    let before = desk.git().await.operation;

    for path in ["../secret", "/etc/passwd", "a/../../secret", ".git/config", "", "a\0b"] {
        let file = GetFile { path: path.into(), offset: None };
        desk.person.looks(&desk.task, &file).await.is_refused(400, "sandbox.invalid_input");
        let diff = GetDiff {
            path: path.into(),
            old_path: None,
            scope: DiffScope::SinceBase,
            context: None,
            ignore_whitespace: false,
        };
        desk.person.looks(&desk.task, &diff).await.is_refused(400, "sandbox.invalid_input");
        desk.person
            .asks(&desk.task, &revert(path, DiffScope::Uncommitted))
            .await
            .is_refused(400, "sandbox.invalid_input");
        let list = ListFiles { path: Some(format!("x/{path}")), after: None, limit: None };
        assert!((400..500).contains(&desk.person.looks(&desk.task, &list).await.status));
    }
    assert_eq!(desk.git().await.operation, before);
    for path in ["out/passwd", "up/secret", "-x"] {
        let file = GetFile { path: path.into(), offset: None };
        desk.person.looks(&desk.task, &file).await.is_refused(400, "sandbox.unreadable");
        let accepted = desk.person.does(&desk.task, &revert(path, DiffScope::Uncommitted)).await;
        desk.fails(accepted).await;
    }
    assert!(desk.hears("/run cat ../secret; ls -ld out up").await.contains("secret"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_of_another_organization_reaches_no_branch_and_others_act_only_as_whoever_has_acted() {
    let world = World::shared().await;
    let desk = Workplace::of(&world, "alice", "story/branch-rights").await;
    desk.comes_to(SessionStatus::Idle).await;
    let (stranger, task) = (world.admin_of("elsewhere").await, &desk.task);
    let answers = [
        stranger.asks(task, &Push {}).await,
        stranger.asks(task, &RefreshGit::default()).await,
        stranger.asks(task, &publish("x", false)).await,
        stranger.asks(task, &MergePullRequest::default()).await,
        stranger.asks(task, &SyncWithBase::default()).await,
        stranger.asks(task, &revert("a", DiffScope::Uncommitted)).await,
        stranger.looks(task, &GetGitState {}).await,
        stranger.looks(task, &GetFile { path: "a".into(), offset: None }).await,
        stranger.looks(task, &ListFiles::default()).await,
        stranger.looks(task, &GetChecks {}).await,
    ];
    for answer in answers {
        answer.is_refused(403, "access.not_a_member");
    }

    // Alice has acted, and bob may push himself: it is done as alice.
    let bob = world.signs_in("bob", &["acme"]).await;
    desk.hears("/write rights.txt one\\n\n/commit feat: rights").await;
    let accepted = bob.does(task, &Push {}).await;
    desk.succeeds(accepted).await;
    assert_eq!(desk.sandbox().await.identity.unwrap().login, "alice");
    // To be made the owner is no consent.
    desk.person.does(task, &ChangeOwner { user_id: bob.user_id.clone() }).await;
    let accepted = desk.person.does(task, &Push {}).await;
    let refused = desk.fails(accepted).await;
    assert!(refused.contains("bob answers for the task"), "{refused}");
    let accepted = bob.does(task, &Push {}).await;
    desk.succeeds(accepted).await;
    assert_eq!(desk.sandbox().await.identity.unwrap().login, "bob");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn looking_makes_nothing_and_a_sandbox_that_is_not_there_says_so() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let task = acme.key(&acme.virtual_task("story/looking").await);
    let alice: Visitor = world.signs_in("alice", &["acme"]).await;
    alice.looks(&task, &GetGitState {}).await.is_refused(404, "sandbox.unknown");
    alice.looks(&task, &ListFiles::default()).await.is_refused(404, "sandbox.unknown");
    alice.asks(&task, &Push {}).await.is_refused(404, "sandbox.unknown");
    let checks = alice.sees(&task, &GetChecks {}).await;
    assert!(checks.pull_request.is_some() && checks.checks.len() == 3, "{checks:?}");
    assert!(!acme.is_materialised(&task).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn services_that_are_killed_while_a_branch_is_pushed_and_offered_open_one_pull_request() {
    let world = world_of_its_own().await;
    let desk = Workplace::on_new_branch(&world, "alice", "story/killed-offer").await;
    desk.hears("/write killed.txt one\\n\n/commit feat: killed").await;
    desk.sandbox_is(SandboxStatus::Ready).await;
    // Slow enough for something to be killed in between.
    world.github().breaks(json!({ "latency_milliseconds": 300 })).await;

    let accepted = desk.person.does(&desk.task, &publish("feat: killed", false)).await;
    for _ in 0..4 {
        let before = desk.git().await.operation.map(|operation| operation.message);
        world.fleet.kill("sandbox-1").unwrap();
        world.fleet.restart("sandbox-1").await.unwrap();
        until("a sign of life", async || {
            let operation = desk.git().await.operation?;
            (operation.status != GitOperationStatus::Running || Some(operation.message) != before).then_some(())
        })
        .await;
    }
    let offered = desk.succeeds(accepted).await.pull_request.unwrap();
    world.github().mends().await;
    let requests = world.github().requests().await;
    let opened = requests.route("POST /repos/{owner}/{repository}/pulls").by_status;
    assert_eq!(opened.get("201").copied(), Some(1), "{opened:?}");
    let line = until("the line", async || desk.line().await.pull_request).await;
    assert_eq!(line.number, offered.number);
}
