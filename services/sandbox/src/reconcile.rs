//! Compares what the provider has with the rows: people see that a sandbox is gone before they send a message, and what no
//! task has any more ends.

mod processes;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use contracts::{
    Actor, Millis, TaskKey,
    sandbox::{ApplyProvisioning, ProvisioningNews, SandboxStatus},
    subject,
};
use futures::{StreamExt, stream};
use runtime::{Caller, Client, Failure, Handled, Reader, Request};
use sandboxes::{Found, Name, State};
use sqlx::PgPool;

use crate::{
    store::{self, sandboxes::Line},
    workflows::{
        Trouble, Work,
        keeping::{self, Kept},
        millis, name, names,
    },
};

/// What no task has is left alone for so long: it may be one that is being made just now, or one whose unpushed work is
/// being kept.
const UNWANTED_FOR: Duration = Duration::from_secs(600);

/// Rows that are read at a time: more would hold a connection that queries need.
const ROWS: usize = 1_000;

/// Sandboxes that the provider is asked about at a time: one that takes long must not hold up all others, and many at once
/// would meet the provider's own limits.
const AT_ONCE: usize = 8;

/// Of two times at which it ends by itself, in milliseconds: less is no news to anybody.
const SAME_WITHIN: u64 = 30_000;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Action {
    /// Its row and the provider's list say different things. That is a question: the provider is asked for it by its id
    /// before anybody is told.
    Ask { key: TaskKey, generation: i32, provider_id: String },
    /// No task has it any more. `of`: which generation of whose it was; nobody knows that of one without a row, and one that was
    /// made twice has nothing of anybody's in it.
    Destroy { provider_id: String, name: Name, of: Option<(TaskKey, i32)> },
    /// Whoever was to destroy it has not come to the end, and it is gone: nobody must wait for that any longer.
    Ended { key: TaskKey, generation: i32 },
}

/// Compares once. `began_at`: since when this process works.
pub async fn reconcile(reader: Reader, client: Client, work: Arc<Work>, began_at: Millis) -> Handled<()> {
    let (sandboxes, processes) = tokio::join!(
        sandboxes(reader.clone(), client.clone(), work.clone(), began_at),
        processes::processes(&reader, &client, &work)
    );
    sandboxes.and(processes)
}

async fn sandboxes(reader: Reader, client: Client, work: Arc<Work>, began_at: Millis) -> Handled<()> {
    let now = reader.now;
    let actions = look(reader.db(), &work, began_at, now, ROWS).await?;
    let count = actions.len();
    let (work, client) = (&work, &client);
    let act = |action| async move {
        match carry_out(work, action, now).await? {
            Some(request) => client.enqueue(request).await.map_err(Failure::failed),
            None => Ok(()),
        }
    };
    let outcomes: Vec<Handled<()>> = stream::iter(actions).map(act).buffer_unordered(AT_ONCE).collect().await;

    let failures: Vec<_> = outcomes.into_iter().filter_map(Result::err).collect();
    failures.first().map_or(Ok(()), |first| {
        let failed = failures.len();
        Err(Failure::failed(format!("{failed} of {count} sandboxes could not be looked after, one because: {first}")))
    })
}

/// What is to be done. A provider that cannot be listed is a failure, and one that is not there says nothing.
async fn look(db: &PgPool, work: &Work, began_at: Millis, now: Millis, page: usize) -> Handled<Vec<Action>> {
    // Why there is none was said when the process began.
    let Ok(provider) = &work.provider else { return Ok(Vec::new()) };
    // Before the rows, which are there before what they are about: so what is found has a row, if it ever had one.
    let found = provider.list().await.map_err(|error| Trouble::from(error).into_failure())?;
    let (mut lines, mut after) = (Vec::new(), Default::default());
    loop {
        let more = store::sandboxes::lines_behind(db, &after, provider.name(), page).await?;
        let is_last = more.len() < page;
        lines.extend(more);
        match lines.last() {
            Some(Line { key, .. }) if !is_last => after = (key.organization_id.to_string(), key.task_id.to_string()),
            _ => return Ok(decide(&lines, &found, began_at, now)),
        }
    }
}

fn decide(lines: &[Line], found: &[Found], began_at: Millis, now: Millis) -> Vec<Action> {
    let states: HashMap<_, _> = found.iter().map(|found| (found.provider_id.as_str(), found.state)).collect();
    let differing = lines.iter().filter_map(|line| {
        let provider_id = line.provider_id.clone()?;
        let state = states.get(provider_id.as_str()).copied().unwrap_or(State::Gone);
        differs(line, state).then(|| Action::Ask { key: line.key.clone(), generation: line.generation, provider_id })
    });

    let names: HashSet<_> = found.iter().map(|found| &found.name).collect();
    let ended = lines.iter().filter(|line| {
        let is_over = line.status == SandboxStatus::Destroying && !names.contains(&name(&line.key, line.generation));
        is_over && has_passed(time(line.updated_at.max(began_at)), now)
    });
    let ended = ended.map(|line| Action::Ended { key: line.key.clone(), generation: line.generation });

    let all = lines.iter().flat_map(|line| generations(line).map(move |(name, generation)| (name, (line, generation))));
    let by_name: HashMap<_, _> = all.collect();
    let unwanted = found.iter().filter_map(|found| {
        let known = by_name.get(&found.name).copied();
        let since = unwanted_since(known, found, began_at)?;
        let of = known.filter(|(line, generation)| is_its_own(line, *generation, found));
        let of = of.map(|(line, generation)| (line.key.clone(), generation));
        let (provider_id, name) = (found.provider_id.clone(), found.name.clone());
        has_passed(since, now).then_some(Action::Destroy { provider_id, name, of })
    });
    differing.chain(ended).chain(unwanted).collect()
}

fn generations(line: &Line) -> impl Iterator<Item = (Name, i32)> + '_ {
    names(&line.key, line.generation).zip((1..=line.generation).rev())
}

fn has_passed(since: SystemTime, now: Millis) -> bool {
    time(now).duration_since(since).is_ok_and(|age| age >= UNWANTED_FOR)
}

/// Whether people are shown something else than what the provider says.
fn differs(line: &Line, state: State) -> bool {
    match (line.status, state) {
        (SandboxStatus::Ready, State::Running { expires_at }) => {
            let (told, shown) = (expires_at.and_then(millis), line.expires_at);
            told.is_some() != shown.is_some() || told.unwrap_or(0).abs_diff(shown.unwrap_or(0)) > SAME_WITHIN
        }
        (SandboxStatus::Paused, State::Paused) => false,
        (SandboxStatus::Ready | SandboxStatus::Paused, _) => true,
        _ => false,
    }
}

/// Whether it is the one that was worked in, and not one that was made under the same name by a call whose answer was lost.
fn is_its_own(line: &Line, generation: i32, found: &Found) -> bool {
    let known = line.provider_id.as_ref().filter(|_| generation == line.generation);
    known.is_none_or(|known| *known == found.provider_id)
}

/// Since when no task has it; `None` when one has. `known`: the row of its task, and which generation of that it is.
fn unwanted_since(known: Option<(&Line, i32)>, found: &Found, began_at: Millis) -> Option<SystemTime> {
    let Some((line, generation)) = known.filter(|(line, generation)| is_its_own(line, *generation, found)) else {
        return Some(found.created_at);
    };
    if generation < line.generation {
        return (!may_be_followed(line.status, found.state)).then_some(found.created_at);
    }
    match line.status {
        // Files may be all that is left of somebody's work: they stay while they are the task's.
        SandboxStatus::Failed if found.state == State::Gone => None,
        SandboxStatus::Provisioning | SandboxStatus::Ready | SandboxStatus::Paused | SandboxStatus::Expired => None,
        // Its end may have been interrupted with the process: then it gets as long again to keep unpushed work.
        SandboxStatus::Failed | SandboxStatus::Destroying | SandboxStatus::Destroyed => {
            Some(time(line.updated_at.max(began_at)))
        }
    }
}

/// Whether the one that is being made, or the next, may go on with the files of one before it. A generation that was ready has
/// taken what it could.
fn may_be_followed(status: SandboxStatus, earlier: State) -> bool {
    match status {
        SandboxStatus::Provisioning => true,
        SandboxStatus::Failed => earlier == State::Gone,
        _ => false,
    }
}

fn time(millis: Millis) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(u64::try_from(millis).unwrap_or_default())
}

/// Asks or ends; gives the command that tells what the answer was.
async fn carry_out(work: &Work, action: Action, now: Millis) -> Handled<Option<Request>> {
    let provider = work.provider().map_err(Trouble::into_failure)?;
    match action {
        Action::Ask { key, generation, provider_id } => {
            let state = provider.state(&provider_id).await.map_err(|error| Trouble::from(error).into_failure())?;
            if state == State::Gone {
                tracing::warn!(task.id = %key.task_id, generation, provider_id, "The sandbox {provider_id} is gone");
            }
            let (id, news) = found(&name(&key, generation), state, now);
            tell(&key, generation, id, news).map(Some)
        }
        Action::Ended { key, generation } => {
            let id = format!("destroyed/{}", name(&key, generation));
            tell(&key, generation, id, ProvisioningNews::Destroyed { at: now, note: None }).map(Some)
        }
        Action::Destroy { provider_id, name, of } => {
            let kept = match &of {
                Some((key, generation)) => keep(work, key, *generation, &provider_id, now).await?,
                None => None,
            };
            provider.destroy(&provider_id).await.map_err(|error| Trouble::from(error).into_failure())?;
            tracing::warn!(provider_id, sandbox = %name, "Ended the sandbox {provider_id}, which no task has any more");
            Ok(kept)
        }
    }
}

/// Keeps what was not pushed of one that is to end; nobody waits for that. What may pass is tried again with the next look.
async fn keep(work: &Work, key: &TaskKey, generation: i32, provider_id: &str, now: Millis) -> Handled<Option<Request>> {
    let kept = match keeping::keep(work, key, generation, provider_id).await {
        // Its files are with the one that has followed it, or were kept before.
        Ok(Kept::Gone) => return Ok(None),
        Err(trouble @ Trouble::Passing(_)) => return Err(trouble.into_failure()),
        Err(Trouble::Lasting(why)) => Err(why),
        Ok(kept) => Ok(kept),
    };
    let Some(note) = keeping::note(key, generation, kept) else { return Ok(None) };
    tracing::warn!(task.id = %key.task_id, generation, "{note}");
    let id = format!("kept/{}/{now}", name(key, generation));
    tell(key, generation, id, ProvisioningNews::Kept { note }).map(Some)
}

/// What it was found to be, and the id of the command that tells it. That it is gone is one command however often it is told.
/// The sandbox's name stands for organization, task and generation, which together may be longer than a command's id.
fn found(name: &Name, state: State, now: Millis) -> (String, ProvisioningNews) {
    match state {
        State::Gone => (format!("expired/{name}"), ProvisioningNews::Expired { at: now }),
        State::Paused => (format!("paused/{name}/{now}"), ProvisioningNews::Paused { at: now }),
        State::Running { expires_at } => {
            (format!("running/{name}/{now}"), ProvisioningNews::Running { expires_at: expires_at.and_then(millis) })
        }
    }
}

fn tell(key: &TaskKey, generation: i32, id: String, news: ProvisioningNews) -> Handled<Request> {
    Ok(Request {
        subject: subject::of::<ApplyProvisioning>(key),
        body: serde_json::to_vec(&ApplyProvisioning { generation, news })?.into(),
        id,
        caller: Caller::service(Actor::Sandbox),
    })
}

#[cfg(test)]
mod tests;
