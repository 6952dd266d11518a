//! What is checked at start: that the server supports what we use, and that the streams and buckets of `nats/streams` are
//! there and as the code relies on.

use anyhow::{Context, bail};
use async_nats::jetstream::{self, response::Response};
use contracts::Actor;
use serde::Deserialize;

use crate::jetstream::{StreamConfig, info};

/// JetStream API level of nats-server 2.14: consumer reset, with everything older that we use (schedules, pinned
/// consumers, message TTLs).
const API_LEVEL: u64 = 4;

const NEEDS: &str = "nats-server 2.14 or newer is needed (Debian's package is older)";

/// Who makes streams.
const MADE_BY: &str = "foundry-streams makes the streams, as the user cli (cargo run does so itself)";

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../nats/streams/", $name, ".json"))
    };
}

/// What every service uses.
const SHARED: [&str; 3] = [file!("views"), file!("instances"), file!("dead_letters")];

const fn of_actor(actor: Actor) -> [&'static str; 2] {
    match actor {
        Actor::Organization => [file!("organization_commands"), file!("organization_workflows")],
        Actor::Task => [file!("task_commands"), file!("task_workflows")],
        Actor::GithubData => [file!("github_data_commands"), file!("github_data_workflows")],
        Actor::AuditLog => [file!("audit_log_commands"), file!("audit_log_workflows")],
        Actor::Sandbox => [file!("sandbox_commands"), file!("sandbox_workflows")],
        Actor::User => [file!("user_commands"), file!("user_workflows")],
    }
}

/// The definitions of all streams and buckets, as they stand in `nats/streams`.
pub fn definitions() -> impl Iterator<Item = &'static str> {
    SHARED.into_iter().chain(Actor::ALL.into_iter().flat_map(of_actor))
}

#[derive(Deserialize)]
struct Account {
    api: Api,
}

#[derive(Deserialize)]
struct Api {
    #[serde(default)]
    level: u64,
}

/// Fails with what to install when the server lacks what we use.
pub async fn check_server(nats: &async_nats::Client) -> anyhow::Result<()> {
    let asked = jetstream::new(nats.clone()).request("INFO", &()).await;
    let level = match asked.with_context(|| format!("JetStream does not answer; {NEEDS}"))? {
        Response::Ok::<Account>(account) => account.api.level,
        Response::Err { error } => bail!("JetStream: {error}; {NEEDS}"),
    };
    if level < API_LEVEL {
        bail!("the NATS server {} speaks JetStream API level {level}; {NEEDS}", nats.server_info().version);
    }
    Ok(())
}

/// Fails unless the actor's streams and the shared ones are at least what the code relies on. No service makes or changes
/// one: whoever may say what a stream holds can have it hold what is meant for others.
pub async fn check(nats: &async_nats::Client, actor: Actor) -> anyhow::Result<()> {
    for file in SHARED.into_iter().chain(of_actor(actor)) {
        let wanted: StreamConfig = serde_json::from_str(file)?;
        let found = info(nats, &wanted.name).await;
        let found = found.with_context(|| format!("the stream {} is missing; {MADE_BY}", wanted.name))?;
        if let Some(difference) = difference(&found.config, &wanted) {
            bail!("the stream {} has another {difference} than nats/streams; {MADE_BY}", wanted.name);
        }
    }
    Ok(())
}

/// The first part of a stream's configuration that the code relies on and that is not as wanted. Replicas, sizes, ages and
/// places are the operator's to choose.
fn difference(found: &StreamConfig, wanted: &StreamConfig) -> Option<&'static str> {
    let parts = [
        ("subjects", found.subjects == wanted.subjects),
        ("subject_transform", found.subject_transform == wanted.subject_transform),
        ("retention", found.retention == wanted.retention),
        ("discard", found.discard == wanted.discard),
        ("max_msgs_per_subject", same_limit(found.max_messages_per_subject, wanted.max_messages_per_subject)),
        // The server answers a direct get wherever whoever asks wants it, also where they may say nothing themselves.
        ("allow_direct", found.allow_direct == wanted.allow_direct),
        ("allow_rollup_hdrs", found.allow_rollup || !wanted.allow_rollup),
        ("allow_msg_ttl", found.allow_message_ttl || !wanted.allow_message_ttl),
        ("allow_msg_schedules", found.allow_message_schedules || !wanted.allow_message_schedules),
    ];
    parts.into_iter().find(|(_, is_as_wanted)| !is_as_wanted).map(|(name, _)| name)
}

/// The server writes "no limit" as -1, a file leaves it out.
const fn same_limit(found: i64, wanted: i64) -> bool {
    found == wanted || (found <= 0 && wanted <= 0)
}

#[cfg(test)]
mod tests {
    use contracts::PARTITIONS;

    use super::*;

    fn of_task() -> StreamConfig {
        serde_json::from_str(of_actor(Actor::Task)[0]).expect("a stream")
    }

    #[test]
    fn an_operator_may_raise_what_the_code_does_not_rely_on() {
        let mut raised = of_task();
        (raised.num_replicas, raised.max_bytes) = (3, i64::MAX);
        raised.max_age *= 2;
        assert_eq!(difference(&raised, &of_task()), None);
    }

    #[test]
    fn what_the_code_relies_on_is_checked() {
        let mut other = of_task();
        other.subject_transform = None;
        assert_eq!(difference(&other, &of_task()), Some("subject_transform"));
        let mut other = of_task();
        other.subjects.push("x.>".into());
        assert_eq!(difference(&other, &of_task()), Some("subjects"));
        let mut other = of_task();
        other.allow_direct = true;
        assert_eq!(difference(&other, &of_task()), Some("allow_direct"));
    }

    #[test]
    fn each_command_stream_has_as_many_partitions_as_there_are_owners() {
        for actor in Actor::ALL {
            let stream: StreamConfig = serde_json::from_str(of_actor(actor)[0]).expect("a stream");
            assert_eq!(stream.name, actor.command_stream());
            let transform = stream.subject_transform.expect("commands are partitioned");
            let tokens: Vec<_> = (2..2 + actor.key_tokens().len()).map(|token| token.to_string()).collect();
            let partition = format!("{{{{partition({PARTITIONS},{})}}}}", tokens.join(","));
            assert!(transform.destination.ends_with(&partition), "{} has {}", stream.name, transform.destination);
        }
    }

    #[test]
    fn each_actor_has_a_stream_for_its_runs_that_takes_schedules() {
        for actor in Actor::ALL {
            let stream: StreamConfig = serde_json::from_str(of_actor(actor)[1]).expect("a stream");
            assert_eq!(stream.name, actor.workflow_stream());
            assert!(stream.allow_message_schedules, "{}", stream.name);
        }
    }
}
