//! `sandbox.workflow.destruction`: ends the agents, keeps what was not pushed, and ends the sandbox.

use std::sync::Arc;

use contracts::{
    TaskKey,
    sandbox::{ApplyProvisioning, Destruction, EndingCause, ProvisioningNews},
};
use futures::{FutureExt, future::try_join_all};
use runtime::{Handled, RetryPolicy, Run, Waiting};
use sandboxes::State;
use serde_json::json;

use super::{Inside, Trouble, Work, destroy, log::Log, name, trouble};
use crate::{
    git,
    store::{events::NewEvent, sessions},
};

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

/// Keeps what was not pushed, and ends the sandbox. `note`: what became of the work, also when the end fails.
async fn leave(run: &Run, key: &TaskKey, input: &Destruction, work: &Work, note: &mut Option<String>) -> Handled<()> {
    let Some(provider_id) = find(run, key, input, work).await? else { return Ok(()) };
    *note = keep(run, key, input, work, &provider_id).await?;
    end(run, work, &provider_id).await
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

/// Never keeps a sandbox from ending: what became of the work is said.
async fn keep(
    run: &Run,
    key: &TaskKey,
    input: &Destruction,
    work: &Work,
    provider_id: &str,
) -> Handled<Option<String>> {
    let kept = || async {
        end_agents(run, key, input, work, provider_id).await;
        Ok(kept(work, key, input.generation, provider_id).await)
    };
    run.step("keep", kept, |_, note| async { Ok(note) }.boxed()).await
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

/// Pushes what was not pushed to a reference of its own, and says what became of it; `None` when there was nothing.
pub async fn kept(work: &Work, key: &TaskKey, generation: i32, provider_id: &str) -> Option<String> {
    let reference = format!("refs/foundry/{}/{generation}", key.task_id);
    match keep_work(work, provider_id, &reference).await {
        Ok(said) => said.map(|commit| format!("Work that was not pushed is kept as {commit} in {reference}")),
        Err(trouble) => {
            tracing::warn!(provider_id, "Unpushed work could not be kept: {}", trouble.message());
            Some(format!("Work that was not pushed could not be kept: {}", trouble.message()))
        }
    }
}

/// The commit that was pushed; `None` when there was nothing to keep.
async fn keep_work(work: &Work, provider_id: &str, reference: &str) -> Result<Option<String>, Trouble> {
    let provider = work.provider()?;
    if provider.state(provider_id).await? == State::Gone {
        return Err(Trouble::Lasting("the sandbox had ended before".into()));
    }
    let inside = Inside::connect(work, provider_id).await?;
    let said = inside.run("Keeping unpushed work", &git::keep_work(&inside.home, reference)).await?;
    Ok(said.lines().next().map(str::to_owned).filter(|line| !line.is_empty()))
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
