//! A sandbox that somebody looks at is kept by its provider, as one whose agent works.

use std::{collections::HashMap, sync::PoisonError};

use contracts::{Key, TaskKey};
use runtime::Reader;
use sandboxes::State;
use tokio::time::Instant;

use super::Terminals;
use crate::{
    store,
    workflows::{EXTEND_EVERY, LIFETIME, Trouble},
};

impl Terminals {
    /// A gateway says that somebody follows something of this task: `sandbox.watched.acme.t-1`.
    pub async fn watched(&self, reader: &Reader, subject: &str) {
        let tokens: Vec<_> = subject.split('.').skip(2).collect();
        let Ok(key) = TaskKey::parse(&tokens) else { return };
        if let Err(trouble) = self.keep(reader, &key).await {
            let why = trouble.message();
            tracing::warn!(task.id = %key.task_id, "A sandbox that is watched could not be kept; it is tried again: {why}");
        }
    }

    async fn keep(&self, reader: &Reader, key: &TaskKey) -> Result<(), Trouble> {
        let Some(sandbox) = store::sandboxes::find(reader.db(), key).await? else { return Ok(()) };
        // One without an end needs nobody's watching.
        let (Ok(provider_id), Some(_)) = (sandbox.ready(), sandbox.record.expires_at) else { return Ok(()) };
        if !self.is_due(&provider_id) {
            return Ok(());
        }
        let provider = self.work.provider()?;
        if let State::Running { .. } = provider.state(&provider_id).await? {
            provider.extend(&provider_id, LIFETIME).await?;
        }
        Ok(())
    }

    /// Whether it was not kept a moment ago, by whoever else watches.
    fn is_due(&self, provider_id: &str) -> bool {
        let mut kept: std::sync::MutexGuard<'_, HashMap<String, Instant>> =
            self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, at| at.elapsed() < EXTEND_EVERY);
        let is_due = !kept.contains_key(provider_id);
        if is_due {
            kept.insert(provider_id.to_owned(), Instant::now());
        }
        is_due
    }
}
