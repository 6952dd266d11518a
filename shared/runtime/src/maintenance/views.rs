//! Publishes all of a service's views anew: when the bucket was lost or has lost its tail, or when the database was put
//! back, so that what pages show is what the rows say.

use std::collections::HashSet;

use anyhow::anyhow;
use messaging::{
    Caller,
    jetstream::{info, made_at, subjects},
    now,
};
use serde::{Deserialize, Serialize};

use super::Maintenance;
use crate::{
    handler::reader::Reader,
    outbox::publish::LanePublisher,
    store::{facts, floors, outbox::Outgoing},
};

/// Under which name it is remembered.
const FACT: &str = "views";

/// The bucket as it was when all views were known to be in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Filled {
    /// When the bucket was made, as a name for it.
    bucket: String,
    /// Its newest entry at that time. A bucket that has less has lost its tail.
    last_sequence: u64,
    /// The base of revisions under which the views were published.
    revision_base: i64,
}

impl Filled {
    /// Whether a bucket that was filled like this is still whole, as it is `now`.
    fn is_whole(&self, now: &Self) -> bool {
        self.bucket == now.bucket && self.last_sequence <= now.last_sequence && self.revision_base == now.revision_base
    }
}

/// Publishes all views anew if the bucket is not the one that this service has filled.
pub async fn publish_if_lost(maintenance: &Maintenance, publisher: &mut LanePublisher) -> anyhow::Result<()> {
    let bucket = info(maintenance.client.nats(), "KV_views").await?;
    let revision_base = floors::revision_base(&mut *maintenance.pool.acquire().await?).await?;
    let present = Filled { bucket: made_at(&bucket), last_sequence: bucket.state.last_sequence, revision_base };
    let filled: Option<Filled> = facts::read(&maintenance.pool, FACT).await?;
    let is_whole = filled.as_ref().is_some_and(|filled| filled.is_whole(&present));
    if !is_whole {
        let published = publish_all(maintenance, publisher, revision_base).await?;
        match &filled {
            Some(filled) => tracing::warn!(
                views = published,
                ?filled,
                "The bucket is another one: all {published} views are published anew"
            ),
            // What this service has never filled has lost nothing.
            None => tracing::info!(views = published, "All {published} views are published"),
        }
    }
    if filled.as_ref() != Some(&present) {
        facts::write(&maintenance.pool, FACT, &present).await?;
    }
    Ok(())
}

/// Publishes every view that the service's rows give, and hides what the bucket shows and no row gives. What a newer
/// revision shows already is left alone.
async fn publish_all(
    maintenance: &Maintenance,
    publisher: &mut LanePublisher,
    revision_base: i64,
) -> anyhow::Result<usize> {
    let Some(views) = &maintenance.service.views else { return Ok(0) };
    // First what is shown, then what should be: what is made meanwhile is in neither, and shows itself.
    let shown = shown(maintenance).await?;
    let mut given = HashSet::new();
    let mut after = None;
    loop {
        let caller = Caller::service(maintenance.service.actor);
        let reader = Reader { now: now(), caller, pool: maintenance.reading.clone(), client: None };
        let page = views(reader, after).await.map_err(|failure| anyhow!("{failure}"))?;
        let mut rows = Vec::with_capacity(page.views.len());
        for (view, revision, value) in &page.views {
            given.insert(view.key());
            rows.push(Outgoing::view(view, revision_base + revision, Some(value))?);
        }
        publisher.forget_views();
        publisher.publish(&rows).await?;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    for key in shown.iter().filter(|key| !given.contains(*key)) {
        publisher.hide(key).await?;
    }
    Ok(given.len())
}

/// The keys of this service's views that are in the bucket.
async fn shown(maintenance: &Maintenance) -> anyhow::Result<HashSet<String>> {
    let prefix = "$KV.views.";
    // The first token of a view's key names the service that alone writes it.
    let filter = format!("{prefix}{}.>", maintenance.service.actor.token());
    let subjects = subjects(maintenance.client.nats(), "KV_views", &filter).await?;
    Ok(subjects.into_iter().filter_map(|subject| subject.strip_prefix(prefix).map(str::to_owned)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(bucket: &str, last_sequence: u64, revision_base: i64) -> Filled {
        Filled { bucket: bucket.into(), last_sequence, revision_base }
    }

    #[test]
    fn a_bucket_that_has_grown_is_whole() {
        assert!(filled("a", 7, 0).is_whole(&filled("a", 9, 0)));
    }

    #[test]
    fn another_bucket_a_shorter_one_and_another_base_are_not() {
        assert!(!filled("a", 7, 0).is_whole(&filled("b", 9, 0)));
        assert!(!filled("a", 7, 0).is_whole(&filled("a", 6, 0)));
        assert!(!filled("a", 7, 0).is_whole(&filled("a", 7, 1)));
    }
}
