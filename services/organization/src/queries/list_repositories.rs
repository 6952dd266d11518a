//! Lists repositories, most recently active first.

use contracts::{
    OrganizationId,
    organization::{ListRepositories, RepositoryPage, RepositorySummary},
};
use runtime::{Handled, Reader};

use crate::{
    page::{Cursor, Rows},
    store,
};

pub async fn list_repositories(
    reader: Reader,
    organization_id: OrganizationId,
    query: ListRepositories,
) -> Handled<RepositoryPage> {
    let rows = Rows::parse(query.limit)?;
    let after = Cursor::parse(query.after.as_deref(), i64::MAX)?;

    let mut repositories = store::repositories::list(reader.db(), &organization_id, &after, rows.and_one()).await?;
    if repositories.is_empty() {
        store::profiles::must_exist(reader.db(), &organization_id).await?;
    }

    let next = rows.cut(&mut repositories, cursor);
    Ok(RepositoryPage { repositories, next })
}

fn cursor(summary: &RepositorySummary) -> Cursor<i64> {
    Cursor { sort: summary.latest_activity_at.unwrap_or(0), id: summary.repository.repository_id.to_string() }
}
