//! Running workflows: any instance takes any run, keeps its delivery alive, and ends it.

use std::{collections::HashMap, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use async_nats::jetstream::{self, AckKind, consumer::PullConsumer};
use futures::{FutureExt, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tracing::Instrument;

use contracts::RefusalKind;

use super::{
    ACK_WAIT, CANCELLED,
    run::{Halt, Run, State},
    store,
};
use crate::{
    Caller, Cx, Failure, Handled, Running,
    clock::now,
    cx::Cause,
    message::headers_from_json,
    outbox::{self, Outgoing},
    session::Session,
    tasks::panic_message,
    view,
};

/// How often a delivery is kept alive; a third of the time after which it would go elsewhere.
const KEEP_ALIVE: Duration = Duration::from_millis(ACK_WAIT.as_millis() as u64 / 3);

/// How much too early an alarm may come, from a server whose clock is before ours.
const EARLY: Duration = Duration::from_secs(60);

/// How long one pull waits for a run.
const PULL_EXPIRES: Duration = Duration::from_secs(5);

/// What comes through the workflow stream.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Announcement {
    /// A run to work on.
    RunId(String),
    /// A delayed command whose time has come.
    Deliver(outbox::Delayed),
}

/// Takes runs until the process stops.
pub(crate) async fn serve(running: Arc<Running>, limit: usize) {
    let slots = Arc::new(Semaphore::new(limit));
    let mut patience = running.patience();
    while !running.tasks.is_stopping() {
        match take_runs(&running, &slots).await {
            Ok(()) => patience = running.patience(),
            Err(error) => {
                tracing::warn!("Workflow runs cannot be pulled: {error:#}");
                if patience.wait().await.is_err() {
                    return;
                }
            }
        }
    }
}

/// Pulls one run at a time, and only when there is a slot for it: a run that waits here would wait unseen.
async fn take_runs(running: &Arc<Running>, slots: &Arc<Semaphore>) -> anyhow::Result<()> {
    let actor = running.service.actor;
    let stream = jetstream::new(running.nats.clone()).get_stream_no_info(actor.workflow_stream()).await?;
    let name = crate::streams::workflow_consumer_name(actor);
    let consumer: PullConsumer =
        stream.get_consumer(&name).await.map_err(|error| anyhow::anyhow!("consumer {name}: {error}"))?;
    loop {
        let slot = slots.clone().acquire_owned().await?;
        let pull = async {
            let mut batch = consumer.batch().max_messages(1).expires(PULL_EXPIRES).messages().await?;
            anyhow::Ok(batch.next().await)
        };
        let message = tokio::select! {
            message = pull => message?,
            () = running.tasks.stopping() => return Ok(()),
        };
        match message {
            Some(Ok(message)) => running.clone().tasks.spawn("workflow", take(running.clone(), message, slot)),
            Some(Err(error)) => anyhow::bail!("the pull failed: {error}"),
            None => {}
        }
    }
}

async fn take(running: Arc<Running>, message: jetstream::Message, slot: OwnedSemaphorePermit) {
    telemetry::metrics::registry().workflows_active.inc();
    let settled = run(&running, &message).await;
    telemetry::metrics::registry().workflows_active.dec();
    let acknowledged = match settled {
        Ok(Settle::Ack) => message.ack().await,
        Ok(Settle::Leave) => Ok(()),
        Ok(Settle::HandOver) => message.ack_with(AckKind::Nak(None)).await,
        Ok(Settle::Again(delay)) => message.ack_with(AckKind::Nak(Some(delay))).await,
        Err(error) => {
            tracing::warn!("A run could not be worked on; it comes again: {error:#}");
            message.ack_with(AckKind::Nak(Some(Duration::from_secs(1)))).await
        }
    };
    if let Err(error) = acknowledged {
        tracing::warn!(%error, "A run's delivery could not be settled; it comes again");
    }
    drop(slot);
}

/// What becomes of a delivery.
enum Settle {
    Ack,
    /// Another worker has the run.
    Leave,
    /// This process stops; another one should go on at once.
    HandOver,
    /// It is to come again after this long.
    Again(Duration),
}

async fn run(running: &Arc<Running>, message: &jetstream::Message) -> anyhow::Result<Settle> {
    let run_id = match serde_json::from_slice::<Announcement>(&message.payload) {
        Ok(Announcement::RunId(run_id)) => run_id,
        Ok(Announcement::Deliver(delayed)) => return deliver(running, delayed).await,
        Err(error) => {
            tracing::error!(%error, subject = %message.subject, "A message in the workflow stream is no run; it is skipped");
            return Ok(Settle::Ack);
        }
    };
    let mut views = view::Writer::default();
    outbox::publish_rest(running, &run_id, &mut views).await?;
    let delivery = message.info().map_err(|error| anyhow::anyhow!("{error}"))?.stream_sequence;
    let claimed = match store::claim(&running.pool, &run_id, delivery, now()).await? {
        store::Claim::Taken(claimed) => *claimed,
        // Its alarm, by a clock that is a little before ours; or a repeat, which the alarm overtakes.
        store::Claim::Sleeps(millis) if millis < EARLY.as_millis() as i64 => {
            return Ok(Settle::Again(Duration::from_millis(millis.unsigned_abs())));
        }
        store::Claim::Sleeps(_) | store::Claim::Settled => return Ok(Settle::Ack),
    };
    let destination = running.service.subject_name("workflow", &claimed.workflow);
    let span = telemetry::span::process(&destination, &run_id);
    if let Some(traceparent) = &claimed.traceparent {
        telemetry::set_parent_str(&span, traceparent);
    }
    work(running, message, run_id, claimed, views).instrument(span).await
}

/// Passes a delayed command on. Doing so twice is harmless: its id is in its headers.
async fn deliver(running: &Running, delayed: outbox::Delayed) -> anyhow::Result<Settle> {
    let message = Outgoing {
        kind: outbox::Kind::Message,
        subject: delayed.subject,
        headers: headers_from_json(&delayed.headers),
        body: delayed.body,
        revision: 0,
        state_of: None,
    };
    outbox::publish_messages(running, vec![&message]).await?;
    Ok(Settle::Ack)
}

/// Runs the body to its end, or until it has to be dropped.
async fn work(
    running: &Arc<Running>,
    message: &jetstream::Message,
    run_id: String,
    claimed: store::Claimed,
    views: view::Writer,
) -> anyhow::Result<Settle> {
    let (halt, mut halted) = mpsc::unbounded_channel();
    let key: Vec<String> = claimed.actor_key.split('.').map(str::to_owned).collect();
    let recorded: HashMap<_, _> = claimed.steps.iter().map(|step| (step.position, step.clone())).collect();
    tracing::info!(
        run.id = run_id,
        epoch = claimed.epoch,
        steps = recorded.len(),
        "Working on {} {run_id}",
        claimed.workflow
    );
    let run = Run {
        state: Arc::new(State {
            running: running.clone(),
            run_id,
            actor_key: claimed.actor_key.clone(),
            workflow: claimed.workflow.clone(),
            epoch: claimed.epoch,
            caller: Caller::from_header(Some(&claimed.sent_by)),
            started_at: claimed.started_at,
            recorded,
            next: 0.into(),
            halt,
            views: tokio::sync::Mutex::new(views),
        }),
    };
    let Some(entry) = running.service.workflows.get(claimed.workflow.as_str()) else {
        let message = format!("this service has no workflow {}", claimed.workflow);
        finish(&run, &claimed, Err(Failure::not_found("runtime.unknown_workflow", message))).await?;
        return Ok(Settle::Ack);
    };
    let body = AssertUnwindSafe((entry.body)(run.clone(), key, claimed.input.clone())).catch_unwind();
    tokio::pin!(body);
    let mut keep_alive = tokio::time::interval(KEEP_ALIVE);
    let ended = loop {
        tokio::select! {
            ended = &mut body => break ended.unwrap_or_else(|panic| {
                Err(Failure::refused(RefusalKind::Conflict, "runtime.panicked", format!("the workflow panicked: {}", panic_message(&*panic))))
            }),
            Some(why) = halted.recv() => match why {
                Halt::Sleeping => return Ok(Settle::Ack),
                Halt::Lost => return Ok(Settle::Leave),
                Halt::Diverged { message } => break Err(Failure::refused(RefusalKind::Conflict, "runtime.history_diverged", message)),
            },
            _ = keep_alive.tick() => {
                if let Err(error) = message.ack_with(AckKind::Progress).await {
                    tracing::warn!(%error, "A run could not be kept alive; another worker may take it over");
                }
            }
            () = running.tasks.stopping() => return Ok(Settle::HandOver),
        }
    };
    finish(&run, &claimed, ended).await
}

/// Records the end, and starts the run that is to follow.
async fn finish(run: &Run, claimed: &store::Claimed, ended: Handled<Value>) -> anyhow::Result<Settle> {
    let running = &run.state.running;
    let (status, result) = match ended {
        Ok(reply) => ("done", reply),
        Err(Failure::Refused { code, message, .. }) if code == CANCELLED => {
            ("cancelled", json!({ "code": code, "message": message }))
        }
        Err(Failure::Refused { code, message, .. }) => ("failed", json!({ "code": code, "message": message })),
        Err(failure) => ("failed", json!({ "code": "runtime.failed", "message": failure.to_string() })),
    };
    let mut session = Session::open(&running.pool).await?;
    if !store::lock(session.begin().await?, run.run_id(), claimed.epoch).await?.own {
        return Ok(Settle::Leave);
    }
    let next = store::finish(session.connection(), run.run_id(), status, &result, now()).await?;
    let cause = Cause { id: run.run_id().to_owned(), caller: run.state.caller.clone() };
    let actor = running.service.actor;
    let mut cx = Cx::new(actor, session, cause);
    if let Some(input) = next {
        let new = store::NewRun {
            run_id: cx.new_id().to_string(),
            workflow: claimed.workflow.clone(),
            workflow_id: claimed.workflow_id.clone(),
            actor_key: claimed.actor_key.clone(),
            input,
        };
        store::insert(&mut cx, &new).await?;
        let body = json!({ "runId": new.run_id }).to_string();
        let subject = store::subject(actor, &claimed.workflow, &claimed.actor_key);
        cx.outgoing.push(Outgoing::message(subject, body, &cx.cause));
    }
    let positions = outbox::insert(cx.session.connection(), run.run_id(), &cx.outgoing).await?;
    cx.session.commit().await?;
    drop(cx.session);
    run.publish(&cx.outgoing, &positions).await;
    telemetry::metrics::workflow_run(claimed.workflow.clone(), status);
    running.forget_cancel(run.run_id());
    tracing::info!(run.id = run.run_id(), status, "{} {} is {status}", claimed.workflow, run.run_id());
    if status == "failed" {
        tracing::error!(run.id = run.run_id(), result = %result, "{} failed", claimed.workflow);
    }
    Ok(Settle::Ack)
}
