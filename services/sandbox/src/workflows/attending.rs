//! `sandbox.workflow.attending`: brings a session's agent in line with what people want of it, while no turn is under way.
//!
//! So an agent is there before the first message, and what can be set of it is known; what is set has its effect at once; and
//! an agent whose session is closed ends.

use std::sync::Arc;

use contracts::{
    SessionId, TaskKey,
    sandbox::{Attending, SandboxStatus},
    task::{ApplySession, SessionNews},
};
use futures::{FutureExt, future::BoxFuture};
use runtime::{Cx, Handled, RetryPolicy, Run, Waiting, WhenActive};

use super::{
    Inside, Trouble, Work,
    agent::{self, Attendant},
    log::Log,
    trouble,
};
use crate::store;

/// One at a time for a session; what is wanted meanwhile is done after it.
pub async fn start(cx: &mut Cx, key: &TaskKey, session_id: &SessionId) -> Handled<()> {
    let workflow_id = format!("attending:{}:{}:{session_id}", key.organization_id, key.task_id);
    let input = Attending { session_id: session_id.clone() };
    cx.start(key, &workflow_id, &input, WhenActive::RunAgain).await?;
    Ok(())
}

pub async fn attending(run: Run, key: TaskKey, input: Attending, work: Arc<Work>) -> Handled<()> {
    let done = run.waiting_step(
        RetryPolicy::default(),
        "attend",
        || attend(&run, &key, &input, &work).map(|done| done.map_err(Trouble::into_failure)),
        |_, _: Waiting| async { Ok(()) }.boxed(),
        |cx, is_there| save(cx, key.clone(), input.session_id.clone(), is_there),
    );
    let Err(failure) = done.await else { return Ok(()) };
    let message = trouble::words(&failure, "The agent could not be started here: try again");
    run.commit("tell", |cx| {
        let news = SessionNews::Failed { message: message.clone() };
        let told = cx.send(&key, &ApplySession { session_id: input.session_id.clone(), news });
        std::future::ready(told).boxed()
    })
    .await
}

fn save(cx: &mut Cx, key: TaskKey, session_id: SessionId, is_there: bool) -> BoxFuture<'_, Handled<()>> {
    async move { if is_there { agent::tell(cx, &key, &session_id).await } else { Ok(()) } }.boxed()
}

/// Says whether the agent is there now. A turn sees to its agent itself; and where the sandbox is not ready, whoever makes it
/// ready begins this again.
async fn attend(run: &Run, key: &TaskKey, input: &Attending, work: &Work) -> Result<bool, Trouble> {
    let session_id = &input.session_id;
    let (reader, pool) = (run.reader(), work.event_log(run.reader().db()));
    let sandbox = store::sandboxes::find(reader.db(), key).await?;
    let ready = sandbox.map(|sandbox| sandbox.record).filter(|record| record.status == SandboxStatus::Ready);
    let Some((provider_id, generation)) = ready.and_then(|record| Some((record.provider_id?, record.generation)))
    else {
        return Ok(false);
    };
    // Another connection than the reader's: what was committed just now must be seen.
    let Some(session) = store::sessions::find(pool, key, session_id).await? else { return Ok(false) };
    if store::turns::under_way(pool, key, session_id).await?.is_some() {
        return Ok(false);
    }
    let inside = Inside::connect(work, &provider_id).await?;
    if session.is_closed {
        inside.client.close_acp_server(session_id.as_str()).await?;
        return Ok(false);
    }
    let log = Log { nats: run.client(), pool, key, session_id, now: runtime::now };
    let attempt = format!("{}/{}", run.run_id(), run.now());
    let default_agent = work.default_agent();
    let attendant = Attendant { inside: &inside, log: &log, generation, default_agent, turn: None, attempt };
    attendant.attend().await?;
    Ok(true)
}
