//! Lists tasks, newest change first.

use contracts::{
    OrganizationId,
    organization::{ListTasks, TaskPage},
};
use runtime::{Handled, Reader};
use service_kit::page::{Cursor, Rows};

use crate::{
    error::OrganizationError,
    store::{self, lines::Fit},
};

pub async fn list_tasks(reader: Reader, organization_id: OrganizationId, query: ListTasks) -> Handled<TaskPage> {
    let rows = Rows::parse(query.limit).map_err(OrganizationError::Page)?;
    let after = Cursor::parse(query.after.as_deref(), i64::MAX).map_err(OrganizationError::Page)?;
    let fit = Fit { repository_id: query.repository_id.as_ref(), status: query.status };

    let mut tasks = store::lines::list(reader.db(), &organization_id, fit, &after, rows.and_one()).await?;
    if tasks.is_empty() {
        store::profiles::must_exist(reader.db(), &organization_id).await?;
    }

    let next = rows.cut(&mut tasks, |task| Cursor { sort: task.updated_at, id: task.task_id.to_string() });
    Ok(TaskPage { tasks, next })
}

#[cfg(test)]
mod tests {
    use contracts::{RepositoryId, TaskId, organization::TaskSummary, task::TaskStatus};

    use super::*;
    use crate::testing::{Acme, pull_request, says, told};

    fn ids(tasks: &[TaskSummary]) -> Vec<TaskId> {
        tasks.iter().map(|task| task.task_id.clone()).collect()
    }

    #[tokio::test]
    async fn pages_have_no_gaps_and_no_repeats_though_many_changed_at_once() {
        let acme = Acme::connected().await;
        for number in 1..=7 {
            acme.hears(&pull_request(number, &format!("b{number}"), 10 + i64::from(number > 5))).await;
        }
        let all = ids(&acme.lines().await);
        assert_eq!(all.len(), 7);

        for limit in 1..=7 {
            let (mut read, mut after) = (vec![], None);
            loop {
                let page = acme.asks(&ListTasks { limit: Some(limit), after, ..ListTasks::default() }).await;
                assert!(page.tasks.len() <= limit as usize && !page.tasks.is_empty());
                read.extend(ids(&page.tasks));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(read, all, "pages of {limit}");
        }
    }

    #[tokio::test]
    async fn a_list_shows_what_fits() {
        let acme = Acme::connected().await;
        let web = acme.hears(&pull_request(7, "login", 10)).await;
        let other = told(&pull_request(8, "login", 20));
        let other = contracts::organization::RefreshTaskSummaryForBranch {
            repository_id: RepositoryId::for_number(2),
            repository_name: "acme/api".into(),
            ..other
        };
        let api = acme.done(&other).await.task_id.unwrap();
        acme.done(&says(&acme.line(&api).await, 1, "x")).await;

        let in_web = ListTasks { repository_id: Some(RepositoryId::for_number(1)), ..ListTasks::default() };
        assert_eq!(ids(&acme.asks(&in_web).await.tasks), std::slice::from_ref(&web));
        let idle = ListTasks { status: Some(TaskStatus::Idle), ..ListTasks::default() };
        assert_eq!(ids(&acme.asks(&idle).await.tasks), std::slice::from_ref(&api));
        let neither = ListTasks { status: Some(TaskStatus::Idle), ..in_web };
        assert!(acme.asks(&neither).await.tasks.is_empty());
        assert_eq!(ids(&acme.lines().await), [api, web]);
    }

    #[tokio::test]
    async fn a_limit_or_cursor_that_is_none_is_refused() {
        let acme = Acme::connected().await;
        for limit in [0, 201, u32::MAX] {
            let query = ListTasks { limit: Some(limit), ..ListTasks::default() };
            assert_eq!(acme.query_refused(&query).await, "organization.limit_is_out_of_range");
        }
        for after in ["", "x", "99999999999999999999.t-1"] {
            let query = ListTasks { after: Some(after.into()), ..ListTasks::default() };
            assert_eq!(acme.query_refused(&query).await, "organization.cursor_is_malformed", "{after:?}");
        }
    }

    #[tokio::test]
    async fn an_empty_list_is_told_from_an_unknown_organization() {
        assert!(Acme::connected().await.lines().await.is_empty());
        assert_eq!(Acme::unknown().await.query_refused(&ListTasks::default()).await, "organization.unknown");
    }
}
