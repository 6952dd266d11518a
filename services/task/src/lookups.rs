//! What a person's command must know from the organization before its transaction begins: the line of a task that has no
//! record yet, and whether whoever is to own a task is a member.
//!
//! Only people's commands come here. What a sync sends never makes a task, and neither does looking.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use contracts::{
    Actor, OrganizationId, TaskKey, UserId,
    organization::{GetMember, GetTaskIndexEntry, Member, TaskIndexEntry},
    task::{BeginTurn, ChangeOwner},
};
use futures::{StreamExt, TryStreamExt, stream};
use runtime::{Caller, Cx, Handled, Preload, QueryError};

use crate::{error::TaskError, model::Task, store};

/// Questions asked at a time. The organization answers each with one read; more would only queue there.
const LOOKUPS: usize = 32;

/// What the organization knows of one task.
#[derive(Debug, Default)]
pub struct Known {
    /// The line of a task that has no record.
    pub entry: Option<TaskIndexEntry>,
    /// Those of the people asked for who are members.
    pub members: Vec<Member>,
}

impl Known {
    pub fn member(&self, user_id: &UserId) -> Option<&Member> {
        self.members.iter().find(|member| member.user_id == *user_id)
    }
}

/// The task to act on: the stored one, or one made from its line. Refused when there is neither.
pub async fn task(cx: &mut Cx, key: &TaskKey) -> Handled<Task> {
    if let Some(task) = cx.load::<Task>(key).await? {
        return Ok(task);
    }
    let entry = cx.fact::<Known>(key).and_then(|known| known.entry.as_ref()).ok_or(TaskError::Unknown)?;
    Ok(Task::from_index(key, entry, cx.now))
}

/// Tasks that are known to have a record, which is never taken back: they need not be looked up again.
#[derive(Clone, Default)]
pub struct Materialised(Arc<Mutex<HashSet<TaskKey>>>);

impl Materialised {
    /// More are forgotten all at once, and looked up again.
    const REMEMBERED: usize = 100_000;

    fn lock(&self) -> MutexGuard<'_, HashSet<TaskKey>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unknown(&self, keys: Vec<TaskKey>) -> Vec<TaskKey> {
        let known = self.lock();
        keys.into_iter().filter(|key| !known.contains(key)).collect()
    }

    fn remember(&self, keys: impl Iterator<Item = TaskKey>) {
        let mut known = self.lock();
        if known.len() > Self::REMEMBERED {
            known.clear();
        }
        known.extend(keys);
    }
}

/// Asks the organization for the lines of those tasks that have no record yet, and for those people who are to own one.
pub async fn preload(
    materialised: Materialised,
    preload: Preload,
    keys: Vec<TaskKey>,
) -> Handled<Vec<(TaskKey, Known)>> {
    let mut known: HashMap<TaskKey, Known> = HashMap::new();
    for (key, entry) in entries(&materialised, &preload, keys).await? {
        known.entry(key).or_default().entry = Some(entry);
    }
    for (key, member) in members(&preload).await? {
        known.entry(key).or_default().members.push(member);
    }
    Ok(known.into_iter().collect())
}

async fn entries(
    materialised: &Materialised,
    preload: &Preload,
    keys: Vec<TaskKey>,
) -> Handled<Vec<(TaskKey, TaskIndexEntry)>> {
    let keys = materialised.unknown(keys);
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let missing = store::without_record(preload.reader.db(), keys.clone()).await?;
    materialised.remember(keys.into_iter().filter(|key| !missing.contains(key)));

    let entries: Vec<_> =
        stream::iter(missing).map(|key| entry(preload, key)).buffer_unordered(LOOKUPS).try_collect().await?;
    Ok(entries.into_iter().flatten().collect())
}

async fn entry(preload: &Preload, key: TaskKey) -> Handled<Option<(TaskKey, TaskIndexEntry)>> {
    let query = GetTaskIndexEntry { task_id: key.task_id.clone() };
    let found = preload.client.query(&key.organization_id, &query, &Caller::service(Actor::Task)).await;
    Ok(answered(found)?.and_then(|found| found.entry).map(|entry| (key, entry)))
}

/// Those of the batch's future owners who are members, each with the task they are to own: because somebody says so, or
/// because their message is next.
async fn members(preload: &Preload) -> Handled<Vec<(TaskKey, Member)>> {
    let chosen = preload.commands::<ChangeOwner>().into_iter().map(|(key, command)| (key, command.user_id));
    let authors = preload.commands::<BeginTurn>().into_iter().map(|(key, command)| (key, command.author));
    let wishes = stream::iter(chosen.chain(authors));
    let members = wishes.map(|(key, user_id)| member(preload, key, user_id)).buffer_unordered(LOOKUPS);
    let members: Vec<_> = members.try_collect().await?;
    Ok(members.into_iter().flatten().collect())
}

async fn member(preload: &Preload, key: TaskKey, user_id: UserId) -> Handled<Option<(TaskKey, Member)>> {
    let organization_id: &OrganizationId = &key.organization_id;
    let found = preload.client.query(organization_id, &GetMember { user_id }, &Caller::service(Actor::Task)).await;
    Ok(answered(found)?.and_then(|found| found.member).map(|member| (key, member)))
}

/// An organization that nobody knows has no such task and no such member; the other commands of the batch go on.
fn answered<T>(found: Result<T, QueryError>) -> Handled<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(QueryError::Refused { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use contracts::task::{Archive, Kill, Rename, TaskStatus};

    use crate::testing::{Acme, events, line, pull_request};

    fn rename(title: &str) -> Rename {
        Rename { title: title.into() }
    }

    #[tokio::test]
    async fn the_first_who_acts_on_a_task_makes_it_with_its_pull_request() {
        let acme = Acme::new().await;
        assert!(acme.is_virtual().await);
        let handling = acme.send_knowing(&rename("Sign in"), line()).await;

        acme.assert_told(&handling).await;
        assert_eq!(events(&handling), ["task.initialized", "task.renamed"]);
        let record = acme.record().await;
        assert_eq!((record.title.as_str(), record.prompt.as_str()), ("Sign in", "Offer login"));
        assert_eq!((record.branch.as_str(), record.pull_request), ("login", Some(pull_request(10))));
        assert_eq!((record.status, record.revision), (TaskStatus::Initialized, 1));
        assert_eq!(record.clone_url, "https://github.com/acme/web.git");
    }

    #[tokio::test]
    async fn any_first_act_makes_it() {
        let acme = Acme::new().await;
        let handling = acme.send_knowing(&Archive::default(), line()).await;
        acme.assert_told(&handling).await;
        assert_eq!(events(&handling), ["task.initialized", "task.archived"]);

        let acme = Acme::new().await;
        let handling = acme.send_knowing(&Kill::default(), line()).await;
        acme.assert_told(&handling).await;
        assert_eq!(events(&handling), ["task.initialized", "task.killed"]);
    }

    #[tokio::test]
    async fn what_nobody_knows_is_refused_and_not_made() {
        let acme = Acme::new().await;
        acme.refused(&rename("Sign in"), "task.unknown").await;
        acme.refused(&Archive::default(), "task.unknown").await;
        acme.refused(&Kill::default(), "task.unknown").await;
        assert!(acme.is_virtual().await);
    }

    #[tokio::test]
    async fn a_refused_first_act_leaves_the_task_virtual() {
        let acme = Acme::new().await;
        let handling = acme.send_knowing(&rename(" "), line()).await;
        assert_eq!(handling.refusal(), Some("task.title_is_blank"));
        assert_eq!((handling.sent_count(), handling.shown()), (0, vec![]));
        assert!(acme.is_virtual().await);
    }

    #[tokio::test]
    async fn the_line_is_read_once() {
        let acme = Acme::new().await;
        acme.send_knowing(&rename("Sign in"), line()).await.outcome.unwrap();
        let mut changed = line();
        changed.entry.as_mut().unwrap().branch = "other".into();
        let record = acme.send_knowing(&rename("Log in"), changed).await.outcome.unwrap();
        assert_eq!((record.branch.as_str(), record.revision), ("login", 2));
    }
}
