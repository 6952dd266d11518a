//! Arranges an organization's sidebar.

use std::{collections::HashSet, hash::Hash};

use contracts::{
    UserId,
    limit::{SIDEBAR_ROWS, SIDEBAR_TASKS},
    user::{ArrangeSidebar, Sidebar},
};
use runtime::{Cx, Handled};

use crate::{error::UserError, store, views};

/// Whether the organization has these repositories and tasks is not asked: those it has not are nowhere to be seen.
pub async fn arrange_sidebar(cx: &mut Cx, user_id: UserId, command: ArrangeSidebar) -> Handled<Sidebar> {
    let ArrangeSidebar { organization_id, order, collapsed, tasks } = command;
    store::memberships::must_belong(cx.read().await?, &user_id, &organization_id).await?;
    let order = distinct(order, "repositories", SIDEBAR_ROWS)?;
    let collapsed = distinct(collapsed, "folded repositories", SIDEBAR_ROWS)?;
    let tasks = match tasks {
        Some(tasks) => distinct(tasks, "tasks in an order of their own", SIDEBAR_TASKS)?,
        None => store::sidebars::read(cx.read().await?, &user_id, &organization_id).await?.tasks,
    };
    let sidebar = Sidebar { order, collapsed, tasks };

    let revision = store::sidebars::save(cx.write().await?, &user_id, &organization_id, &sidebar).await?;

    views::sidebar_changed(cx, &user_id, &organization_id, &sidebar, revision)?;
    Ok(sidebar)
}

/// Each of them once, where it is first.
fn distinct<T: Clone + Eq + Hash>(mut ids: Vec<T>, what: &'static str, max: usize) -> Result<Vec<T>, UserError> {
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    let got = ids.len();
    if got > max { Err(UserError::SidebarIsTooLong { got, what, max }) } else { Ok(ids) }
}

#[cfg(test)]
mod tests {
    use contracts::{RepositoryId, TaskId};

    use super::*;
    use crate::testing::{Bob, acme};

    fn repositories(numbers: impl IntoIterator<Item = u64>) -> Vec<RepositoryId> {
        numbers.into_iter().map(RepositoryId::for_number).collect()
    }

    fn arrange(order: Vec<RepositoryId>, collapsed: Vec<RepositoryId>) -> ArrangeSidebar {
        ArrangeSidebar { organization_id: acme(), order, collapsed, tasks: None }
    }

    fn tasks(numbers: impl IntoIterator<Item = u64>) -> Vec<TaskId> {
        numbers.into_iter().map(|number| format!("t-{number}").parse().unwrap()).collect()
    }

    fn put_in_order(numbers: impl IntoIterator<Item = u64>) -> ArrangeSidebar {
        ArrangeSidebar { tasks: Some(tasks(numbers)), ..arrange(vec![], vec![]) }
    }

    #[tokio::test]
    async fn an_arrangement_is_kept_and_shown_whole() {
        let bob = Bob::in_acme().await;
        assert_eq!(bob.overlay().await.sidebar, Sidebar::default());
        let handling = bob.send(&arrange(repositories([3, 1, 3, 2]), repositories([2]))).await;

        let sidebar = handling.outcome.as_ref().unwrap();
        assert_eq!((&sidebar.order, &sidebar.collapsed), (&repositories([3, 1, 2]), &repositories([2])));
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!((shown.key.as_str(), shown.value), ("user.u2.sidebar.acme", Some(serde_json::json!(sidebar))));
        assert_eq!(&bob.overlay().await.sidebar, sidebar);

        let later = bob.send(&arrange(vec![], vec![])).await;
        assert!(later.shown()[0].revision > shown.revision);
        assert_eq!(bob.overlay().await.sidebar, Sidebar::default());
    }

    #[tokio::test]
    async fn the_order_of_tasks_stays_until_it_is_said_anew() {
        let bob = Bob::in_acme().await;
        bob.done(&put_in_order([2, 1, 2])).await;
        bob.done(&arrange(repositories([1]), vec![])).await;
        let sidebar = bob.overlay().await.sidebar;
        assert_eq!((sidebar.order, sidebar.tasks), (repositories([1]), tasks([2, 1])));

        bob.done(&put_in_order([])).await;
        assert_eq!(bob.overlay().await.sidebar, Sidebar::default());
        bob.done(&put_in_order(1..=1_000)).await;
        bob.refused(&put_in_order(1..=1_001), "user.sidebar_is_too_long").await;
    }

    #[tokio::test]
    async fn five_thousand_repositories_are_the_most() {
        let bob = Bob::in_acme().await;
        bob.done(&arrange(repositories(1..=5_000), repositories(1..=5_000))).await;
        bob.refused(&arrange(repositories(1..=5_001), vec![]), "user.sidebar_is_too_long").await;
        bob.refused(&arrange(vec![], repositories(1..=5_001)), "user.sidebar_is_too_long").await;
    }

    #[tokio::test]
    async fn somebody_elses_sidebar_is_refused() {
        Bob::signed_in().await.refused(&arrange(vec![], vec![]), "user.not_a_member").await;
        Bob::unknown().await.refused(&arrange(vec![], vec![]), "user.unknown").await;
    }
}
