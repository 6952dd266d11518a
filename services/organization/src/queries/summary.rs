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
