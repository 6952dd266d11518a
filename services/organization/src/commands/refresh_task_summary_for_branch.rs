//! Takes in what GitHub now says of one pull request.

use contracts::{
    OrganizationId, PullRequest, TaskId, TaskKey,
    organization::{RefreshTaskSummaryForBranch, Repository, TaskRefreshed, TaskSummary},
    task::{BringBack, PullRequestSync, PutAway, TaskStatus},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{
    audit,
    error::OrganizationError,
    pull_requests::{Decision, News, Stored, Update, head_repository, title},
    store::{
        self,
        lines::Line,
        pull_requests::{Lookup, number},
    },
    text::check_news,
    views,
};

/// Writes the sidebar's rows only: a sync of any size materialises no task.
pub async fn refresh_task_summary_for_branch(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: RefreshTaskSummaryForBranch,
) -> Handled<TaskRefreshed> {
    check_news(&command)?;
    let news = News::of(&command);
    let head_repository = head_repository(command.pull_request.as_ref(), &command.repository_name);
    let lookup = Lookup {
        repository_id: &command.repository_id,
        number: number(command.pull_request_number)?,
        head_repository: &head_repository,
        branch: &command.branch,
    };
    let known = store::pull_requests::find(cx.read().await?, &organization_id, &lookup).await?;
    let task_id = known.as_ref().map(|known| known.summary.task_id.clone());

    if !store::pull_requests::is_news(cx.write().await?, &organization_id, &lookup, command.revision).await? {
        return Ok(TaskRefreshed { task_id });
    }
    let Some(known) = known else {
        return match news {
            News::Open(open) => create(cx, &organization_id, &lookup, &open).await,
            News::Left { .. } => Ok(TaskRefreshed { task_id: None }),
        };
    };
    let task_id = known.summary.task_id.clone();
    match known.hear(news) {
        Decision::Nothing => Ok(TaskRefreshed { task_id: Some(task_id) }),
        Decision::Remove => remove(cx, &organization_id, &task_id).await,
        Decision::Update(news) => update(cx, &organization_id, &lookup, *news).await,
    }
}

/// The branch has no task yet: a line for it, which is all there is until a person acts on it.
async fn create(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    lookup: &Lookup<'_>,
    open: &PullRequest,
) -> Handled<TaskRefreshed> {
    let repository = store::repositories::find(cx.read().await?, organization_id, lookup.repository_id).await?;
    let repository =
        repository.ok_or_else(|| OrganizationError::RepositoryUnknown(lookup.repository_id.to_string()))?;

    let summary = virtual_task(cx, repository, lookup.branch, open);
    let revision =
        store::lines::insert(cx.write().await?, organization_id, lookup.head_repository, &summary, 0).await?;

    let task_id = Some(summary.task_id.clone());
    views::line_changed(cx, organization_id, &Line { summary, revision })?;
    Ok(TaskRefreshed { task_id })
}

fn virtual_task(cx: &mut Cx, repository: Repository, branch: &str, open: &PullRequest) -> TaskSummary {
    TaskSummary {
        task_id: TaskId::from(cx.new_id()),
        repository_id: repository.repository_id,
        repository_name: repository.full_name,
        title: title(open),
        branch: branch.to_owned(),
        status: TaskStatus::Initialized,
        pull_request: Some(open.clone()),
        owner: None,
        changes: None,
        checks: None,
        materialised: false,
        created_at: cx.now,
        updated_at: open.updated_at,
    }
}

async fn remove(cx: &mut Cx, organization_id: &OrganizationId, task_id: &TaskId) -> Handled<TaskRefreshed> {
    let removed = store::index::remove(cx.write().await?, organization_id, task_id).await?;

    if let Some(removed) = removed {
        views::line_removed(cx, organization_id, &removed.task_id, removed.revision)?;
    }
    Ok(TaskRefreshed { task_id: None })
}

async fn update(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    lookup: &Lookup<'_>,
    news: Update,
) -> Handled<TaskRefreshed> {
    let task = &news.summary;
    match &news.pull_request {
        Stored::Keep(pull_request) => {
            let keep = (lookup.number, pull_request);
            store::pull_requests::save(cx.write().await?, organization_id, lookup.repository_id, &task.task_id, keep)
                .await?;
        }
        Stored::Forget => {
            store::pull_requests::forget(cx.write().await?, organization_id, lookup.repository_id, lookup.number)
                .await?;
        }
    }
    let revision = store::lines::update(cx.write().await?, organization_id, task).await?;

    if task.materialised {
        tell_task(cx, organization_id, lookup.number, &news)?;
    }
    let task_id = Some(task.task_id.clone());
    views::line_changed(cx, organization_id, &Line { summary: news.summary, revision })?;
    Ok(TaskRefreshed { task_id })
}

/// A person's task hears of its pull request, is put away with the last one, and comes back with it.
fn tell_task(cx: &mut Cx, organization_id: &OrganizationId, number: i64, news: &Update) -> Handled<()> {
    let task = &news.summary;
    let key = TaskKey { organization_id: organization_id.clone(), task_id: task.task_id.clone() };
    if let Some(event) = news.event {
        let url = news.url();
        audit::happened_to_task(cx, organization_id, task, event, json!({ "number": number, "url": url }))?;
    }
    cx.send(&key, &PullRequestSync { pull_request: task.pull_request.clone() })?;
    let pull_request_number = number.cast_unsigned();
    if news.brings_back {
        cx.send(&key, &BringBack { pull_request_number })?;
    }
    if let Some(reason) = news.archive {
        cx.send(&key, &PutAway { pull_request_number, reason: reason.to_owned() })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use contracts::{audit_log::Append, organization::CreateTask, pull_request::PullRequestState};

    use super::*;
    use crate::testing::{Acme, left, pull_request, says, told, wish};

    /// A person works on the branch of `offered`.
    async fn adopted(acme: &Acme, offered: &PullRequest) -> TaskId {
        acme.hears(offered).await;
        let command = CreateTask { on_branch: Some(offered.head_branch.clone()), ..wish("Go on") };
        acme.done(&command).await.task_id
    }

    fn in_state(state: PullRequestState, pull_request: &PullRequest, updated_at: i64) -> PullRequest {
        PullRequest { state, updated_at, ..pull_request.clone() }
    }

    #[tokio::test]
    async fn an_open_pull_request_becomes_a_line_and_no_task() {
        let acme = Acme::connected().await;
        let offered = pull_request(7, "login", 10);
        let handling = acme.send(&told(&offered)).await;

        assert_eq!(handling.sent_count(), 0);
        let line = acme.line(handling.outcome.as_ref().unwrap().task_id.as_ref().unwrap()).await;
        assert_eq!((line.title.as_str(), line.branch.as_str(), line.updated_at), ("Offer login", "login", 10));
        assert_eq!((line.materialised, line.status), (false, TaskStatus::Initialized));
        assert_eq!(line.pull_request, Some(offered));
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.key, shown.value), (acme.view(&line.task_id), Some(json!(line))));
    }

    #[tokio::test]
    async fn the_same_news_and_older_ones_change_nothing() {
        let acme = Acme::connected().await;
        let task_id = acme.hears(&pull_request(7, "login", 10)).await;
        for updated_at in [10, 9] {
            let old = told(&pull_request(7, "login", updated_at));
            assert_eq!(acme.done_without_change(&old).await.task_id, Some(task_id.clone()));
        }
        let late = PullRequest { title: "Before".into(), ..pull_request(7, "login", 9) };
        acme.done_without_change(&told(&late)).await;
        acme.done_without_change(&told(&in_state(PullRequestState::Closed, &late, 9))).await;
    }

    #[tokio::test]
    async fn newer_news_change_the_line_under_a_higher_revision() {
        let acme = Acme::connected().await;
        let first = acme.send(&told(&pull_request(7, "login", 10))).await;
        let second = acme.send(&told(&PullRequest { title: "Sign in".into(), ..pull_request(7, "login", 20) })).await;

        let task_id = first.outcome.as_ref().unwrap().task_id.clone().unwrap();
        assert_eq!(second.outcome.as_ref().unwrap().task_id, Some(task_id.clone()));
        let line = acme.line(&task_id).await;
        assert_eq!((line.title.as_str(), line.updated_at), ("Sign in", 20));
        assert!(second.shown()[0].revision > first.shown()[0].revision);
        assert_eq!(second.sent_count(), 0);
    }

    #[tokio::test]
    async fn forks_with_equal_branch_names_are_different_tasks() {
        let acme = Acme::connected().await;
        let from = |number, head: Option<&str>| PullRequest {
            head_repository: head.map(str::to_owned),
            ..pull_request(number, "patch-1", 10)
        };
        let offers = [from(7, Some("acme/web")), from(8, Some("bob/web")), from(9, Some("eve/web")), from(10, None)];
        let mut tasks = vec![];
        for offer in &offers {
            tasks.push(acme.hears(offer).await);
        }

        for (offer, task_id) in offers.iter().zip(&tasks) {
            assert_eq!(acme.line(task_id).await.pull_request.as_ref(), Some(offer));
        }
        acme.done(&told(&in_state(PullRequestState::Closed, &offers[1], 20))).await;
        assert_eq!(acme.lines().await.len(), 3);
    }

    #[tokio::test]
    async fn a_fork_that_is_deleted_keeps_its_task() {
        let acme = Acme::connected().await;
        let fork = PullRequest { head_repository: Some("Bob/web".into()), ..pull_request(7, "login", 10) };
        let task_id = acme.hears(&fork).await;
        let orphan = PullRequest { head_repository: None, ..pull_request(7, "login", 20) };
        assert_eq!(acme.hears(&orphan).await, task_id);
    }

    #[tokio::test]
    async fn a_virtual_task_leaves_with_its_pull_request() {
        let acme = Acme::connected().await;
        let offered = pull_request(7, "login", 10);
        let endings = [
            left(&offered, "closed"),
            left(&offered, "merged"),
            left(&offered, "repositoryRemoved"),
            told(&in_state(PullRequestState::Closed, &offered, 20)),
            told(&in_state(PullRequestState::Merged, &offered, 20)),
        ];
        let before = acme.service.rows().await;
        for ending in endings {
            let opening = acme.send(&told(&offered)).await;
            let ending = RefreshTaskSummaryForBranch { revision: told(&offered).revision, ..ending };
            let handling = acme.send(&ending).await;

            assert_eq!(handling.outcome.as_ref().unwrap().task_id, None);
            let ([opened], [gone]) = (&opening.shown()[..], &handling.shown()[..]) else { panic!("one view each") };
            assert_eq!((&gone.key, &gone.value), (&opened.key, &None));
            assert!(gone.revision > opened.revision);
            assert_eq!(handling.sent_count(), 0);
            assert_eq!(acme.service.rows().await, before);
            assert_eq!(acme.done_without_change(&ending).await.task_id, None);
        }
    }

    #[tokio::test]
    async fn a_branch_that_is_offered_twice_stays_until_both_are_gone() {
        let acme = Acme::connected().await;
        let (one, other) = (pull_request(7, "login", 10), pull_request(8, "login", 11));
        let task_id = acme.hears(&one).await;
        assert_eq!(acme.hears(&other).await, task_id);
        assert_eq!(acme.line(&task_id).await.pull_request, Some(other.clone()));

        acme.done(&left(&other, "closed")).await;
        assert_eq!(acme.line(&task_id).await.pull_request, Some(one.clone()));
        acme.done(&left(&one, "closed")).await;
        assert!(acme.lines().await.is_empty());
    }

    #[tokio::test]
    async fn a_persons_task_hears_of_its_first_pull_request() {
        let acme = Acme::connected().await;
        let created = acme.done(&CreateTask { branch: Some("login".into()), ..wish("Sign in") }).await;
        let offered = pull_request(7, "login", 10);
        let handling = acme.send(&told(&offered)).await;

        assert_eq!(handling.outcome.as_ref().unwrap().task_id, Some(created.task_id.clone()));
        let [(key, sync)] = handling.sent::<PullRequestSync>().try_into().unwrap();
        assert_eq!((key, sync.pull_request), (format!("acme.{}", created.task_id), Some(offered.clone())));
        let [(_, append)] = handling.sent::<Append>().try_into().unwrap();
        assert_eq!((append.event.as_str(), &append.details["number"]), ("task.pr_opened", &json!(7)));
        assert_eq!(handling.sent_count(), 2);
        let line = acme.line(&created.task_id).await;
        assert_eq!((line.title, line.pull_request), ("feat: Sign in".to_owned(), Some(offered)));
    }

    #[tokio::test]
    async fn a_persons_task_is_put_away_with_its_pull_request_and_stays_in_the_sidebar() {
        let acme = Acme::connected().await;
        let endings = [
            (PullRequestState::Closed, "task.pr_closed", "PR closed"),
            (PullRequestState::Merged, "task.pr_merged", "PR merged"),
        ];
        for (number, (state, event, reason)) in (7..).zip(endings) {
            let offered = pull_request(number, &format!("login-{number}"), 10);
            let task_id = adopted(&acme, &offered).await;
            let ended = in_state(state, &offered, 20);
            let handling = acme.send(&told(&ended)).await;

            assert_eq!(handling.sent::<Append>()[0].1.event, event);
            assert_eq!(handling.sent::<PullRequestSync>()[0].1.pull_request, Some(ended.clone()));
            let [(key, away)] = handling.sent::<PutAway>().try_into().unwrap();
            assert_eq!((key, away.reason.as_str()), (format!("acme.{task_id}"), reason));
            assert_eq!(away.pull_request_number, number);
            assert_eq!(acme.line(&task_id).await.pull_request, Some(ended.clone()));
            acme.done_without_change(&told(&ended)).await;
            acme.done_without_change(&left(&offered, "closed")).await;
        }
    }

    #[tokio::test]
    async fn a_late_opening_does_not_undo_a_close_but_a_reopening_does() {
        let acme = Acme::connected().await;
        let offered = pull_request(7, "login", 10);
        let task_id = adopted(&acme, &offered).await;
        acme.done(&told(&in_state(PullRequestState::Closed, &offered, 20))).await;

        acme.done_without_change(&told(&pull_request(7, "login", 15))).await;
        let reopened = acme.send(&told(&pull_request(7, "login", 21))).await;
        assert_eq!(reopened.sent::<Append>()[0].1.event, "task.pr_opened");
        assert_eq!(reopened.sent::<BringBack>()[0].1.pull_request_number, 7);
        assert_eq!(acme.line(&task_id).await.pull_request, Some(pull_request(7, "login", 21)));
    }

    #[tokio::test]
    async fn a_persons_task_outlives_its_repository() {
        let acme = Acme::connected().await;
        let offered = pull_request(7, "login", 10);
        let task_id = adopted(&acme, &offered).await;
        let handling = acme.send(&left(&offered, "repositoryRemoved")).await;

        assert_eq!(handling.sent::<PullRequestSync>()[0].1.pull_request, None);
        assert_eq!(handling.sent::<Append>()[0].1.event, "task.pr_removed");
        assert!(handling.sent::<PutAway>().is_empty());
        assert_eq!(acme.line(&task_id).await.pull_request, None);
    }

    #[tokio::test]
    async fn a_task_that_is_ended_is_not_put_away_again() {
        let acme = Acme::connected().await;
        let offered = pull_request(7, "login", 10);
        let task_id = adopted(&acme, &offered).await;
        let says = says(&acme.line(&task_id).await, 2, "Login");
        acme.done(&contracts::organization::ApplyTaskSummaryUpdate { status: TaskStatus::Killed, ..says }).await;

        let handling = acme.send(&left(&offered, "merged")).await;
        assert!(handling.sent::<PutAway>().is_empty());
        assert_eq!(handling.sent::<PullRequestSync>().len(), 1);
    }

    #[tokio::test]
    async fn news_of_what_is_unknown_make_nothing() {
        let acme = Acme::connected().await;
        let mut command = told(&pull_request(7, "login", 10));
        assert_eq!(acme.done_without_change(&left(&pull_request(7, "login", 10), "closed")).await.task_id, None);
        command.repository_id = "r3".parse().unwrap();
        acme.refused(&command, "organization.repository_unknown").await;
    }

    #[tokio::test]
    async fn news_that_contradict_themselves_or_are_too_long_are_refused() {
        let acme = Acme::connected().await;
        let offered = pull_request(7, "login", 10);
        let other = RefreshTaskSummaryForBranch { pull_request_number: 8, ..told(&offered) };
        acme.refused(&other, "organization.pull_request_mismatch").await;
        let huge = told(&PullRequest { number: u64::MAX, ..offered.clone() });
        acme.refused(&huge, "organization.pull_request_number").await;

        // Different at every place, so that the database cannot pack it.
        let long: String = (0..3_000).map(|number| char::from(b'a' + (number * number % 25) as u8)).collect();
        acme.refused(&told(&pull_request(7, &long, 10)), "organization.name_is_too_long").await;
        let fork = told(&PullRequest { head_repository: Some(long), ..offered });
        acme.refused(&fork, "organization.name_is_too_long").await;
        acme.done(&told(&pull_request(7, &"x".repeat(255), 10))).await;
    }

    #[tokio::test]
    async fn older_news_that_arrive_late_do_not_bring_a_pull_request_back() {
        let acme = Acme::connected().await;
        let offered = pull_request(7, "login", 10);
        let opened = told(&offered);
        acme.done(&left(&offered, "closed")).await;

        assert_eq!(acme.done(&opened).await.task_id, None);
    }

    #[tokio::test]
    async fn one_that_was_stored_as_changed_in_a_year_to_come_is_healed_by_what_is_told_next() {
        let acme = Acme::connected().await;
        let task_id = acme.hears(&pull_request(7, "login", 32_503_680_000_000)).await;
        let present = pull_request(7, "login", 10);
        acme.hears(&present).await;
        assert_ne!(acme.line(&task_id).await.pull_request.as_ref(), Some(&present), "it is taken for older");

        let migration = include_str!("../../migrations/1010_pull_requests_of_the_future.sql");
        sqlx::raw_sql(migration).execute(acme.service.pool()).await.unwrap();
        acme.hears(&present).await;
        let line = acme.line(&task_id).await;
        assert_eq!(line.pull_request, Some(present));
        assert!(line.updated_at <= acme.service.now(), "{}", line.updated_at);
    }
}
