//! Takes in how one check of a branch's newest commit stands.

use contracts::{
    OrganizationId,
    organization::{Applied, ApplyCheck},
};
use runtime::{Cx, Handled};

use crate::{
    checks::{Check, hear, totals},
    store::{self, lines::Line},
    text, views,
};

/// Most checks are of branches that no task has. The line's age stays: it is of what people and agents do.
pub async fn apply_check(cx: &mut Cx, organization_id: OrganizationId, command: ApplyCheck) -> Handled<Applied> {
    let ApplyCheck { repository_id, branch, head, name, state, number, at, since } = command;
    text::check_check(&branch, &head, &name)?;
    let line = store::index::on_branch(cx.read().await?, &organization_id, &repository_id, "", &branch).await?;
    let Some(mut summary) = line else { return Ok(Applied { applied: false }) };
    let known = store::checks::of_task(cx.read().await?, &organization_id, &summary.task_id).await?;
    let (since, heard_at) = (since.unwrap_or(at), cx.now);
    let told = Check { name, head, state, number, at, since, heard_at }.not_after(cx.now);
    let Some(checks) = hear(known, told.clone()) else { return Ok(Applied { applied: false }) };

    store::checks::save(cx.write().await?, &organization_id, &summary.task_id, &told).await?;
    summary.checks = totals(&checks);
    let (task_id, totals) = (&summary.task_id, summary.checks.as_ref());
    let revision = store::checks::show(cx.write().await?, &organization_id, task_id, totals).await?;

    views::line_changed(cx, &organization_id, &Line { summary, revision })?;
    Ok(Applied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::{
        RepositoryId,
        organization::{CheckTotals, RemoveTaskSummary},
        sandbox::CheckState,
    };

    use super::*;
    use crate::testing::{Acme, pull_request, says};

    fn check(head: &str, name: &str, state: CheckState, at: i64) -> ApplyCheck {
        let repository_id = RepositoryId::for_number(1);
        let (branch, head, name) = ("login".into(), head.into(), name.into());
        ApplyCheck { repository_id, branch, head, name, state, number: at, at, since: None }
    }

    #[tokio::test]
    async fn how_checks_stand_is_on_the_line_and_goes_with_the_commit() {
        let acme = Acme::connected().await;
        let before = acme.service.rows().await;
        let task_id = acme.hears(&pull_request(7, "login", 10)).await;
        acme.done(&check("a", "build", CheckState::Passed, 20)).await;
        let handling = acme.send(&check("a", "test", CheckState::Failed, 21)).await;

        let line = acme.line(&task_id).await;
        let totals = CheckTotals { head: "a".into(), failed: 1, open: 0, passed: 1, updated_at: 21 };
        assert_eq!((line.checks.clone(), line.updated_at, line.materialised), (Some(totals), 10, false));
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.key, shown.value), (acme.view(&task_id), Some(serde_json::json!(line))));

        acme.done(&check("b", "test", CheckState::Running, 30)).await;
        let totals = CheckTotals { head: "b".into(), failed: 0, open: 1, passed: 0, updated_at: 30 };
        assert_eq!(acme.line(&task_id).await.checks, Some(totals.clone()));
        acme.done(&says(&line, 1, "Sign in")).await;
        assert_eq!(acme.line(&task_id).await.checks, Some(totals), "what the task says leaves them as they are");

        acme.done(&RemoveTaskSummary { task_id }).await;
        assert_eq!(acme.service.rows().await, before);
    }

    #[tokio::test]
    async fn what_is_late_or_of_no_task_changes_nothing() {
        let acme = Acme::connected().await;
        assert!(!acme.done_without_change(&check("a", "build", CheckState::Passed, 20)).await.applied);
        acme.hears(&pull_request(7, "login", 10)).await;
        acme.done(&check("a", "build", CheckState::Passed, 20)).await;
        assert!(!acme.done_without_change(&check("a", "build", CheckState::Running, 19)).await.applied);
    }

    #[tokio::test]
    async fn a_check_that_ends_in_the_far_future_does_not_stop_the_next_commits() {
        let acme = Acme::connected().await;
        let task_id = acme.hears(&pull_request(7, "login", 10)).await;
        let ahead = ApplyCheck { number: 1, ..check("a", "build", CheckState::Passed, i64::MAX) };
        acme.done(&ahead).await;
        let now = acme.service.now();
        assert!(acme.line(&task_id).await.checks.unwrap().updated_at <= now);
        acme.done(&check("b", "build", CheckState::Failed, now)).await;
        assert_eq!(acme.line(&task_id).await.checks.unwrap().head, "b");
    }

    #[tokio::test]
    async fn names_longer_than_githubs_are_refused() {
        let acme = Acme::connected().await;
        let long = ApplyCheck { name: "x".repeat(256), ..check("a", "", CheckState::Passed, 20) };
        acme.refused(&long, "organization.name_is_too_long").await;
    }
}
