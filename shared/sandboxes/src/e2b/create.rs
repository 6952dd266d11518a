//! Making a sandbox once. E2B makes another one for each request, so what is there is looked for first, and again after
//! an answer that was lost.

use serde_json::json;

use super::E2b;
use super::sandbox::{ATTEMPT, Access, Listed, NAME, ORGANIZATION, OWNER};
use crate::{ProviderError, Secret, Wanted};

impl E2b {
    /// Whether it was there already.
    pub(super) async fn made_or_found(&self, wanted: &Wanted) -> Result<(Access, bool), ProviderError> {
        if let Some(found) = self.found(wanted).await? {
            return Ok((self.wake(&found, wanted.lifetime).await?, true));
        }
        match self.make(wanted).await {
            Ok(access) => Ok((access, false)),
            Err(unknown @ (ProviderError::Failed(_) | ProviderError::TimedOut { .. })) => {
                let found = self.found(wanted).await?.ok_or(unknown)?;
                Ok((self.wake(&found, wanted.lifetime).await?, true))
            }
            Err(error) => Err(error),
        }
    }

    /// The id of the oldest one of this name; later ones are extras that nobody has seen, and are ended.
    async fn found(&self, wanted: &Wanted) -> Result<Option<String>, ProviderError> {
        let metadata = [(OWNER, self.settings.owner.as_str()), (NAME, wanted.name.as_str())];
        let mut all = self.api.listed(&metadata).await?;
        all.sort_by(|one, other| (one.started_at, &one.sandbox_id).cmp(&(other.started_at, &other.sandbox_id)));
        let mut all = all.into_iter();
        let oldest = all.next();
        for Listed { sandbox_id, .. } in all {
            self.destroy(&sandbox_id).await?;
        }
        Ok(oldest.map(|listed| listed.sandbox_id))
    }

    async fn make(&self, wanted: &Wanted) -> Result<Access, ProviderError> {
        let attempt = &Secret::random().reveal()[..16].to_owned();
        let body = json!({
            "templateID": self.settings.template,
            "timeout": wanted.lifetime.as_secs(),
            "metadata": {
                OWNER: self.settings.owner,
                NAME: wanted.name,
                ORGANIZATION: wanted.organization,
                ATTEMPT: attempt,
            },
            "envVars": wanted.environment,
            // At the end of its time its files and its agents' memory are kept.
            "autoPause": true,
            "secure": true,
            // Only with the header that the answer gives us.
            "network": { "allowPublicTraffic": false },
        });
        self.api.post_for("/v2/sandboxes", &body).await.map_err(|error| match error {
            ProviderError::Gone(_) => {
                ProviderError::Unavailable(format!("E2B has no template called {}", self.settings.template))
            }
            error => error,
        })
    }
}
