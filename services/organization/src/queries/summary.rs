//! Reads the organization at a glance.

use contracts::{
    OrganizationId,
    organization::{OrganizationSummary, Summary},
};
use runtime::{Handled, Reader};

use crate::{error::OrganizationError, store, views};

pub async fn summary(reader: Reader, organization_id: OrganizationId, _: Summary) -> Handled<OrganizationSummary> {
    let profile = store::profiles::find(reader.db(), &organization_id).await?.ok_or(OrganizationError::Unknown)?;
    let counts = store::profiles::counts(reader.db(), &organization_id).await?;

    Ok(OrganizationSummary { counts: Some(counts), ..views::profile_summary(&organization_id, &profile) })
}

#[cfg(test)]
mod tests {
    use contracts::organization::{Counts, CreateTask};

    use super::*;
    use crate::testing::{Acme, member, members, pull_request, wish};

    #[tokio::test]
    async fn it_counts_what_there_is() {
        let acme = Acme::connected().await;
        acme.done(&members(&[member(7, "bob")])).await;
        acme.hears(&pull_request(7, "login", 10)).await;
        acme.hears(&pull_request(8, "search", 10)).await;
        acme.done(&CreateTask { on_branch: Some("login".into()), ..wish("x") }).await;

        let counts = acme.asks(&Summary {}).await.counts.unwrap();
        assert_eq!(counts, Counts { repositories: 2, members: 1, tasks: 2, virtual_tasks: 1 });
    }

    #[tokio::test]
    async fn an_unknown_organization_is_refused() {
        assert_eq!(Acme::unknown().await.query_refused(&Summary {}).await, "organization.unknown");
    }
}
