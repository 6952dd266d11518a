//! The streams and buckets of `nats/streams`, made before the services start.
//!
//! By the CLI's user, and not by the services: whoever may say what a stream holds can have it hold anything, another
//! service's queue or the answers meant for it, and the server asks no permission for that.

use anyhow::{Context, Result, bail};
use messaging::streams;
use serde_json::{Value, json};

/// What an operator chooses for a stream that exists: where it is, how many copies there are, how much it holds for how
/// long. Set back by the next version's rollout, a replicated stream would be on one server again, or lose messages.
const CHOSEN_BY_OPERATORS: [&str; 6] = ["num_replicas", "max_bytes", "max_msgs", "max_age", "placement", "metadata"];

/// Makes every stream and bucket; those that exist become as they are defined, but for what an operator has chosen. Fails
/// with what to install when the server lacks what they use.
pub async fn make(nats: &async_nats::Client) -> Result<()> {
    make_replicated(nats, 1).await
}

/// The same with so many copies of each new one, on as many servers of a cluster.
pub async fn make_replicated(nats: &async_nats::Client, replicas: usize) -> Result<()> {
    // An old server would say yes and drop the fields it does not know.
    streams::check_server(nats).await?;
    for definition in streams::definitions() {
        let mut defined: Value = serde_json::from_str(definition)?;
        if replicas > 1 {
            defined["num_replicas"] = json!(replicas);
        }
        make_one(nats, defined).await?;
    }
    Ok(())
}

async fn make_one(nats: &async_nats::Client, defined: Value) -> Result<()> {
    let name = defined["name"].as_str().context("a stream has a name")?.to_owned();
    let found = ask(nats, &format!("STREAM.INFO.{name}"), &json!({})).await?;
    let (verb, wanted) = match found.get("config") {
        Some(found) => ("UPDATE", keeping_choices(defined, found)),
        None => ("CREATE", defined),
    };
    let made = ask(nats, &format!("STREAM.{verb}.{name}"), &acceptable(wanted)).await?;
    if let Some(error) = made.get("error") {
        let why = error["description"].as_str().unwrap_or("the server does not say why");
        bail!("the stream {name} cannot be made as it stands in nats/streams: {why}");
    }
    Ok(())
}

async fn ask(nats: &async_nats::Client, api: &str, body: &Value) -> Result<Value> {
    let answer = nats.request(format!("$JS.API.{api}"), serde_json::to_vec(body)?.into()).await;
    Ok(serde_json::from_slice(&answer.with_context(|| format!("JetStream {api}"))?.payload)?)
}

/// As defined, with what an operator has chosen for the stream that was found; to have left something out is a choice, too.
fn keeping_choices(mut defined: Value, found: &Value) -> Value {
    if let Some(defined) = defined.as_object_mut() {
        for name in CHOSEN_BY_OPERATORS {
            match found.get(name) {
                Some(chosen) => defined.insert(name.to_owned(), chosen.clone()),
                None => defined.remove(name),
            };
        }
    }
    defined
}

/// Without `persist_mode` when there are several copies: the server refuses both together.
fn acceptable(mut wanted: Value) -> Value {
    let replicated = wanted["num_replicas"].as_u64().is_some_and(|replicas| replicas > 1);
    if let Some(wanted) = wanted.as_object_mut().filter(|_| replicated) {
        wanted.remove("persist_mode");
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_operator_chose_is_kept() {
        let defined = json!({ "name": "X", "num_replicas": 1, "max_bytes": 10, "max_age": 20 });
        let chosen = json!({
            "name": "X", "num_replicas": 3, "max_bytes": 100, "max_msgs": 7, "max_age": 200,
            "placement": { "tags": ["ssd"] }, "metadata": { "owner": "us" }
        });
        assert_eq!(keeping_choices(defined, &chosen), chosen);
    }

    #[test]
    fn what_the_code_relies_on_becomes_as_defined() {
        let defined = json!({ "name": "X", "subjects": ["a", "b"], "discard": "new" });
        let found = json!({ "name": "X", "subjects": ["a"], "discard": "old", "subject_transform": { "src": "a" } });
        assert_eq!(keeping_choices(defined.clone(), &found), defined);
    }

    #[test]
    fn a_limit_that_an_operator_took_away_stays_away() {
        let defined = json!({ "name": "X", "max_bytes": 10 });
        assert_eq!(keeping_choices(defined, &json!({ "name": "X" })), json!({ "name": "X" }));
    }

    #[test]
    fn a_stream_with_several_copies_is_written_as_the_others_are() {
        let one = json!({ "name": "X", "num_replicas": 1, "persist_mode": "async" });
        assert_eq!(acceptable(one.clone()), one);
        let three = json!({ "name": "X", "num_replicas": 3, "persist_mode": "async" });
        assert_eq!(acceptable(three), json!({ "name": "X", "num_replicas": 3 }));
    }

    #[test]
    fn no_stream_is_forgotten() {
        let folder = std::fs::read_dir(test_postgres::project_root().join("nats/streams")).expect("the folder");
        let mut there: Vec<_> =
            folder.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a text")).collect();
        there.sort_unstable();
        let mut made: Vec<_> = streams::definitions().collect();
        made.sort_unstable();
        assert_eq!(made, there);
    }
}
