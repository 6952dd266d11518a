//! `sandbox.workflow.destruction`: ends the agents, keeps what was not pushed, and ends the sandbox; and what is left of those
//! before it.

use std::sync::Arc;

use contracts::{
    TaskKey,
    sandbox::{ApplyProvisioning, Destruction, EndingCause, ProvisioningNews},
};
use futures::{FutureExt, future::try_join_all};
use runtime::{Handled, RetryPolicy, Run, Waiting};
use sandboxes::{Found, State};
use serde_json::json;

use super::{
    Inside, Trouble, Work, destroy,
    keeping::{self, Kept},
    log::Log,
    name, trouble,
};
use crate::store::{events::NewEvent, sessions};

/// One for each generation.
pub fn workflow_id(key: &TaskKey, generation: i32) -> String {
    format!("destruction:{}:{}:{generation}", key.organization_id, key.task_id)
}

pub async fn destruction(run: Run, key: TaskKey, input: Destruction, work: Arc<Work>) -> Handled<()> {
    let mut note = None;
    if let Err(failure) = leave(&run, &key, &input, &work, &mut note).await {
        // Nobody waits for that: what no task has any more is ended later, see `reconcile`.
        let why = trouble::words(&failure, "it failed here");
        tracing::error!(task.id = %key.task_id, input.generation, %failure, "A sandbox could not be ended");
        let left = format!("The sandbox could not be ended, which is tried again: {why}");
        note = Some(note.map_or_else(|| left.clone(), |kept| format!("{kept}. {left}")));
    }
    run.commit("tell", |cx| {
        let news = ProvisioningNews::Destroyed { at: cx.now, note: note.clone() };
        let told = cx.send(&key, &ApplyProvisioning { generation: input.generation, news });
        std::future::ready(told).boxed()
    })
    .await
}

/// How long what GitHub does not take now is kept from ending: what is not pushed then is gone. Less than after what `reconcile`
/// takes the end for interrupted.
const KEEPING: RetryPolicy = RetryPolicy { backoff: &[1_000, 5_000, 15_000, 60_000, 120_000], waits: 0 };

/// Keeps what was not pushed, and ends the sandbox. `note`: what became of the work, also when the end fails.
async fn leave(run: &Run, key: &TaskKey, input: &Destruction, work: &Work, note: &mut Option<String>) -> Handled<()> {
    if let Some(provider_id) = find(run, key, input, work).await? {
        *note = keep(run, key, input, work, &provider_id).await;
        end(run, work, &provider_id).await?;
    }
    // Of one that could not be made the work may still be where it was.
    for (generation, provider_id) in find_earlier(run, key, input, work).await? {
        let earlier = keep_earlier(run, key, generation, work, &provider_id).await;
        *note = [note.take(), earlier].into_iter().flatten().reduce(|one, other| format!("{one}. {other}"));
        end(run, work, &provider_id).await?;
    }
    Ok(())
}

/// The provider's id; one that was not told yet is found by its name.
async fn find(run: &Run, key: &TaskKey, input: &Destruction, work: &Work) -> Handled<Option<String>> {
    run.step(
        "find",
        || async {
            if input.provider_id.is_some() {
                return Ok(input.provider_id.clone());
            }
            let name = name(key, input.generation);
            // Without a provider there was never one.
            let Ok(provider) = work.provider() else { return Ok(None) };
            let found = provider.list().await.map_err(|error| Trouble::from(error).into_failure())?;
            Ok(found.into_iter().find(|found| found.name == name).map(|found| found.provider_id))
        },
        |_, found| async { Ok(found) }.boxed(),
    )
    .await
}

/// What is left of earlier generations, newest first.
async fn find_earlier(run: &Run, key: &TaskKey, input: &Destruction, work: &Work) -> Handled<Vec<(i32, String)>> {
    run.step(
        "find earlier ones",
        || async {
            let Some(provider) = work.provider().ok().filter(|_| input.generation > 1) else { return Ok(Vec::new()) };
            let found = provider.list().await.map_err(|error| Trouble::from(error).into_failure())?;
            let earlier = (1..input.generation).rev();
            Ok(earlier.flat_map(|generation| of_name(&found, key, generation)).collect())
        },
        |_, found| async { Ok(found) }.boxed(),
    )
    .await
}

fn of_name(found: &[Found], key: &TaskKey, generation: i32) -> Vec<(i32, String)> {
    let name = name(key, generation);
    found.iter().filter(|found| found.name == name).map(|found| (generation, found.provider_id.clone())).collect()
}

/// Of most the files are with the one that has followed, and there is nothing to say.
async fn keep_earlier(run: &Run, key: &TaskKey, generation: i32, work: &Work, provider_id: &str) -> Option<String> {
    let keep = || async {
        match keeping::keep(work, key, generation, provider_id).await? {
            Kept::Gone => Ok(Kept::Nothing),
            kept => Ok(kept),
        }
    };
    keep_by(run, "keep an earlier one", key, generation, keep).await
}

async fn keep(run: &Run, key: &TaskKey, input: &Destruction, work: &Work, provider_id: &str) -> Option<String> {
    let keep = || async {
        end_agents(run, key, input, work, provider_id).await;
        keeping::keep_last(run, work, key, input.generation, provider_id).await
    };
    keep_by(run, "keep", key, input.generation, keep).await
}

/// What became of the work. Never keeps a sandbox from ending for ever.
async fn keep_by<Fut>(
    run: &Run,
    step: &'static str,
    key: &TaskKey,
    generation: i32,
    keep: impl Fn() -> Fut + Send + Sync,
) -> Option<String>
where
    Fut: Future<Output = Result<Kept, Trouble>> + Send,
{
    let kept = run.waiting_step(
        KEEPING,
        step,
        || async { Ok(keeping::note(key, generation, Ok(keep().await.map_err(Trouble::into_failure)?))) },
        |_, _: Waiting| async { Ok(()) }.boxed(),
        |_, note| async { Ok(note) }.boxed(),
    );
    kept.await.unwrap_or_else(|failure| {
        tracing::warn!(task.id = %key.task_id, generation, %failure, "Unpushed work could not be kept");
        keeping::note(key, generation, Err(trouble::words(&failure, "it failed here")))
    })
}

/// Says why in each session that has an agent in it, and ends the agents: so what is kept is what they have done.
async fn end_agents(run: &Run, key: &TaskKey, input: &Destruction, work: &Work, provider_id: &str) {
    if let Err(error) = say_why(run, key, input, work).await {
        tracing::warn!(%error, provider_id, "Sessions could not be told why their agents end");
    }
    if let Err(trouble) = close_agents(work, provider_id).await {
        tracing::warn!(provider_id, "The agents end with their sandbox: {}", trouble.message());
    }
}

async fn say_why(run: &Run, key: &TaskKey, input: &Destruction, work: &Work) -> sqlx::Result<()> {
    let pool = work.event_log(run.reader().db());
    let open = sessions::open(&mut *pool.acquire().await?, key).await?;
    for (session_id, _) in &open {
        let session = sessions::find(pool, key, session_id).await?;
        if session.is_some_and(|session| session.generation == Some(input.generation)) {
            let log = Log { nats: run.client(), pool, key, session_id, now: runtime::now };
            log.note(&[notice(input)]).await?;
        }
    }
    Ok(())
}

/// Why the agents end, for the log of each session.
fn notice(input: &Destruction) -> NewEvent {
    let (cause, by) = match &input.ending {
        Some(ending) => (ending.cause, ending.by.as_ref()),
        None => (EndingCause::TaskEnded, None),
    };
    let text = match cause {
        EndingCause::StartedOver => {
            "The sandbox is started over, which ends its agents. The next message goes on in a new one.".to_owned()
        }
        EndingCause::Stopped => {
            "The sandbox was stopped, which ends its agents. The next message goes on in a new one.".to_owned()
        }
        EndingCause::TaskEnded => format!("The sandbox ends, and its agents with it: {}.", input.reason),
    };
    let body = json!({ "about": "sandbox", "cause": cause, "by": by, "text": text });
    NewEvent { message_id: None, kind: "notice", body, source: format!("ending:{}", input.generation) }
}

async fn close_agents(work: &Work, provider_id: &str) -> Result<(), Trouble> {
    if work.provider()?.state(provider_id).await? == State::Gone {
        return Ok(());
    }
    let client = Inside::connect(work, provider_id).await?.client;
    let agents = client.acp_servers().await?;
    try_join_all(agents.iter().map(|agent| client.close_acp_server(&agent.server_id))).await?;
    Ok(())
}

async fn end(run: &Run, work: &Work, provider_id: &str) -> Handled<()> {
    run.waiting_step(
        RetryPolicy::default(),
        "end",
        || destroy(work, provider_id),
        |_, _: Waiting| async { Ok(()) }.boxed(),
        |_, ()| async { Ok(()) }.boxed(),
    )
    .await
}

#[cfg(test)]
mod tests {
    use contracts::{UserId, sandbox::Ending};

    use super::*;

    #[test]
    fn each_session_reads_why_its_agent_ends_and_who_wanted_it() {
        let by = Some(UserId::for_number(7));
        let ended = |cause| Some(Ending { cause, by: by.clone(), at: 5 });
        let of = |ending| notice(&Destruction { generation: 3, provider_id: None, reason: "PR closed".into(), ending });
        let over = of(ended(EndingCause::StartedOver));
        assert_eq!((over.body["by"].as_str(), over.body["cause"].as_str()), (Some("u7"), Some("startedOver")));
        assert_eq!(over.source, of(ended(EndingCause::Stopped)).source, "a generation ends once");
        assert!(of(None).body["text"].as_str().unwrap().ends_with("PR closed."), "an older service has said no more");
    }
}
