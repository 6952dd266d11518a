//! `organization.workflow.memberRemoval`: what follows when somebody no longer belongs. Their access has ended before it.
//!
//! `clearOwners/<n>` → `note`. Before them `wait`, when GitHub may still say that they belong.

use std::sync::Arc;

use contracts::{
    OrganizationId, TaskId, TaskKey,
    organization::{MemberRemoval, MemberRemoved},
    task::ClearOwner,
};
use futures::FutureExt;
use runtime::{Cx, Handled, Run};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{audit, store};

/// Tasks in a step: its messages leave together, and a crash repeats no more than these.
const BATCH: usize = 200;

/// Whose tasks are to be nobody's, and where.
struct Removal {
    organization_id: OrganizationId,
    input: MemberRemoval,
}

/// What a step came to; recorded.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cleared {
    tasks: u32,
    /// After which task the next step goes on.
    next: Option<TaskId>,
}

pub async fn member_removal(run: Run, organization_id: OrganizationId, input: MemberRemoval) -> Handled<MemberRemoved> {
    if let Some(clears_at) = input.clears_at {
        run.sleep_until("wait", clears_at).await?;
    }
    let removal = Arc::new(Removal { organization_id, input });
    let tasks = clear_owners(&run, &removal).await?;
    let noted = run.commit("note", move |cx| {
        let removal = removal.clone();
        async move { note(cx, &removal, tasks) }.boxed()
    });
    noted.await
}

async fn clear_owners(run: &Run, removal: &Arc<Removal>) -> Handled<u32> {
    let (mut tasks, mut after, mut number) = (0, None, 0);
    loop {
        let step = format!("clearOwners/{number}");
        let cleared = run.commit(&step, |cx| {
            let (removal, after) = (removal.clone(), after.clone());
            async move { clear(cx, &removal, after.as_ref()).await }.boxed()
        });
        let cleared = cleared.await?;
        tasks += cleared.tasks;
        after = cleared.next;
        if after.is_none() {
            return Ok(tasks);
        }
        number += 1;
    }
}

/// Tells the next of their tasks. Who is back meanwhile keeps what is theirs, and each task keeps an owner who became that
/// after their leaving.
async fn clear(cx: &mut Cx, removal: &Removal, after: Option<&TaskId>) -> Handled<Cleared> {
    let Removal { organization_id, input } = removal;
    let known = store::members::find(cx.read().await?, organization_id, &input.user_id).await?;
    if known.is_some_and(|known| known.person.role.is_some()) {
        return Ok(Cleared { tasks: 0, next: None });
    }

    let mut owned = store::lines::owned_by(cx.read().await?, organization_id, &input.user_id, after, BATCH + 1).await?;
    let there_is_more = owned.len() > BATCH;
    owned.truncate(BATCH);

    let clear = ClearOwner { user_id: input.user_id.clone(), left_at: input.left_at };
    for task_id in &owned {
        cx.send(&TaskKey { organization_id: organization_id.clone(), task_id: task_id.clone() }, &clear)?;
    }
    let tasks = u32::try_from(owned.len()).unwrap_or(u32::MAX);
    Ok(Cleared { tasks, next: owned.pop().filter(|_| there_is_more) })
}

fn note(cx: &mut Cx, removal: &Removal, tasks: u32) -> Handled<MemberRemoved> {
    let MemberRemoval { user_id, login, .. } = &removal.input;
    let details = json!({ "userId": user_id, "login": login, "tasks": tasks });
    audit::happened(cx, &removal.organization_id, "member.removed", details)?;
    Ok(MemberRemoved { tasks })
}

#[cfg(test)]
mod tests {
    use contracts::{
        RepositoryId,
        audit_log::Append,
        organization::{Owner, Role, TaskSummary},
        task::TaskStatus,
    };
    use runtime::testing::{Ran, TestWorkflow};
    use sqlx::PgPool;
    use test_postgres::LentDatabase;

    use super::*;
    use crate::{people::Person, testing::member};

    /// Bob has left `acme`.
    struct Left {
        removal: TestWorkflow<MemberRemoval>,
        _database: LentDatabase,
    }

    impl Left {
        async fn new() -> Self {
            Self::heard(None).await
        }

        async fn heard(clears_at: Option<i64>) -> Self {
            let database = LentDatabase::for_service("organization").await.unwrap();
            let input =
                MemberRemoval { user_id: member(7, "bob").user_id, login: "bob".into(), left_at: 50, clears_at };
            let nobody = |subject: &str, _: &[u8]| panic!("nobody should be asked {subject}");
            let (service, acme) = (crate::service(), "acme".parse().unwrap());
            let removal = TestWorkflow::new(service, &database.url, acme, input, nobody).await.unwrap();
            Self { removal, _database: database }
        }

        /// What comes of it when these tasks are there: each task's id, owner and status.
        async fn ran(&self, tasks: &[(String, &str, TaskStatus)]) -> Ran {
            self.removal.run(async |pool| put(pool, None, tasks).await).await
        }
    }

    /// Puts tasks there; with a role, Bob as well, who belongs.
    async fn put(pool: &PgPool, role: Option<Role>, tasks: &[(String, &str, TaskStatus)]) {
        let (acme, mut db) = ("acme".parse().unwrap(), pool.acquire().await.unwrap());
        let bob = Person { role, ..person() };
        store::members::save(&mut db, &acme, &[&bob]).await.unwrap();
        for (id, owner, status) in tasks {
            store::lines::insert(&mut db, &acme, "", &line(id, owner, *status), 0).await.unwrap();
        }
    }

    fn person() -> Person {
        let member = member(7, "bob");
        Person {
            user_id: member.user_id,
            login: Some(member.login),
            name: None,
            avatar_url: None,
            role: None,
            linked: false,
            observed_at: 40,
        }
    }

    fn line(id: &str, owner: &str, status: TaskStatus) -> TaskSummary {
        let number = if owner == "bob" { 7 } else { 8 };
        TaskSummary {
            task_id: id.parse().unwrap(),
            repository_id: RepositoryId::for_number(1),
            repository_name: "acme/web".into(),
            title: "x".into(),
            branch: id.into(),
            status,
            pull_request: None,
            owner: Some(Owner { user_id: member(number, owner).user_id, login: owner.into(), avatar_url: None }),
            changes: None,
            checks: None,
            materialised: true,
            created_at: 1,
            updated_at: 1,
        }
    }

    fn bobs(count: usize) -> Vec<(String, &'static str, TaskStatus)> {
        (0..count).map(|number| (format!("t-{number:04}"), "bob", TaskStatus::Idle)).collect()
    }

    /// Which tasks were told, in order.
    fn told(ran: &Ran) -> Vec<&str> {
        ran.sent.iter().filter_map(|(to, _)| to.strip_prefix("task.command.clearOwner.acme.")).collect()
    }

    fn ids<'a>(tasks: &'a [(String, &str, TaskStatus)]) -> Vec<&'a str> {
        tasks.iter().map(|(id, ..)| id.as_str()).collect()
    }

    #[tokio::test]
    async fn whatever_happens_to_its_worker_each_task_is_told_once() {
        let (left, tasks) = (Left::new().await, bobs(BATCH + 1));
        let ran = left.removal.withstands_faults(async |pool| put(pool, None, &tasks).await, || 0).await;

        let steps: Vec<_> = ran.steps.iter().map(|(step, _)| step.as_str()).collect();
        assert_eq!((ran.status.as_str(), steps), ("done", vec!["clearOwners/0", "clearOwners/1", "note"]));
        assert_eq!(told(&ran), ids(&tasks));
    }

    #[tokio::test]
    async fn what_may_be_late_is_waited_for_first() {
        let (left, tasks) = (Left::heard(Some(runtime::now() + 30_000)).await, bobs(1));
        let ran = left.removal.withstands_faults(async |pool| put(pool, None, &tasks).await, || 0).await;
        let steps: Vec<_> = ran.steps.iter().map(|(step, _)| step.as_str()).collect();
        assert_eq!((steps, told(&ran)), (vec!["wait", "clearOwners/0", "note"], ids(&tasks)));
    }

    #[tokio::test]
    async fn each_of_their_tasks_is_told_and_no_other() {
        let left = Left::new().await;
        let (mine, eves) = (bobs(2), ("t-9".to_owned(), "eve", TaskStatus::Idle));
        let ran = left.ran(&[mine[0].clone(), mine[1].clone(), eves]).await;

        assert_eq!(told(&ran), ids(&mine));
        let clear: ClearOwner = serde_json::from_value(ran.sent[0].1.clone()).unwrap();
        assert_eq!((clear.user_id.as_str(), clear.left_at), ("u7", 50));
        assert_eq!(ran.sent.len(), 3, "and the audit log");
    }

    #[tokio::test]
    async fn many_tasks_are_told_in_steps_without_gaps_and_repeats() {
        let left = Left::new().await;
        for (count, steps) in [(BATCH - 1, 1), (BATCH, 1), (BATCH + 1, 2), (2 * BATCH, 2), (2 * BATCH + 1, 3)] {
            let tasks = bobs(count);
            let ran = left.ran(&tasks).await;
            assert_eq!((told(&ran), ran.steps.len()), (ids(&tasks), steps + 1), "{count} tasks");
        }
    }

    #[tokio::test]
    async fn what_is_put_away_keeps_its_owner_for_the_record() {
        let ran = Left::new().await.ran(&[("t-1".into(), "bob", TaskStatus::Archived)]).await;
        assert_eq!((told(&ran), &ran.result), (vec![], &json!({ "tasks": 0 })));
    }

    #[tokio::test]
    async fn who_is_back_before_it_runs_keeps_what_is_theirs() {
        let (left, tasks) = (Left::new().await, bobs(1));
        let ran = left.removal.run(async |pool| put(pool, Some(Role::Member), &tasks).await).await;
        assert_eq!((told(&ran), &ran.result), (vec![], &json!({ "tasks": 0 })));
    }

    #[tokio::test]
    async fn the_audit_log_says_how_many() {
        let ran = Left::new().await.ran(&bobs(3)).await;
        assert_eq!(ran.result, json!({ "tasks": 3 }));
        let (to, append) = ran.sent.last().unwrap();
        let append: Append = serde_json::from_value(append.clone()).unwrap();
        assert_eq!((to.as_str(), append.event.as_str()), ("auditLog.command.append.acme", "member.removed"));
        assert_eq!(append.details, json!({ "userId": "u7", "login": "bob", "tasks": 3 }));
    }
}
