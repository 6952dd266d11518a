//! Reads everything about one repository's tasks.

use contracts::{
    OrganizationId, limit,
    organization::{RepositoryOverview, RepositoryOverviewRead},
};
use runtime::{Handled, Reader};

use crate::{
    error::OrganizationError,
    page::Cursor,
    store::{self, lines::Fit},
};

pub async fn repository_overview(
    reader: Reader,
    organization_id: OrganizationId,
    query: RepositoryOverview,
) -> Handled<RepositoryOverviewRead> {
    let repository_id = query.repository_id;
    let Some(repository) = store::repositories::summary(reader.db(), &organization_id, &repository_id).await? else {
        store::profiles::must_exist(reader.db(), &organization_id).await?;
        return Err(OrganizationError::RepositoryUnknown(repository_id.to_string()).into());
    };

    let fit = Fit { repository_id: Some(&repository_id), status: None };
    let newest = Cursor::parse(None, i64::MAX)?;
    let tasks = store::lines::list(reader.db(), &organization_id, fit, &newest, i64::from(limit::PAGE_ROWS)).await?;
    Ok(RepositoryOverviewRead { repository, tasks })
}
