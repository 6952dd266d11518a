//! `organization.workflow.memberRemoval`: what follows when somebody no longer belongs. Their access has ended before it.
//!
//! `clearOwners/<n>` → `note`

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
            async move { clear(cx, &removal, after.as_ref(), BATCH).await }.boxed()
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
async fn clear(cx: &mut Cx, removal: &Removal, after: Option<&TaskId>, batch: usize) -> Handled<Cleared> {
    let Removal { organization_id, input } = removal;
    let known = store::members::find(cx.read().await?, organization_id, &input.user_id).await?;
    if known.is_some_and(|known| known.person.role.is_some()) {
        return Ok(Cleared { tasks: 0, next: None });
    }

    let mut owned = store::lines::owned_by(cx.read().await?, organization_id, &input.user_id, after, batch + 1).await?;
    let there_is_more = owned.len() > batch;
    owned.truncate(batch);

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
        audit_log::Append,
        message,
        organization::{ApplyMembers, ApplyTaskSummaryUpdate, CreateTask},
        task::TaskStatus,
    };
    use runtime::testing::Handling;
    use schemars::JsonSchema;
    use serde_json::Value;

    use super::*;
    use crate::testing::{Acme, member, members, says, wish};

    /// One step as a command: a desk handles nothing else.
    #[derive(Serialize, Deserialize, JsonSchema)]
    enum Step {
        Clear { after: Option<TaskId>, batch: usize },
        Note { tasks: u32 },
    }
    message!(Command: Step, Organization "step" (OrganizationId), Service => Value);

    async fn step(cx: &mut Cx, organization_id: OrganizationId, step: Step) -> Handled<Value> {
        let input = MemberRemoval { user_id: member(7, "bob").user_id, login: "bob".into(), left_at: 50 };
        let removal = Removal { organization_id, input };
        match step {
            Step::Clear { after, batch } => Ok(json!(clear(cx, &removal, after.as_ref(), batch).await?)),
            Step::Note { tasks } => Ok(json!(note(cx, &removal, tasks)?)),
        }
    }

    async fn acme() -> Acme {
        let acme = Acme::connected_with(crate::service().command::<Step>(step)).await;
        acme.done(&members(&[member(7, "bob"), member(8, "eve")])).await;
        acme
    }

    async fn clears(acme: &Acme, after: Option<TaskId>, batch: usize) -> (Handling<Value>, Cleared) {
        let handling = acme.send(&Step::Clear { after, batch }).await;
        let cleared = serde_json::from_value(handling.outcome.as_ref().unwrap().clone()).unwrap();
        (handling, cleared)
    }

    async fn bobs(acme: &Acme, branch: &str) -> ApplyTaskSummaryUpdate {
        let created = acme.done(&CreateTask { branch: Some(branch.into()), ..wish("x") }).await;
        let update = says(&acme.line(&created.task_id).await, 1, "x");
        acme.done(&update).await;
        update
    }

    async fn leaves(acme: &Acme) {
        let removed = vec![member(7, "bob").user_id];
        acme.done(&ApplyMembers { removed, observed_at: 20, ..members(&[]) }).await;
    }

    fn told(handling: &Handling<Value>) -> Vec<String> {
        handling.sent::<ClearOwner>().into_iter().map(|(key, _)| key).collect()
    }

    #[tokio::test]
    async fn each_of_their_tasks_is_told_and_no_other() {
        let acme = acme().await;
        let mine = bobs(&acme, "one").await;
        acme.done(&CreateTask { branch: Some("nobodys".into()), ..wish("x") }).await;
        leaves(&acme).await;
        let before = acme.desk.rows().await;
        let (handling, cleared) = clears(&acme, None, 10).await;

        assert_eq!(cleared, Cleared { tasks: 1, next: None });
        let [(key, clear)] = handling.sent::<ClearOwner>().try_into().unwrap();
        assert_eq!(key, format!("acme.{}", mine.task_id));
        assert_eq!((clear.user_id.as_str(), clear.left_at), ("u7", 50));
        assert_eq!((handling.sent_count(), acme.desk.rows().await), (1, before));
    }

    #[tokio::test]
    async fn many_tasks_are_told_in_steps_without_gaps_and_repeats() {
        let acme = acme().await;
        let mut all = Vec::new();
        for branch in ["a", "b", "c", "d", "e"] {
            all.push(format!("acme.{}", bobs(&acme, branch).await.task_id));
        }
        leaves(&acme).await;
        all.sort();
        for batch in [1, 2, 3, 5, 6] {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let (handling, cleared) = clears(&acme, after, batch).await;
                seen.extend(told(&handling));
                after = cleared.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, all, "{batch} at a time");
        }
    }

    #[tokio::test]
    async fn what_is_put_away_keeps_its_owner_for_the_record() {
        let acme = acme().await;
        let mine = bobs(&acme, "one").await;
        acme.done(&ApplyTaskSummaryUpdate { revision: 2, status: TaskStatus::Archived, ..mine }).await;
        leaves(&acme).await;
        assert_eq!(clears(&acme, None, 10).await.1, Cleared { tasks: 0, next: None });
    }

    #[tokio::test]
    async fn who_is_back_before_it_runs_keeps_what_is_theirs() {
        let acme = acme().await;
        bobs(&acme, "one").await;
        leaves(&acme).await;
        acme.done(&ApplyMembers { observed_at: 30, ..members(&[member(7, "bob")]) }).await;
        let (handling, cleared) = clears(&acme, None, 10).await;
        assert_eq!((cleared, handling.sent_count()), (Cleared { tasks: 0, next: None }, 0));
    }

    #[tokio::test]
    async fn the_audit_log_says_how_many() {
        let acme = acme().await;
        let handling = acme.send(&Step::Note { tasks: 3 }).await;
        assert_eq!(handling.outcome.as_ref().unwrap(), &json!({ "tasks": 3 }));
        let [(_, append)] = handling.sent::<Append>().try_into().unwrap();
        assert_eq!(append.event, "member.removed");
        assert_eq!(append.details, json!({ "userId": "u7", "login": "bob", "tasks": 3 }));
    }
}
