//! `GET /v1/dead-letters/{organization}`: whose commands could not be processed, for an organization's admins. Each actor tells
//! more of its own (`deadLetters`); this says which to ask.

use std::{collections::BTreeMap, sync::Arc};

use async_nats::jetstream;
use axum::{Extension, Json, extract::State};
use contracts::{Access, OrganizationId};
use futures::{StreamExt, TryStreamExt};
use schemars::JsonSchema;
use serde::Serialize;
use tokio::time::timeout;

use crate::{
    http::{key::OrganizationKey, problem::Problem},
    identity::{AccessRequest, Authentication, Resource, authorise},
    limits,
    state::Gateway,
};

/// Copies of dead letters, for people to look at ([`dead_letters.json`](../../../../nats/streams/dead_letters.json)).
const STREAM: &str = "DEAD_LETTERS";

/// The actors of an organization that have met commands they could not process.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DeadLetterActors {
    /// At most 200, the one with the most letters first.
    pub actors: Vec<DeadLetterActor>,
}

/// One actor.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DeadLetterActor {
    /// Its kind: `task`.
    pub actor: String,
    /// Its key, as it stands in addresses: `acme/t-1`.
    pub key: String,
    /// How many letters of each command there have been in 90 days, those that were settled since among them.
    pub commands: BTreeMap<String, u64>,
}

pub async fn read(
    State(gateway): State<Arc<Gateway>>,
    Extension(authentication): Extension<Authentication>,
    OrganizationKey(organization_id): OrganizationKey,
) -> Result<Json<DeadLetterActors>, Problem> {
    let resource = Resource::Organization(&organization_id);
    authorise(&authentication.identity, AccessRequest { access: Access::Admin, changes: false, resource })?;
    gateway.quotas.query(&authentication.person()?.sender()).map_err(Problem::too_much)?;
    let unavailable = |why: String| Problem::unavailable("deadLetters.unavailable", why);
    let counted = timeout(limits::QUEUES_READ, counted(gateway.client.nats(), &organization_id)).await;
    let counted = counted
        .map_err(|_| unavailable("the stream did not answer in time".to_owned()))?
        .map_err(|error| unavailable(format!("the stream cannot be read: {error:#}")))?;
    Ok(Json(DeadLetterActors { actors: by_actor(counted) }))
}

/// Subjects with how many letters each has.
async fn counted(nats: &async_nats::Client, organization: &OrganizationId) -> anyhow::Result<Vec<(String, usize)>> {
    let stream = jetstream::new(nats.clone()).get_stream(STREAM).await?;
    let mut counted = Vec::new();
    for below in ["", ".>"] {
        let subjects = stream.info_with_subjects(format!("dead.*.*.*.{organization}{below}")).await?;
        counted.extend(subjects.take(limits::DEAD_LETTER_SUBJECTS).try_collect::<Vec<_>>().await?);
    }
    Ok(counted)
}

/// From `dead.<actor>.command.<name>.<key…>`.
fn by_actor(counted: Vec<(String, usize)>) -> Vec<DeadLetterActor> {
    let mut actors: BTreeMap<(String, String), BTreeMap<String, u64>> = BTreeMap::new();
    for (subject, letters) in counted {
        let tokens: Vec<&str> = subject.split('.').collect();
        let ["dead", actor, _, command, key @ ..] = tokens.as_slice() else { continue };
        let commands = actors.entry(((*actor).to_owned(), key.join("/"))).or_default();
        *commands.entry((*command).to_owned()).or_default() += letters as u64;
    }
    let actors = actors.into_iter().map(|((actor, key), commands)| DeadLetterActor { actor, key, commands });
    let mut actors: Vec<_> = actors.collect();
    actors.sort_by_key(|actor| std::cmp::Reverse(actor.commands.values().sum::<u64>()));
    actors.truncate(limits::DEAD_LETTER_ACTORS);
    actors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_by_their_actor_and_the_most_come_first() {
        let subjects = [
            ("dead.organization.command.applyMembers.acme", 1),
            ("dead.task.command.rename.acme.t-1", 2),
            ("dead.task.command.archive.acme.t-1", 1),
            ("dead.sandbox.command.runTurn.acme.t-1", 1),
            ("dead.nonsense", 9),
        ];
        let actors = by_actor(subjects.map(|(subject, letters)| (subject.to_owned(), letters)).into());
        let names: Vec<_> = actors.iter().map(|one| (one.actor.as_str(), one.key.as_str())).collect();
        assert_eq!(names, [("task", "acme/t-1"), ("organization", "acme"), ("sandbox", "acme/t-1")]);
        assert_eq!(actors[0].commands, BTreeMap::from([("archive".to_owned(), 1), ("rename".to_owned(), 2)]));
    }
}
