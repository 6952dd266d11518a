//! Takes in how the newest commits of pull requests are checked, as GitHub answered.

use std::collections::BTreeMap;

use contracts::{
    OrganizationId, TaskId,
    organization::{Applied, ApplyChecks},
};
use runtime::{Cx, Handled};

use crate::{
    checks::{Answer, Check, look, totals},
    store, text, views,
};

/// A pull request that no task has says nothing to anybody. The lines' ages stay, as with a delivery.
pub async fn apply_checks(cx: &mut Cx, organization_id: OrganizationId, command: ApplyChecks) -> Handled<Applied> {
    let ApplyChecks { repository_id, asked_at, pull_requests } = command;
    text::check_answers(&pull_requests)?;
    let now = cx.now;
    let mut answers = Vec::new();
    for told in pull_requests {
        answers.push((store::pull_requests::number(told.number)?, Answer::of(told, asked_at, now)));
    }
    let numbers: Vec<i64> = answers.iter().map(|(number, _)| *number).collect();
    let tasks = store::checks::tasks_of(cx.read().await?, &organization_id, &repository_id, &numbers).await?;
    let known = store::checks::of_tasks(cx.read().await?, &organization_id, tasks.values()).await?;

    let answers = answers.into_iter().filter_map(|(number, answer)| Some((tasks.get(&number)?.clone(), answer)));
    let changed = changed(known, answers);
    if changed.is_empty() {
        return Ok(Applied { applied: false });
    }

    store::checks::replace(cx.write().await?, &organization_id, &changed).await?;
    let shown = changed.iter().map(|(task_id, checks)| (task_id.clone(), totals(checks))).collect();
    let lines = store::checks::show_all(cx.write().await?, &organization_id, &shown).await?;
    lines.iter().try_for_each(|line| views::line_changed(cx, &organization_id, line))?;
    Ok(Applied { applied: true })
}

/// The checks of those tasks for which the answers are news. A branch may be offered by several pull requests.
fn changed(
    mut known: BTreeMap<TaskId, Vec<Check>>,
    answers: impl Iterator<Item = (TaskId, Answer)>,
) -> BTreeMap<TaskId, Vec<Check>> {
    let mut changed = BTreeMap::new();
    for (task_id, answer) in answers {
        let checks = known.get(&task_id).cloned().unwrap_or_default();
        if let Some(checks) = look(checks, answer) {
            known.insert(task_id.clone(), checks.clone());
            changed.insert(task_id, checks);
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use contracts::{
        Millis, PullRequest, RepositoryId, limit,
        organization::{ApplyCheck, CheckTotals, CheckedPullRequest, DELIVERED_BEFORE_MS, ReadCheck},
        sandbox::CheckState,
    };

    use super::*;
    use crate::testing::{Acme, pull_request};

    fn read(name: &str, state: CheckState, at: Millis) -> ReadCheck {
        ReadCheck { name: name.into(), state, number: 1, at, since: at }
    }

    fn of(number: u64, checks: &[ReadCheck]) -> CheckedPullRequest {
        CheckedPullRequest { number, head: "a".into(), checks: checks.to_vec(), is_complete: true }
    }

    fn answered(asked_at: Millis, pull_requests: Vec<CheckedPullRequest>) -> ApplyChecks {
        ApplyChecks { repository_id: RepositoryId::for_number(1), asked_at, pull_requests }
    }

    fn delivered(branch: &str, name: &str, state: CheckState, at: Millis) -> ApplyCheck {
        let (repository_id, branch) = (RepositoryId::for_number(1), branch.into());
        ApplyCheck { repository_id, branch, head: "a".into(), name: name.into(), state, number: 1, at, since: Some(at) }
    }

    async fn counts(acme: &Acme, task_id: &TaskId) -> Option<[u32; 3]> {
        acme.line(task_id).await.checks.map(|totals| [totals.failed, totals.open, totals.passed])
    }

    #[tokio::test]
    async fn checks_of_several_pull_requests_a_forks_among_them_are_on_their_lines_and_nothing_else_changes() {
        let acme = Acme::connected().await;
        let own = acme.hears(&pull_request(7, "login", 10)).await;
        let forked = PullRequest { head_repository: Some("eve/web".into()), ..pull_request(8, "login", 10) };
        let forked = acme.hears(&forked).await;
        let now = acme.service.now();
        let told = answered(
            now,
            vec![
                of(7, &[read("build", CheckState::Passed, 20), read("test", CheckState::Failed, 21)]),
                of(8, &[read("build", CheckState::Running, 30)]),
                of(9, &[read("build", CheckState::Failed, 30)]),
            ],
        );
        let handling = acme.send(&told).await;

        let line = acme.line(&own).await;
        let totals = CheckTotals { head: "a".into(), failed: 1, open: 0, passed: 1, updated_at: 21 };
        assert_eq!((line.checks.clone(), line.updated_at, line.materialised), (Some(totals), 10, false));
        assert_eq!(counts(&acme, &forked).await, Some([0, 1, 0]));
        assert_eq!((handling.shown().len(), acme.lines().await.len()), (2, 2), "of the third there is no task");
        assert!(!acme.done_without_change(&told).await.applied);
    }

    #[tokio::test]
    async fn a_lost_end_is_found_and_what_was_delivered_since_is_not_undone() {
        let acme = Acme::connected().await;
        let task_id = acme.hears(&pull_request(7, "login", 10)).await;
        acme.done(&delivered("login", "build", CheckState::Running, 20)).await;
        acme.done(&delivered("login", "gone", CheckState::Waiting, 20)).await;
        let (now, ended) = (acme.service.now(), read("build", CheckState::Passed, 30));
        acme.done(&answered(now, vec![of(7, std::slice::from_ref(&ended))])).await;
        assert_eq!(counts(&acme, &task_id).await, Some([0, 1, 1]), "what was delivered just now may not be listed yet");

        let before = answered(now - 1, vec![of(7, &[read("build", CheckState::Running, 20)])]);
        assert!(!acme.done_without_change(&before).await.applied);
        sqlx::query("UPDATE checks SET heard_at = heard_at - $1")
            .bind(DELIVERED_BEFORE_MS + 10_000)
            .execute(acme.service.pool())
            .await
            .unwrap();
        acme.done(&answered(now, vec![of(7, &[ended])])).await;
        assert_eq!(counts(&acme, &task_id).await, Some([0, 0, 1]), "nothing would ever end it");
    }

    #[tokio::test]
    async fn another_run_of_a_check_that_ends_alike_leaves_the_line_alone() {
        let acme = Acme::connected().await;
        acme.hears(&pull_request(7, "login", 10)).await;
        let now = acme.service.now();
        acme.done(&answered(now, vec![of(7, &[read("build", CheckState::Passed, 20)])])).await;
        let again = ReadCheck { number: 2, ..read("build", CheckState::Passed, 20) };
        let handling = acme.send(&answered(now, vec![of(7, &[again])])).await;
        assert!(handling.outcome.as_ref().unwrap().applied);
        assert!(handling.shown().is_empty());
    }

    #[tokio::test]
    async fn more_than_are_kept_and_names_longer_than_githubs_are_refused() {
        let acme = Acme::connected().await;
        let few = |count: usize| vec![read("x", CheckState::Passed, 1); count];
        acme.refused(&answered(1, vec![of(7, &few(limit::CHECKS + 1))]), "organization.too_many").await;
        let many = (0..=limit::CHECKED_PULL_REQUESTS as u64).map(|number| of(number, &[])).collect();
        acme.refused(&answered(1, many), "organization.too_many").await;
        let long = read(&"x".repeat(256), CheckState::Passed, 1);
        acme.refused(&answered(1, vec![of(7, &[long])]), "organization.name_is_too_long").await;
        acme.refused(&answered(1, vec![of(u64::MAX, &[])]), "organization.pull_request_number").await;
    }
}
