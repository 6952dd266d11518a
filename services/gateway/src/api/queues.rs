//! `GET /v1/queues/{organization}`: what waits in the fleet's streams, for an organization's admins. All organizations share
//! them, so numbers alone are told, of everybody's work together.

use std::sync::Arc;

use async_nats::jetstream::{self, consumer};
use axum::{Extension, Json, extract::State};
use contracts::{Access, Actor};
use futures::TryStreamExt;
use schemars::JsonSchema;
use serde::Serialize;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use crate::{
    http::{key::OrganizationKey, problem::Problem},
    identity::{AccessRequest, Authentication, Resource, authorise},
    limits,
    state::Gateway,
};

/// What waits in the fleet.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Queues {
    /// When it was read, in milliseconds since 1970.
    pub at: contracts::Millis,
    /// The streams of commands and workflow runs.
    pub streams: Vec<Queue>,
}

/// One stream, with all who take from it together.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Queue {
    /// Its name: `TASK_COMMANDS`.
    pub stream: String,
    /// Whose it is: `task`.
    pub actor: String,
    /// Messages that it keeps, done ones as well.
    pub messages: u64,
    /// Their size.
    pub bytes: u64,
    /// The sequence of the newest message.
    pub last_sequence: u64,
    /// Messages that nobody has taken yet.
    pub waiting: u64,
    /// Messages that somebody has taken and not done.
    pub in_flight: u64,
    /// Messages in flight that were taken before.
    pub redelivered: u64,
    /// How many partitions or queues something waits in.
    pub busy: usize,
    /// How many there are.
    pub consumers: usize,
}

/// The newest reading, shared by all who ask at about the same time.
#[derive(Default)]
pub struct QueueReader(Mutex<Option<(Instant, Arc<Queues>)>>);

pub async fn read(
    State(gateway): State<Arc<Gateway>>,
    Extension(authentication): Extension<Authentication>,
    OrganizationKey(organization_id): OrganizationKey,
) -> Result<Json<Arc<Queues>>, Problem> {
    let resource = Resource::Organization(&organization_id);
    authorise(&authentication.identity, AccessRequest { access: Access::Admin, changes: false, resource })?;
    gateway.queues.read(gateway.client.nats()).await.map(Json)
}

impl QueueReader {
    async fn read(&self, nats: &async_nats::Client) -> Result<Arc<Queues>, Problem> {
        let mut newest = self.0.lock().await;
        if let Some((at, queues)) = &*newest
            && at.elapsed() < limits::QUEUES_KEPT
        {
            return Ok(queues.clone());
        }
        let unavailable = |why: String| Problem::unavailable("queues.unavailable", why);
        let read = timeout(limits::QUEUES_READ, streams(nats)).await;
        let streams = read
            .map_err(|_| unavailable("the streams did not answer in time".to_owned()))?
            .map_err(|error| unavailable(format!("the streams cannot be read: {error:#}")))?;
        let queues = Arc::new(Queues { at: messaging::now(), streams });
        *newest = Some((Instant::now(), queues.clone()));
        Ok(queues)
    }
}

async fn streams(nats: &async_nats::Client) -> anyhow::Result<Vec<Queue>> {
    let jetstream = jetstream::new(nats.clone());
    let mut queues = Vec::new();
    for actor in Actor::ALL {
        for name in [actor.command_stream(), actor.workflow_stream()] {
            let stream = jetstream.get_stream(&name).await?;
            let consumers: Vec<_> = stream.consumers().try_collect().await?;
            queues.push(queue(actor, name, &stream.cached_info().state, &consumers));
        }
    }
    Ok(queues)
}

fn queue(actor: Actor, stream: String, state: &jetstream::stream::State, consumers: &[consumer::Info]) -> Queue {
    let total = |of: fn(&consumer::Info) -> u64| consumers.iter().map(of).sum();
    Queue {
        stream,
        actor: actor.token().to_owned(),
        messages: state.messages,
        bytes: state.bytes,
        last_sequence: state.last_sequence,
        waiting: total(|consumer| consumer.num_pending),
        in_flight: total(|consumer| consumer.num_ack_pending as u64),
        redelivered: total(|consumer| consumer.num_redelivered as u64),
        busy: consumers.iter().filter(|consumer| consumer.num_pending > 0 || consumer.num_ack_pending > 0).count(),
        consumers: consumers.len(),
    }
}
