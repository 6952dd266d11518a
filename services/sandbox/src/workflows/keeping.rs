//! Keeps what was not pushed of a sandbox that is to end: pushes it to a reference of its own.

use contracts::{TaskKey, UserId};
use runtime::Run;
use sandboxes::{Limits, State, Wanted};

use super::{Inside, Trouble, Work, inject, wanted};
use crate::{git, store};

/// What there was to keep.
#[derive(Debug)]
pub enum Kept {
    Commit(String),
    Nothing,
    /// It has ended, and its files are gone or somebody else's.
    Gone,
}

/// Pushes what was not pushed. One that has ended, or does not answer, is started again on the files that it has left: nothing
/// else has them.
pub async fn keep(work: &Work, key: &TaskKey, generation: i32, provider_id: &str) -> Result<Kept, Trouble> {
    let Some(inside) = reach(work, key, generation, provider_id).await? else { return Ok(Kept::Gone) };
    push(&inside, key, generation).await
}

/// [`keep`] for the last time: where GitHub does not take what is inside, it is tried again with what people have now. A token may
/// have ended long before its sandbox does.
pub async fn keep_last(run: &Run, work: &Work, key: &TaskKey, generation: i32, id: &str) -> Result<Kept, Trouble> {
    let is_dead = work.provider()?.state(id).await? == State::Gone;
    let Some(inside) = reach(work, key, generation, id).await? else { return Ok(Kept::Gone) };
    let mut kept = push(&inside, key, generation).await;
    let sandbox = store::sandboxes::find(run.reader().db(), key).await?;
    let Some(sandbox) = sandbox.filter(|sandbox| sandbox.record.generation == generation) else { return kept };

    let inside_of = sandbox.record.identity.map(|identity| identity.user_id);
    for person in whose(inside_of, is_dead.then_some(sandbox.person)) {
        if !matches!(kept, Err(Trouble::Lasting(_))) {
            break;
        }
        kept = match inject(run, &inside, &sandbox.source.clone_url, &person).await {
            Ok(_) => push(&inside, key, generation).await,
            Err(trouble) => Err(trouble),
        };
    }
    kept
}

/// Whose credentials may be put inside for it, one after another: theirs that are inside, and of one that has died its person's.
/// Never theirs who end it: they have trusted nothing in there with a token.
fn whose(inside: Option<UserId>, of_dead: Option<UserId>) -> Vec<UserId> {
    let mut people: Vec<UserId> = [inside, of_dead].into_iter().flatten().collect();
    people.dedup();
    people
}

/// What became of it, for people; `None` when there was nothing.
pub fn note(key: &TaskKey, generation: i32, kept: Result<Kept, String>) -> Option<String> {
    match kept {
        Ok(Kept::Nothing) => None,
        Ok(Kept::Commit(commit)) => {
            Some(format!("Work that was not pushed is kept as {commit} in {}", reference(key, generation)))
        }
        Ok(Kept::Gone) => Some("Work that was not pushed could not be kept: the sandbox had ended before".to_owned()),
        Err(why) => Some(format!("Work that was not pushed could not be kept: {why}")),
    }
}

fn reference(key: &TaskKey, generation: i32) -> String {
    format!("refs/foundry/{}/{generation}", key.task_id)
}

/// `None`: it is gone with its files.
async fn reach(work: &Work, key: &TaskKey, generation: i32, provider_id: &str) -> Result<Option<Inside>, Trouble> {
    let provider = work.provider()?;
    let mut silent = None;
    if provider.state(provider_id).await? != State::Gone {
        let inside = Inside::connect(work, provider_id).await?;
        match inside.client.health().await {
            Ok(()) => return Ok(Some(inside)),
            Err(error) => silent = Some(error),
        }
    }
    // It may have ended because its files took more than is allowed; here nothing more is written.
    let limits = Limits { disk_bytes: u64::MAX, ..work.limits };
    if provider.restart(&Wanted { limits, ..wanted(work, key, generation) }).await? {
        return Inside::connect(work, provider_id).await.map(Some);
    }
    silent.map_or(Ok(None), |error| Err(error.into()))
}

async fn push(inside: &Inside, key: &TaskKey, generation: i32) -> Result<Kept, Trouble> {
    let script = git::keep_work(&inside.home, &reference(key, generation));
    let said = inside.run("Keeping unpushed work", &script).await?;
    let commit = said.lines().next().filter(|line| !line.is_empty());
    Ok(commit.map_or(Kept::Nothing, |commit| Kept::Commit(commit.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::key;

    #[test]
    fn people_read_what_became_of_the_work() {
        let of = |kept| note(&key(), 3, kept);
        assert_eq!(of(Ok(Kept::Nothing)), None);
        let kept = of(Ok(Kept::Commit("c0ffee".into()))).unwrap();
        assert_eq!(kept, "Work that was not pushed is kept as c0ffee in refs/foundry/t-1/3");
        assert!(of(Ok(Kept::Gone)).unwrap().ends_with("the sandbox had ended before"));
        assert!(of(Err("no access".into())).unwrap().ends_with("could not be kept: no access"));
    }

    #[test]
    fn only_those_are_asked_who_were_inside_already() {
        let [bob, eve] = [7, 8].map(UserId::for_number);
        let some = |person: &UserId| Some(person.clone());
        let people = |inside, of_dead, expected: &[&UserId]| {
            assert_eq!(whose(inside, of_dead).iter().collect::<Vec<_>>(), expected);
        };
        people(some(&bob), None, &[&bob]);
        people(some(&bob), some(&bob), &[&bob]);
        people(some(&bob), some(&eve), &[&bob, &eve]);
        people(None, some(&bob), &[&bob]);
        people(None, None, &[]);
    }
}
