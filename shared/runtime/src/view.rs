//! Writing views: a late old revision never replaces a newer one.
//!
//! The bucket's stream persists asynchronously (ADR-57), because a view can be rebuilt, so a view costs no disk sync.

use std::collections::HashMap;

use async_nats::{HeaderMap, StatusCode};
use contracts::view::Stored;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{Running, outbox::Outgoing};

/// Views a writer remembers, so that a change of one of them need not be looked up first.
const REMEMBERED: usize = 10_000;

/// Writes each view against the sequence it last saw, so that the server refuses what another writer has overtaken.
#[derive(Default)]
pub(crate) struct Writer {
    known: HashMap<String, Known>,
}

#[derive(Clone, Copy)]
struct Known {
    revision: i64,
    /// The sequence of the key's newest entry in the bucket's stream; 0 when it has none.
    sequence: u64,
}

#[derive(Deserialize)]
struct Ack {
    #[serde(default)]
    seq: u64,
    error: Option<AckError>,
}

#[derive(Deserialize)]
struct AckError {
    err_code: u64,
    description: String,
}

/// The server's code for "the key's last sequence is another".
const WRONG_LAST_SEQUENCE: u64 = 10071;

impl Writer {
    /// Publishes the views, each until it is stored or found to be old.
    pub async fn publish(&mut self, running: &Running, views: Vec<&Outgoing>) -> anyhow::Result<()> {
        // Only the newest value of each view matters: every value is whole.
        let mut newest: HashMap<&str, &Outgoing> = HashMap::new();
        for view in views {
            let slot = newest.entry(&view.subject).or_insert(view);
            if view.revision >= slot.revision {
                *slot = view;
            }
        }
        if self.known.len() > REMEMBERED {
            self.known.clear();
        }
        let known = &self.known;
        let written = newest.into_values().map(|view| async move {
            let seen = known.get(&view.subject).copied();
            anyhow::Ok((view.subject.clone(), write(running, view, seen).await?))
        });
        let written = futures::future::try_join_all(written).await?;
        self.known.extend(written);
        Ok(())
    }
}

async fn write(running: &Running, view: &Outgoing, mut seen: Option<Known>) -> anyhow::Result<Known> {
    let mut patience = running.patience();
    loop {
        let current = match seen {
            Some(known) => known,
            None => match look_up(running, &view.subject).await {
                Ok(known) => known,
                Err(error) => {
                    tracing::warn!(%error, view = view.subject, "A view could not be read; trying again");
                    patience.wait().await?;
                    continue;
                }
            },
        };
        if current.revision >= view.revision {
            return Ok(current);
        }
        match put(running, view, current.sequence).await {
            Ok(Ack { error: None, seq }) => {
                telemetry::metrics::registry().views_published.inc();
                return Ok(Known { revision: view.revision, sequence: seq });
            }
            // Another writer was faster: look again who is newer.
            Ok(Ack { error: Some(error), .. }) if error.err_code == WRONG_LAST_SEQUENCE => seen = None,
            Ok(Ack { error: Some(error), .. }) => {
                tracing::warn!(error = error.description, view = view.subject, "A view was not stored; trying again");
                patience.wait().await?;
            }
            Err(error) => {
                tracing::warn!(%error, view = view.subject, "A view could not be stored; trying again");
                seen = None;
                patience.wait().await?;
            }
        }
    }
}

async fn put(running: &Running, view: &Outgoing, last_sequence: u64) -> anyhow::Result<Ack> {
    let mut headers = view.headers.clone();
    headers.insert("Nats-Expected-Last-Subject-Sequence", last_sequence.to_string());
    let subject = format!("$KV.views.{}", view.subject);
    let answer = running.nats.request_with_headers(subject, headers, view.body.clone().into()).await?;
    Ok(serde_json::from_slice(&answer.payload)?)
}

/// The newest entry of a key (ADR-31 direct get).
async fn look_up(running: &Running, key: &str) -> anyhow::Result<Known> {
    let answer = running.nats.request(format!("$JS.API.DIRECT.GET.KV_views.$KV.views.{key}"), "".into()).await?;
    if answer.status == Some(StatusCode::NOT_FOUND) {
        return Ok(Known { revision: i64::MIN, sequence: 0 });
    }
    let sequence = sequence(answer.headers.as_ref()).ok_or_else(|| anyhow::anyhow!("the answer has no sequence"))?;
    let revision =
        serde_json::from_slice::<Stored<&RawValue>>(&answer.payload).map_or(i64::MIN, |stored| stored.revision);
    Ok(Known { revision, sequence })
}

fn sequence(headers: Option<&HeaderMap>) -> Option<u64> {
    headers?.get("Nats-Sequence")?.as_str().parse().ok()
}
