//! Has a sandbox live on that would rest or end by itself.

use contracts::{
    TaskKey,
    sandbox::{Extend, Extending, SandboxRecord},
};
use runtime::{Cx, Handled, WhenActive};

use crate::{error::SandboxError, model::Sandbox, views, workflows};

/// While the provider is asked already, it changes nothing.
pub async fn extend(cx: &mut Cx, key: TaskKey, _command: Extend) -> Handled<SandboxRecord> {
    let mut sandbox = cx.load::<Sandbox>(&key).await?.ok_or(SandboxError::Unknown)?;

    let (provider_id, is_new) = sandbox.extend(cx.caller().user_id(), cx.now)?;
    if !is_new {
        return Ok(sandbox.record);
    }

    let input = Extending { generation: sandbox.record.generation, provider_id };
    cx.start(&key, &workflows::extending::workflow_id(&key, &input), &input, WhenActive::RunAgain).await?;
    cx.save(sandbox.clone());

    views::sandbox_changed(cx, &sandbox)?;
    Ok(sandbox.record)
}

#[cfg(test)]
mod tests {
    use contracts::sandbox::ProvisioningNews;

    use super::*;
    use crate::testing::{Acme, events, news, open};

    #[tokio::test]
    async fn one_that_ends_by_itself_is_asked_for_once_and_what_came_of_it_is_shown() {
        let acme = Acme::new().await;
        acme.refused(&Extend {}, "sandbox.unknown").await;
        acme.done(&open(1)).await;
        acme.refused(&Extend {}, "sandbox.not_ready").await;
        let (provider, provider_id) = ("e2b".to_owned(), "sb-1".to_owned());
        acme.done(&news(1, ProvisioningNews::Allocated { provider, provider_id, expires_at: Some(50) })).await;
        acme.done(&news(1, ProvisioningNews::Ready { at: 6 })).await;

        let handling = acme.send(&Extend {}).await;
        assert_eq!((handling.shown().len(), events(&handling).len()), (1, 0));
        assert!(acme.done_without_change(&Extend {}).await.extension.is_some());
        assert_eq!(acme.runs().await, ["provisioning", "extending"]);

        let failed = acme.send(&news(1, ProvisioningNews::NotExtended { message: "no place".into() })).await;
        assert_eq!((failed.shown().len(), events(&failed).len()), (1, 0));
        acme.done(&Extend {}).await;
        let extended = acme.send(&news(1, ProvisioningNews::Extended { expires_at: Some(90) })).await;
        assert_eq!(events(&extended), ["sandbox.extended"]);
        let record = acme.record().await;
        assert_eq!((record.expires_at, record.extension), (Some(90), None));
    }

    #[tokio::test]
    async fn one_without_an_end_has_nothing_to_extend() {
        Acme::ready().await.refused(&Extend {}, "sandbox.has_no_end").await;
    }
}
