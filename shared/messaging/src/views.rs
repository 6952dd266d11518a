//! Writing views: a late old revision never replaces a newer one.
//!
//! The bucket's stream persists asynchronously (ADR-57), because a view can be rebuilt from its service's rows.

use std::collections::HashMap;

use async_nats::HeaderMap;
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use contracts::view::Stored;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    Backoff, Client, Outbound, PublishError, Published, Tasks,
    jetstream::{self, StoredMessage},
};

/// Views a writer remembers, so that a change of one of them need not be looked up first.
const REMEMBERED: usize = 10_000;

/// How long the bucket remembers that a view is gone, in NATS's notation (ADR-48). Until then the entry's revision keeps a
/// late old value out; after it nothing so old is still on its way.
const GONE_KEPT: &str = "24h";

/// A view's new value on its way to the bucket.
#[derive(Debug, Clone)]
pub struct Written {
    /// The view's key in the bucket.
    pub key: String,
    /// Grows with each change of the view.
    pub revision: i64,
    pub headers: HeaderMap,
    /// The JSON of a [`Stored`].
    pub body: Bytes,
}

/// Writes each view against the sequence it last saw, so that the server refuses what another writer has overtaken.
pub struct ViewWriter {
    client: Client,
    tasks: Tasks,
    newest: HashMap<String, Entry>,
}

/// The newest entry of a key.
#[derive(Clone, Copy)]
struct Entry {
    revision: i64,
    /// Its sequence in the bucket's stream; 0 when the key has none.
    sequence: u64,
}

/// What is read of a stored value: whether there is one.
#[derive(Deserialize)]
struct Presence<'a> {
    #[serde(borrow)]
    value: Option<&'a RawValue>,
}

impl ViewWriter {
    pub fn new(client: Client, tasks: Tasks) -> Self {
        Self { client, tasks, newest: HashMap::new() }
    }

    /// Forgets what the bucket held: its server was started again, or it is another bucket.
    pub fn forget(&mut self) {
        self.newest.clear();
    }

    /// The revision that the bucket holds of a view.
    pub async fn revision_of(&self, key: &str) -> anyhow::Result<i64> {
        Ok(look_up(&self.client, key).await?.revision)
    }

    /// Publishes the views, each until it is stored or found to be old. Fails only when the process is stopping.
    pub async fn publish(&mut self, views: Vec<Written>) -> anyhow::Result<()> {
        if self.newest.len() > REMEMBERED {
            self.newest.clear();
        }
        let (client, tasks, newest) = (&self.client, &self.tasks, &self.newest);
        let written = only_newest(views).into_iter().map(|view| async move {
            let entry = newest.get(&view.key).copied();
            let entry = write(client, tasks, &view, entry).await?;
            anyhow::Ok((view.key, entry))
        });
        let written = futures::future::try_join_all(written).await?;
        self.newest.extend(written);
        Ok(())
    }
}

/// Only the newest value of each view matters: every value is whole.
fn only_newest(views: Vec<Written>) -> Vec<Written> {
    let mut newest: HashMap<String, Written> = HashMap::new();
    for view in views {
        match newest.get(&view.key) {
            Some(known) if known.revision > view.revision => {}
            _ => {
                newest.insert(view.key.clone(), view);
            }
        }
    }
    newest.into_values().collect()
}

async fn write(client: &Client, tasks: &Tasks, view: &Written, mut known: Option<Entry>) -> anyhow::Result<Entry> {
    let mut backoff = Backoff::new(tasks);
    loop {
        let current = match known {
            Some(entry) => entry,
            None => match look_up(client, &view.key).await {
                Ok(entry) => entry,
                Err(error) => {
                    tracing::warn!(%error, view = view.key, "A view could not be read; trying again");
                    backoff.wait().await?;
                    continue;
                }
            },
        };
        if current.revision >= view.revision {
            return Ok(current);
        }
        match client.publisher().publish(&message(view, current.sequence)).await {
            Ok(Published { sequence }) => {
                telemetry::metrics::registry().views_published.inc();
                return Ok(Entry { revision: view.revision, sequence });
            }
            // Another writer was faster: look again who is newer.
            Err(PublishError::Overtaken) => known = None,
            Err(error) => {
                tracing::warn!(%error, view = view.key, "A view could not be stored; trying again");
                known = None;
                backoff.wait().await?;
            }
        }
    }
}

fn message(view: &Written, last_sequence: u64) -> Outbound {
    let mut headers = view.headers.clone();
    headers.insert("Nats-Expected-Last-Subject-Sequence", last_sequence.to_string());
    let is_gone = serde_json::from_slice::<Presence<'_>>(&view.body).is_ok_and(|stored| stored.value.is_none());
    if is_gone {
        headers.insert("Nats-TTL", GONE_KEPT);
    }
    Outbound { subject: format!("$KV.views.{}", view.key), headers, body: view.body.clone() }
}

/// Whether a view has a value, as the bucket holds it now.
pub async fn is_shown(nats: &async_nats::Client, key: &str) -> anyhow::Result<bool> {
    let Some(found) = newest(nats, key).await? else { return Ok(false) };
    let body = BASE64_STANDARD.decode(&found.body)?;
    Ok(serde_json::from_slice::<Presence<'_>>(&body).is_ok_and(|stored| stored.value.is_some()))
}

/// The newest message of a key. Not by a direct get, which the server answers wherever it is told to.
async fn newest(nats: &async_nats::Client, key: &str) -> anyhow::Result<Option<StoredMessage>> {
    jetstream::newest_message(nats, "KV_views", &format!("$KV.views.{key}")).await
}

async fn look_up(client: &Client, key: &str) -> anyhow::Result<Entry> {
    let Some(found) = newest(client.nats(), key).await? else {
        return Ok(Entry { revision: i64::MIN, sequence: 0 });
    };
    let body = BASE64_STANDARD.decode(&found.body)?;
    let revision = serde_json::from_slice::<Stored<&RawValue>>(&body).map_or(i64::MIN, |stored| stored.revision);
    Ok(Entry { revision, sequence: found.sequence })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(key: &str, revision: i64, body: &'static str) -> Written {
        Written { key: key.into(), revision, headers: HeaderMap::new(), body: body.into() }
    }

    #[test]
    fn of_several_values_of_a_view_the_highest_revision_is_written() {
        let mut kept = only_newest(vec![view("a", 1, ""), view("a", 5, ""), view("b", 2, ""), view("a", 3, "")]);
        kept.sort_by(|one, other| one.key.cmp(&other.key));
        assert_eq!(
            kept.iter().map(|view| (view.key.as_str(), view.revision)).collect::<Vec<_>>(),
            [("a", 5), ("b", 2)]
        );
    }

    #[test]
    fn only_what_is_gone_is_forgotten_by_the_bucket() {
        let ttl = |body| message(&view("a", 1, body), 0).headers.get("Nats-TTL").is_some();
        assert!(ttl(r#"{"revision":1,"value":null}"#));
        assert!(!ttl(r#"{"revision":1,"value":{"title":"x"}}"#));
    }
}
