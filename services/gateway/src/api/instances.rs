//! `GET /v1/instances/{organization}`: which instances of each service live, for an organization's admins. Each says so itself,
//! some times a second, in the bucket `instances`.

use std::sync::Arc;

use async_nats::jetstream;
use axum::{Extension, Json, extract::State};
use contracts::{Access, Millis};
use futures::{StreamExt, TryStreamExt, stream};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use crate::{
    http::{key::OrganizationKey, problem::Problem},
    identity::{AccessRequest, Authentication, Resource, authorise},
    limits,
    state::Gateway,
};

/// The bucket's stream, and what its subjects begin with.
const STREAM: &str = "KV_instances";
const PREFIX: &str = "$KV.instances.";

/// The instances that have said that they live in the last five seconds.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Instances {
    /// When it was read, in milliseconds since 1970.
    pub at: Millis,
    /// By service and name.
    pub instances: Vec<Instance>,
    /// Whether there are more than are told.
    pub is_cut: bool,
}

/// One instance of a service.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Instance {
    /// Whose it is: `task`.
    pub actor: String,
    /// Its name: `task-1`.
    pub name: String,
    /// When it last said that it lives, by the server's clock. It does so every 400 ms.
    pub heard_at: Millis,
    /// What it says of itself.
    #[serde(flatten)]
    pub says: Says,
}

/// What an instance says of itself. One of another release may leave something out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Says {
    /// Its process, on its machine.
    pub pid: Option<u32>,
    /// The partitions whose commands it runs.
    pub partitions: Vec<u32>,
    /// Its version.
    pub version: Option<String>,
    /// What it was built from, if whoever built it said so.
    pub build: Option<String>,
    /// When it joined, by its own clock.
    pub started_at: Option<Millis>,
}

/// The newest reading, shared by all who ask at about the same time.
#[derive(Default)]
pub struct InstanceReader(Mutex<Option<(Instant, Arc<Instances>)>>);

pub async fn read(
    State(gateway): State<Arc<Gateway>>,
    Extension(authentication): Extension<Authentication>,
    OrganizationKey(organization_id): OrganizationKey,
) -> Result<Json<Arc<Instances>>, Problem> {
    let resource = Resource::Organization(&organization_id);
    authorise(&authentication.identity, AccessRequest { access: Access::Admin, changes: false, resource })?;
    gateway.instances.read(gateway.client.nats()).await.map(Json)
}

impl InstanceReader {
    async fn read(&self, nats: &async_nats::Client) -> Result<Arc<Instances>, Problem> {
        let mut newest = self.0.lock().await;
        if let Some((at, instances)) = &*newest
            && at.elapsed() < limits::QUEUES_KEPT
        {
            return Ok(instances.clone());
        }
        let unavailable = |why: String| Problem::unavailable("instances.unavailable", why);
        let read = timeout(limits::QUEUES_READ, living(nats)).await;
        let instances = read
            .map_err(|_| unavailable("the bucket of instances did not answer in time".to_owned()))?
            .map_err(|error| unavailable(format!("the bucket of instances cannot be read: {error:#}")))?;
        let instances = Arc::new(instances);
        *newest = Some((Instant::now(), instances.clone()));
        Ok(instances)
    }
}

async fn living(nats: &async_nats::Client) -> anyhow::Result<Instances> {
    let bucket = jetstream::new(nats.clone()).get_stream(STREAM).await?;
    let subjects = bucket.info_with_subjects(format!("{PREFIX}>")).await?;
    let mut subjects: Vec<_> =
        subjects.map_ok(|(subject, _)| subject).take(limits::INSTANCES + 1).try_collect().await?;
    subjects.sort();
    let is_cut = subjects.len() > limits::INSTANCES;
    subjects.truncate(limits::INSTANCES);
    let each = subjects.into_iter().map(|subject| {
        let bucket = &bucket;
        // One that has left meanwhile is none.
        async move { bucket.get_last_raw_message_by_subject(&subject).await.ok() }
    });
    let found: Vec<_> = stream::iter(each).buffered(limits::INSTANCES_AT_ONCE).collect().await;
    let instances = found.into_iter().flatten().filter_map(|message| {
        let is_leaving = message.headers.get("KV-Operation").is_some();
        let heard_at = Millis::try_from(message.time.unix_timestamp_nanos() / 1_000_000).ok()?;
        if is_leaving { None } else { instance(&message.subject, &message.payload, heard_at) }
    });
    Ok(Instances { at: messaging::now(), instances: instances.collect(), is_cut })
}

/// From `$KV.instances.<actor>.<name>`. Of what says nothing that is understood, only that it lives is known.
fn instance(subject: &str, payload: &[u8], heard_at: Millis) -> Option<Instance> {
    let (actor, name) = subject.strip_prefix(PREFIX)?.split_once('.')?;
    let says = serde_json::from_slice(payload).unwrap_or_default();
    Some(Instance { actor: actor.to_owned(), name: name.to_owned(), heard_at, says })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instance_is_what_it_says_also_one_of_another_release() {
        let said = br#"{"pid":7,"partitions":[1,3],"version":"0.1.0","build":null,"startedAt":5,"later":true}"#;
        let read = instance("$KV.instances.task.task-1", said, 9).expect("an instance");
        assert_eq!((read.actor.as_str(), read.name.as_str(), read.heard_at), ("task", "task-1", 9));
        let version = Some("0.1.0".to_owned());
        assert_eq!(read.says, Says { pid: Some(7), partitions: vec![1, 3], version, build: None, started_at: Some(5) });

        let older = instance("$KV.instances.task.task-2", br#"{"pid":8,"partitions":[]}"#, 9).expect("an instance");
        assert_eq!(older.says, Says { pid: Some(8), ..Says::default() });
        assert_eq!(instance("$KV.instances.task.t", b"nonsense", 9).expect("it lives").says, Says::default());
        assert_eq!(instance("$KV.views.task.t", said, 9), None);
        assert_eq!(instance("$KV.instances.task", said, 9), None);
    }
}
