//! `sandbox.workflow.extending`: has the provider let a sandbox live on, and tells what came of it.

use std::sync::Arc;

use contracts::{
    Millis, TaskKey,
    sandbox::{ApplyProvisioning, Extending, ProvisioningNews},
};
use futures::FutureExt;
use runtime::{Handled, RetryPolicy, Run, Waiting};
use sandboxes::{ProviderError, State};
use serde::{Deserialize, Serialize};

use super::{LIFETIME, Trouble, Work, millis, trouble};

/// One at a time for a sandbox.
pub fn workflow_id(key: &TaskKey, input: &Extending) -> String {
    format!("extending:{}:{}:{}", key.organization_id, key.task_id, input.generation)
}

/// What came of it; recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Extended {
    Until {
        expires_at: Option<Millis>,
    },
    /// It rests, and a message wakes it.
    Rests,
    Gone,
}

pub async fn extending(run: Run, key: TaskKey, input: Extending, work: Arc<Work>) -> Handled<()> {
    let extended = run.waiting_step(
        RetryPolicy::default(),
        "extend",
        || async { extend(&work, &input.provider_id).await.map_err(Trouble::into_failure) },
        |_, _: Waiting| async { Ok(()) }.boxed(),
        |_, extended| async { Ok(extended) }.boxed(),
    );
    let extended = extended.await.map_err(|failure| trouble::words(&failure, "It failed here: try again in a while"));
    run.commit("tell", |cx| {
        let news = news(extended.clone(), cx.now);
        let told = cx.send(&key, &ApplyProvisioning { generation: input.generation, news });
        std::future::ready(told).boxed()
    })
    .await
}

async fn extend(work: &Work, provider_id: &str) -> Result<Extended, Trouble> {
    let provider = work.provider()?;
    match provider.extend(provider_id, LIFETIME).await {
        Ok(expires_at) => return Ok(Extended::Until { expires_at: expires_at.and_then(millis) }),
        // One that rests has no time at E2B, and is answered for as one that is gone.
        Err(ProviderError::Gone(_)) => {}
        Err(error) => return Err(error.into()),
    }
    match provider.state(provider_id).await? {
        State::Paused => Ok(Extended::Rests),
        State::Gone => Ok(Extended::Gone),
        State::Running { .. } => Err(Trouble::Passing("the provider does not find it, and has it".into())),
    }
}

fn news(extended: Result<Extended, String>, at: Millis) -> ProvisioningNews {
    match extended {
        Ok(Extended::Until { expires_at }) => ProvisioningNews::Extended { expires_at },
        Ok(Extended::Rests) => ProvisioningNews::Paused { at },
        Ok(Extended::Gone) => ProvisioningNews::Expired { at },
        Err(message) => ProvisioningNews::NotExtended { message },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_it_is_told_whatever_it_was() {
        let until = Extended::Until { expires_at: Some(9) };
        assert_eq!(news(Ok(until), 5), ProvisioningNews::Extended { expires_at: Some(9) });
        assert_eq!(news(Ok(Extended::Rests), 5), ProvisioningNews::Paused { at: 5 });
        assert_eq!(news(Ok(Extended::Gone), 5), ProvisioningNews::Expired { at: 5 });
        assert_eq!(news(Err("no".into()), 5), ProvisioningNews::NotExtended { message: "no".into() });
    }
}
