//! The streams and buckets of `nats/streams`, made before the services start.
//!
//! By the CLI's user, and not by the services: whoever may say what a stream holds can have it hold anything, another
//! service's queue or the answers meant for it, and the server asks no permission for that.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(include_str!(concat!("../../../../nats/streams/", $name, ".json"))),*]
    };
}

const FILES: [&str; 13] = files![
    "audit_log_commands",
    "audit_log_workflows",
    "dead_letters",
    "github_data_commands",
    "github_data_workflows",
    "instances",
    "organization_commands",
    "organization_workflows",
    "task_commands",
    "task_workflows",
    "user_commands",
    "user_workflows",
    "views",
];

/// Makes every stream and bucket, or changes those that are different. Fails with what to install when the server lacks
/// what they use.
pub async fn make(nats: &async_nats::Client) -> Result<()> {
    make_replicated(nats, 1).await
}

/// The same with so many copies of each, on as many servers of a cluster.
pub async fn make_replicated(nats: &async_nats::Client, replicas: usize) -> Result<()> {
    runtime::check_server(nats).await?;
    for file in FILES {
        let mut wanted: Value = serde_json::from_str(file)?;
        if replicas > 1 {
            wanted["num_replicas"] = json!(replicas);
            // The server refuses both together: what is replicated is written as the others have it.
            wanted.as_object_mut().and_then(|wanted| wanted.remove("persist_mode"));
        }
        make_one(nats, &wanted).await?;
    }
    Ok(())
}

async fn make_one(nats: &async_nats::Client, wanted: &Value) -> Result<()> {
    let name = wanted["name"].as_str().context("a stream has a name")?;
    let found = ask(nats, &format!("STREAM.INFO.{name}"), &json!({})).await?;
    let verb = match &found["error"] {
        Value::Null if includes(&found["config"], wanted) => return Ok(()),
        Value::Null => "UPDATE",
        _ => "CREATE",
    };
    let made = ask(nats, &format!("STREAM.{verb}.{name}"), wanted).await?;
    // An old server says yes and drops the fields it does not know.
    if !includes(&made["config"], wanted) {
        let why = made["error"]["description"].as_str().unwrap_or("the server did not take all of its configuration");
        bail!("the stream {name} cannot be made as it stands in nats/streams: {why}");
    }
    Ok(())
}

async fn ask(nats: &async_nats::Client, api: &str, body: &Value) -> Result<Value> {
    let answer = nats.request(format!("$JS.API.{api}"), serde_json::to_vec(body)?.into()).await;
    Ok(serde_json::from_slice(&answer.with_context(|| format!("JetStream {api}"))?.payload)?)
}

/// Whether `found` has everything that `wanted` says; the server adds its defaults.
fn includes(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => {
            wanted.iter().all(|(name, wanted)| found.get(name).is_some_and(|found| includes(found, wanted)))
        }
        _ => found == wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_stream_is_forgotten() {
        let folder = std::fs::read_dir(crate::project_root().join("nats/streams")).expect("the folder");
        let mut there: Vec<_> =
            folder.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a text")).collect();
        there.sort_unstable();
        let mut made = FILES.to_vec();
        made.sort_unstable();
        assert_eq!(made, there);
    }

    #[test]
    fn what_the_server_adds_is_no_difference() {
        let wanted = json!({ "name": "X", "subject_transform": { "src": "a" } });
        assert!(includes(
            &json!({ "name": "X", "subject_transform": { "src": "a", "dest": "b" }, "sealed": false }),
            &wanted
        ));
        assert!(!includes(&json!({ "name": "X" }), &wanted));
        assert!(!includes(&json!({ "name": "Y", "subject_transform": { "src": "a" } }), &wanted));
    }
}
