//! Running workflows: any instance takes any run, keeps its delivery alive, and ends it.

use std::{collections::HashMap, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use async_nats::jetstream::{self, AckKind, consumer::PullConsumer};
use contracts::{Millis, RefusalKind};
use futures::{FutureExt, StreamExt};
use messaging::{
    Backoff, Caller,
    jetstream::{RUN_ACK_WAIT, workflow_consumer_name},
    now, panic_message,
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tracing::Instrument;

use super::tenants::{Tenants, tenant_of};
use crate::{
    handler::{
        cx::{Cause, Cx},
        failure::{Failure, Handled},
    },
    outbox::{publish::LanePublisher, runs as outbox_runs},
    run::{CANCELLED, Halt, Resources, Run, State},
    service::Service,
    store::{outbox, runs, session::Session},
};

/// How often a delivery is kept alive; a third of the time after which it would go elsewhere.
const KEEP_ALIVE: Duration = Duration::from_millis(RUN_ACK_WAIT.as_millis() as u64 / 3);

/// How often a worker's sign of life is stored; several fit into the time after which the sweeper takes it for dead.
const SIGN_OF_LIFE: Duration = Duration::from_secs(5);

/// How much too early an alarm may come, from a server whose clock is before ours. A run that sleeps longer is found by the
/// sweeper when its time has come.
const EARLY: Millis = 60_000;

/// A run whose tenant has as many as it may is looked at again after this.
const TENANT_IS_BUSY: Duration = Duration::from_secs(1);

/// How long one pull waits for a run.
const PULL_EXPIRES: Duration = Duration::from_secs(5);

/// What comes through the workflow stream.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Announcement {
    run_id: String,
}

/// An instance's workers.
pub struct Workers {
    pub service: Arc<Service>,
    pub resources: Resources,
    pub deliver_twice: bool,
    pub tenants: Tenants,
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

impl Workers {
    /// Takes runs until the process stops, at most `limit` at a time.
    pub async fn serve(self: Arc<Self>, limit: usize) {
        let slots = Arc::new(Semaphore::new(limit));
        let tasks = self.resources.tasks.clone();
        let mut backoff = Backoff::new(&tasks);
        while !tasks.is_stopping() {
            match self.take_runs(&slots).await {
                Ok(()) => backoff.reset(),
                Err(error) => {
                    tracing::warn!("Workflow runs cannot be pulled: {error:#}");
                    if backoff.wait().await.is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// Pulls one run at a time, and only when there is a slot for it: a run that waits here would wait unseen.
    async fn take_runs(self: &Arc<Self>, slots: &Arc<Semaphore>) -> anyhow::Result<()> {
        let actor = self.service.actor;
        let stream = messaging::jetstream::stream(self.resources.client.nats(), &actor.workflow_stream()).await?;
        let name = workflow_consumer_name(actor);
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
                () = self.resources.tasks.stopping() => return Ok(()),
            };
            match message {
                Some(Ok(message)) => self.resources.tasks.spawn("workflow", self.clone().take(message, slot)),
                Some(Err(error)) => anyhow::bail!("the pull failed: {error}"),
                None => {}
            }
        }
    }

    async fn take(self: Arc<Self>, message: jetstream::Message, slot: OwnedSemaphorePermit) {
        telemetry::metrics::registry().workflows_active.inc();
        let settled = self.run(&message).await;
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

    async fn run(&self, message: &jetstream::Message) -> anyhow::Result<Settle> {
        let run_id = match serde_json::from_slice::<Announcement>(&message.payload) {
            Ok(Announcement { run_id }) => run_id,
            Err(error) => {
                tracing::error!(%error, subject = %message.subject, "A message in the workflow stream is no run; it is skipped");
                return Ok(Settle::Ack);
            }
        };
        // Held until the run is let go of.
        let seat = self.service.runs_of_a_tenant.map(|most| self.tenants.seat(tenant_of(&message.subject), most));
        let Some(_seat) = seat.map_or(Some(None), |seat| seat.map(Some)) else {
            return Ok(Settle::Again(TENANT_IS_BUSY));
        };
        let mut publisher = self.publisher();
        // What the run's last worker has left.
        outbox_runs::publish_left(&self.resources.pool, &mut publisher, &run_id).await?;
        let delivery = message.info().map_err(|error| anyhow::anyhow!("{error}"))?.stream_sequence;
        let claimed = match runs::claim(&self.resources.pool, &run_id, delivery, now()).await? {
            runs::Claim::Taken(claimed) => *claimed,
            // Its alarm, by a clock that is a little before ours; or a repeat, which the alarm overtakes.
            runs::Claim::Sleeps(millis) if millis < EARLY => {
                return Ok(Settle::Again(Duration::from_millis(millis.unsigned_abs())));
            }
            runs::Claim::Sleeps(_) | runs::Claim::Settled => return Ok(Settle::Ack),
        };
        let destination = self.service.subject_name("workflow", &claimed.workflow);
        let span = telemetry::span::process(&destination, &run_id);
        if let Some(traceparent) = &claimed.traceparent {
            telemetry::set_parent_str(&span, traceparent);
        }
        if self.service.actor.is_of_organization() {
            telemetry::live::about(&span, &claimed.actor_key);
        }
        let (halt, halted) = mpsc::unbounded_channel();
        let run = begin(self.resources.clone(), run_id, &claimed, halt, Some(publisher));
        self.work(message, run, claimed, halted).instrument(span).await
    }

    fn publisher(&self) -> LanePublisher {
        LanePublisher::new(self.resources.client.clone(), self.resources.tasks.clone(), self.deliver_twice)
    }

    /// Runs the body to its end, or until it has to be dropped.
    async fn work(
        &self,
        message: &jetstream::Message,
        run: Run,
        claimed: runs::Claimed,
        mut halted: mpsc::UnboundedReceiver<Halt>,
    ) -> anyhow::Result<Settle> {
        let (run_id, steps) = (run.run_id(), claimed.steps.len());
        tracing::info!(run.id = run_id, epoch = claimed.epoch, steps, "Working on {} {run_id}", claimed.workflow);
        let body = body(&self.service, &run, &claimed);
        // Beside the body, not between its turns: the body may hold a lock that the sign of life waits for.
        let ended = tokio::select! {
            ended = body => ended,
            Some(why) = halted.recv() => match why {
                Halt::Sleeping => return Ok(Settle::Ack),
                Halt::Lost => return Ok(Settle::Leave),
                Halt::Diverged { message } => Err(diverged(message)),
            },
            () = self.keep_alive(message, &run) => return Ok(Settle::Leave),
            () = self.resources.tasks.stopping() => return Ok(Settle::HandOver),
        };
        Ok(if finish(&run, &claimed, ended).await? { Settle::Ack } else { Settle::Leave })
    }

    /// Gives signs of life to the server, which would redeliver the announcement, and to the sweeper, until it is dropped.
    async fn keep_alive(&self, message: &jetstream::Message, run: &Run) {
        let to_server = async {
            let mut tick = tokio::time::interval(KEEP_ALIVE);
            loop {
                tick.tick().await;
                if let Err(error) = message.ack_with(AckKind::Progress).await {
                    tracing::warn!(%error, "A run could not be kept alive; another worker may take it over");
                }
            }
        };
        let to_sweeper = async {
            let mut tick = tokio::time::interval(SIGN_OF_LIFE);
            tick.tick().await;
            loop {
                tick.tick().await;
                if let Err(error) = runs::mark_alive(&self.resources.pool, run.run_id(), run.state.epoch).await {
                    tracing::warn!(%error, "A run's sign of life could not be stored");
                }
            }
        };
        tokio::join!(to_server, to_sweeper);
    }
}

/// A run that was claimed, ready for its body.
pub fn begin(
    resources: Resources,
    run_id: String,
    claimed: &runs::Claimed,
    halt: mpsc::UnboundedSender<Halt>,
    publisher: Option<LanePublisher>,
) -> Run {
    let recorded: HashMap<_, _> = claimed.steps.iter().map(|step| (step.position, step.clone())).collect();
    let state = State {
        resources,
        run_id,
        actor_key: claimed.actor_key.clone(),
        workflow: claimed.workflow.clone(),
        epoch: claimed.epoch,
        caller: Caller::from_header(Some(&claimed.sent_by)),
        started_at: claimed.started_at,
        recorded,
        waited: claimed.waited,
        next: 0.into(),
        told_of_cancel: false.into(),
        halt,
        publisher: publisher.map(tokio::sync::Mutex::new),
    };
    Run { state: Arc::new(state) }
}

/// Runs the body; a panic in it is a failure like any other.
pub async fn body(service: &Service, run: &Run, claimed: &runs::Claimed) -> Handled<Value> {
    let Some(entry) = service.workflows.get(claimed.workflow.as_str()) else {
        let message = format!("this service has no workflow {}", claimed.workflow);
        return Err(Failure::not_found("runtime.unknown_workflow", message));
    };
    let key = claimed.actor_key.split('.').map(str::to_owned).collect();
    let body = (entry.body)(run.clone(), key, claimed.input.clone());
    AssertUnwindSafe(body).catch_unwind().await.unwrap_or_else(|panic| {
        let message = format!("the workflow panicked: {}", panic_message(&*panic));
        Err(Failure::refused(RefusalKind::Conflict, "runtime.panicked", message))
    })
}

/// The end of a run whose code no longer matches its recorded steps.
pub fn diverged(message: String) -> Failure {
    Failure::refused(RefusalKind::Conflict, "runtime.history_diverged", message)
}

/// Records the end, and starts the run that is to follow. `false`: another worker has the run.
pub async fn finish(run: &Run, claimed: &runs::Claimed, ended: Handled<Value>) -> anyhow::Result<bool> {
    let resources = &run.state.resources;
    let (status, result) = match ended {
        Ok(reply) => ("done", reply),
        Err(Failure::Refused { code, message, .. }) if code == CANCELLED => {
            ("cancelled", json!({ "code": code, "message": message }))
        }
        Err(Failure::Refused { code, message, .. }) => ("failed", json!({ "code": code, "message": message })),
        Err(failure) => ("failed", json!({ "code": "runtime.failed", "message": failure.to_string() })),
    };
    let mut session = Session::open(&resources.pool).await?;
    if !runs::lock(session.begin().await?, run.run_id(), claimed.epoch).await?.is_own {
        return Ok(false);
    }
    let next = runs::finish(session.connection(), run.run_id(), status, &result, now()).await?;
    let cause =
        Cause { id: format!("{}/end", run.run_id()), key: claimed.actor_key.clone(), caller: run.state.caller.clone() };
    let mut cx = Cx::new(resources.actor, session, cause);
    if let Some(input) = next {
        let new = runs::NewRun {
            run_id: cx.new_id().to_string(),
            workflow: claimed.workflow.clone(),
            workflow_id: claimed.workflow_id.clone(),
            actor_key: claimed.actor_key.clone(),
            input,
        };
        cx.start_run(&new).await.map_err(|failure| anyhow::anyhow!("{failure}"))?;
    }
    let positions = outbox::insert(cx.session.connection(), run.run_id(), &cx.outgoing).await?;
    cx.session.commit().await?;
    drop(cx.session);
    run.state.publish(&cx.outgoing, &positions).await;
    telemetry::metrics::workflow_run(claimed.workflow.clone(), status);
    tracing::info!(run.id = run.run_id(), status, "{} {} is {status}", claimed.workflow, run.run_id());
    if status == "failed" {
        tracing::error!(run.id = run.run_id(), result = %result, "{} failed", claimed.workflow);
    }
    Ok(true)
}
