//! Takes in what a materialised task now looks like.

use contracts::{
    OrganizationId, PullRequest, TaskKey,
    organization::{Applied, ApplyTaskSummaryUpdate, Owner, TaskSummary},
    task::{ClearOwner, PullRequestSync},
};
use runtime::{Cx, Handled};

use crate::{
    error::OrganizationError,
    pull_requests::head_repository,
    store::{
        self,
        lines::{Line, TaskLine},
        members::Standing,
    },
    views,
};

/// A line as its task has just told it.
struct Told {
    line: Line,
    /// The task names an owner who belongs no longer.
    owner_has_left: bool,
}

/// The most frequent command of an organization: those of a batch share their statements, unless a line is missing.
pub async fn apply_task_summary_update(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: ApplyTaskSummaryUpdate,
) -> Handled<Applied> {
    let Told { line, owner_has_left } =
        match cx.load::<TaskLine>(&(organization_id.clone(), command.task_id.clone())).await? {
            Some(line) if line.task_revision >= command.revision => return Ok(Applied { applied: false }),
            Some(line) => hear(cx, &organization_id, line, &command).await?,
            None => give_line_again(cx, &organization_id, &command).await?,
        };

    let key = TaskKey { organization_id: organization_id.clone(), task_id: command.task_id };
    // It missed news of its pull request while its line was still virtual.
    if line.summary.pull_request != command.pull_request {
        cx.send(&key, &PullRequestSync { pull_request: line.summary.pull_request.clone() })?;
    }
    // It became theirs while they left, too late for what follows a leaving.
    if let Some(owner) = line.summary.owner.as_ref().filter(|_| owner_has_left && !line.summary.status.is_ended()) {
        cx.send(&key, &ClearOwner { user_id: owner.user_id.clone(), left_at: cx.now })?;
    }
    views::line_changed(cx, &organization_id, &line)?;
    Ok(Applied { applied: true })
}

async fn hear(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    mut line: TaskLine,
    command: &ApplyTaskSummaryUpdate,
) -> Handled<Told> {
    line.hear(command, cx.next_number(store::VIEW_REVISIONS).await?);

    cx.save(line.clone());
    let owner_has_left = has_left(cx, organization_id, command.owner.as_ref()).await?;
    Ok(Told { line: line.line, owner_has_left })
}

/// The line left with its pull request while a person materialised the task. If the branch has been offered again
/// meanwhile, the task takes the place of that virtual one.
async fn give_line_again(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    command: &ApplyTaskSummaryUpdate,
) -> Handled<Told> {
    let head = head_repository(command.pull_request.as_ref(), &command.repository_name);
    let (repository_id, branch) = (&command.repository_id, &command.branch);
    let holder = store::index::on_branch(cx.read().await?, organization_id, repository_id, &head, branch).await?;

    if holder.as_ref().is_some_and(|holder| holder.materialised) {
        return Err(OrganizationError::BranchIsTaken(branch.clone()).into());
    }

    let mut pull_request = None;
    if let Some(holder) = holder {
        pull_request = holder.pull_request;
        if let Some(removed) = store::index::remove(cx.write().await?, organization_id, &holder.task_id).await? {
            views::line_removed(cx, organization_id, &removed.task_id, removed.revision)?;
        }
    }
    let summary = summary(command, pull_request);
    let revision = store::lines::insert(cx.write().await?, organization_id, &head, &summary, command.revision).await?;
    let owner_has_left = has_left(cx, organization_id, summary.owner.as_ref()).await?;
    Ok(Told { line: Line { summary, revision }, owner_has_left })
}

async fn has_left(cx: &mut Cx, organization_id: &OrganizationId, owner: Option<&Owner>) -> Handled<bool> {
    let Some(owner) = owner else { return Ok(false) };
    let standing = cx.load::<Standing>(&(organization_id.clone(), owner.user_id.clone())).await?;
    Ok(standing.is_some_and(|standing| standing.has_left))
}

fn summary(command: &ApplyTaskSummaryUpdate, pull_request: Option<PullRequest>) -> TaskSummary {
    TaskSummary {
        task_id: command.task_id.clone(),
        repository_id: command.repository_id.clone(),
        repository_name: command.repository_name.clone(),
        title: command.title.clone(),
        branch: command.branch.clone(),
        status: command.status,
        pull_request,
        owner: command.owner.clone(),
        changes: command.changes,
        checks: None,
        materialised: true,
        created_at: command.created_at,
        updated_at: command.updated_at,
    }
}

#[cfg(test)]
mod tests {
    use contracts::{
        organization::{ApplyMembers, CreateTask},
        task::TaskStatus,
    };

    use super::*;
    use crate::testing::{Acme, left, member, members, pull_request, says, told, wish};

    async fn virtual_task(acme: &Acme) -> TaskSummary {
        let task_id = acme.hears(&pull_request(7, "login", 10)).await;
        acme.line(&task_id).await
    }

    #[tokio::test]
    async fn what_a_task_says_is_on_its_line() {
        let acme = Acme::connected().await;
        let before = virtual_task(&acme).await;
        let update = says(&before, 1, "Sign in");
        let handling = acme.send(&update).await;

        assert_eq!(handling.outcome.as_ref().unwrap(), &Applied { applied: true });
        let line = acme.line(&before.task_id).await;
        assert_eq!((line.title.as_str(), line.status, line.owner.clone()), ("Sign in", TaskStatus::Idle, update.owner));
        assert!(line.materialised);
        assert_eq!(line.changes, update.changes);
        assert_eq!(line.pull_request, before.pull_request);
        assert_eq!(handling.sent_count(), 0);
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.key, shown.value), (acme.view(&line.task_id), Some(serde_json::json!(line))));
    }

    #[tokio::test]
    async fn an_older_or_equal_revision_changes_nothing() {
        let acme = Acme::connected().await;
        let line = virtual_task(&acme).await;
        acme.done(&says(&line, 3, "Third")).await;
        for revision in [3, 2, 0, -1] {
            assert!(!acme.done_without_change(&says(&line, revision, "Late")).await.applied);
        }
        assert!(acme.done(&says(&line, 4, "Fourth")).await.applied);
    }

    #[tokio::test]
    async fn a_line_does_not_get_older() {
        let acme = Acme::connected().await;
        let line = virtual_task(&acme).await;
        acme.hears(&pull_request(7, "login", 50)).await;
        acme.done(&ApplyTaskSummaryUpdate { updated_at: 20, ..says(&line, 1, "x") }).await;
        assert_eq!(acme.line(&line.task_id).await.updated_at, 50);
    }

    #[tokio::test]
    async fn a_task_that_missed_news_of_its_pull_request_is_told() {
        let acme = Acme::connected().await;
        let line = virtual_task(&acme).await;
        acme.hears(&pull_request(7, "login", 20)).await;

        let handling = acme.send(&says(&line, 1, "Sign in")).await;
        let [(key, sync)] = handling.sent::<PullRequestSync>().try_into().unwrap();
        assert_eq!(key, format!("acme.{}", line.task_id));
        assert_eq!(sync.pull_request, Some(pull_request(7, "login", 20)));
        assert_eq!(acme.line(&line.task_id).await.pull_request, sync.pull_request);
    }

    #[tokio::test]
    async fn a_task_that_became_somebodys_while_they_left_is_nobodys() {
        let acme = Acme::connected().await;
        let line = virtual_task(&acme).await;
        assert!(acme.send(&says(&line, 1, "x")).await.sent::<ClearOwner>().is_empty(), "nobody knows bob");
        acme.done(&members(&[member(7, "bob")])).await;
        assert!(acme.send(&says(&line, 2, "x")).await.sent::<ClearOwner>().is_empty());
        let removed = vec![member(7, "bob").user_id];
        acme.done(&ApplyMembers { removed, observed_at: 20, ..members(&[]) }).await;

        let handling = acme.send(&says(&line, 3, "x")).await;
        let [(key, clear)] = handling.sent::<ClearOwner>().try_into().unwrap();
        assert_eq!((key, clear.user_id.as_str()), (format!("acme.{}", line.task_id), "u7"));
        let ended = ApplyTaskSummaryUpdate { status: TaskStatus::Killed, ..says(&line, 4, "x") };
        assert!(acme.send(&ended).await.sent::<ClearOwner>().is_empty());

        let given = acme.line(&acme.hears(&pull_request(8, "search", 10)).await).await;
        acme.done(&left(&pull_request(8, "search", 10), "closed")).await;
        assert_eq!(acme.send(&says(&given, 1, "x")).await.sent::<ClearOwner>().len(), 1);
    }

    #[tokio::test]
    async fn a_task_whose_line_left_meanwhile_is_given_one_again() {
        let acme = Acme::connected().await;
        let line = virtual_task(&acme).await;
        acme.done(&left(&pull_request(7, "login", 10), "closed")).await;

        let handling = acme.send(&says(&line, 1, "Sign in")).await;
        let given = acme.line(&line.task_id).await;
        assert_eq!((given.title.as_str(), given.materialised, given.pull_request), ("Sign in", true, None));
        assert_eq!(handling.sent::<PullRequestSync>()[0].1.pull_request, None);
        assert!(!acme.done_without_change(&says(&line, 1, "Sign in")).await.applied);
    }

    #[tokio::test]
    async fn it_takes_the_place_of_a_virtual_task_that_has_its_branch_now() {
        let acme = Acme::connected().await;
        let line = virtual_task(&acme).await;
        acme.done(&left(&pull_request(7, "login", 10), "closed")).await;
        let other = acme.hears(&pull_request(8, "login", 30)).await;

        let handling = acme.send(&says(&line, 1, "Sign in")).await;
        let [given] = acme.lines().await.try_into().unwrap();
        assert_eq!((&given.task_id, &given.pull_request), (&line.task_id, &Some(pull_request(8, "login", 30))));
        let gone = handling.shown().into_iter().find(|shown| shown.key == acme.view(&other)).unwrap();
        assert_eq!(gone.value, None);
        assert_eq!(handling.sent::<PullRequestSync>()[0].1.pull_request, given.pull_request);
        // Its next news find it by its number.
        assert_eq!(acme.hears(&pull_request(8, "login", 40)).await, line.task_id);
    }

    #[tokio::test]
    async fn it_does_not_take_another_persons_branch() {
        let acme = Acme::connected().await;
        let line = virtual_task(&acme).await;
        acme.done(&left(&pull_request(7, "login", 10), "closed")).await;
        acme.done(&CreateTask { branch: Some("login".into()), ..wish("x") }).await;
        acme.refused(&says(&line, 1, "Sign in"), "organization.branch_is_taken").await;
    }

    #[tokio::test]
    async fn a_task_of_a_fork_gets_the_forks_branch_again() {
        let acme = Acme::connected().await;
        let fork = PullRequest { head_repository: Some("bob/web".into()), ..pull_request(7, "login", 10) };
        let line = acme.line(&acme.hears(&fork).await).await;
        acme.done(&left(&fork, "closed")).await;
        acme.done(&says(&line, 1, "Sign in")).await;

        acme.done(&CreateTask { branch: Some("login".into()), ..wish("x") }).await;
        let reopened = PullRequest { updated_at: 20, ..fork };
        assert_eq!(acme.done(&told(&reopened)).await.task_id, Some(line.task_id));
    }
}
