//! Each organization's connection to GitHub.

use contracts::{AccountId, Millis, OrganizationId, organization::GithubState};
use service_kit::columns;
use sqlx::{PgConnection, PgExecutor, types::Json};

use crate::account::Account;

#[derive(sqlx::FromRow)]
struct Row {
    github: Json<GithubState>,
    revision: i64,
    latest_generation: i64,
    syncing_generation: Option<i64>,
    synced_repositories: i32,
    latest_run_id: Option<String>,
}

/// Loads the account, without failures, and keeps others from changing it until this transaction ends: commands and
/// workflow steps of one organization run at the same time. Everything that writes takes this lock first.
pub async fn lock(connection: &mut PgConnection, organization_id: &OrganizationId) -> sqlx::Result<Account> {
    let row = sqlx::query_as::<_, Row>(
        "select github, revision, latest_generation, syncing_generation, synced_repositories, latest_run_id
         from accounts where organization_id = $1 for update",
    )
    .bind(organization_id.as_str())
    .fetch_optional(connection)
    .await?;
    Ok(row.map_or_else(|| Account::unknown(organization_id), |row| row.into_account(organization_id)))
}

/// Loads the account as it is, without failures.
pub async fn read(executor: impl PgExecutor<'_>, organization_id: &OrganizationId) -> sqlx::Result<Account> {
    let row = sqlx::query_as::<_, Row>(
        "select github, revision, latest_generation, syncing_generation, synced_repositories, latest_run_id
         from accounts where organization_id = $1",
    )
    .bind(organization_id.as_str())
    .fetch_optional(executor)
    .await?;
    Ok(row.map_or_else(|| Account::unknown(organization_id), |row| row.into_account(organization_id)))
}

pub async fn save(connection: &mut PgConnection, account: &Account, now: Millis) -> sqlx::Result<()> {
    sqlx::query(
        "insert into accounts (organization_id, github, revision, latest_generation, syncing_generation,
                               synced_repositories, latest_run_id, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (organization_id) do update set
             github = excluded.github, revision = excluded.revision,
             latest_generation = excluded.latest_generation, syncing_generation = excluded.syncing_generation,
             synced_repositories = excluded.synced_repositories, latest_run_id = excluded.latest_run_id,
             updated_at = excluded.updated_at",
    )
    .bind(account.organization_id.as_str())
    .bind(Json(&account.github))
    .bind(account.revision)
    .bind(account.latest_generation)
    .bind(account.syncing_generation)
    .bind(account.synced_repositories.cast_signed())
    .bind(account.latest_run_id.as_deref())
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// The organization that the account is here, if it is known.
pub async fn organization_of(
    executor: impl PgExecutor<'_>,
    account_id: &AccountId,
) -> sqlx::Result<Option<OrganizationId>> {
    let id: Option<String> = sqlx::query_scalar("select organization_id from accounts where account_id = $1")
        .bind(account_id.as_str())
        .fetch_optional(executor)
        .await?;
    id.map(|id| columns::parsed("organization_id", &id)).transpose()
}

/// The organization whose installation it is, as long as the account's own number is not known.
pub async fn organization_with(
    executor: impl PgExecutor<'_>,
    installation_id: u64,
) -> sqlx::Result<Option<OrganizationId>> {
    let id: Option<String> = sqlx::query_scalar(
        "select organization_id from accounts where installation_id = $1 and account_id is null limit 1",
    )
    .bind(installation_id.cast_signed())
    .fetch_optional(executor)
    .await?;
    id.map(|id| columns::parsed("organization_id", &id)).transpose()
}

/// The accounts that are to be read again by now, those that wait longest first. One with the App that was never read to its
/// end, and of which nothing says when, is among them; so are, after the others, those that have lost the App, as it may be
/// back.
pub async fn due(executor: impl PgExecutor<'_>, now: Millis, limit: i64) -> sqlx::Result<Vec<Account>> {
    #[derive(sqlx::FromRow)]
    struct Due {
        organization_id: String,
        #[sqlx(flatten)]
        row: Row,
    }
    let rows: Vec<Due> = sqlx::query_as(
        "select organization_id, github, revision, latest_generation, syncing_generation, synced_repositories, latest_run_id
         from accounts where github ->> 'syncStatus' <> 'syncing'
           and (github ->> 'installationStatus' = 'connected' or github ->> 'lastSyncAt' is not null)
           and coalesce((github ->> 'nextSyncAt')::bigint, 0) <= $1
         order by github ->> 'installationStatus' <> 'connected', coalesce((github ->> 'nextSyncAt')::bigint, 0),
                  organization_id
         limit $2",
    )
    .bind(now)
    .bind(limit)
    .fetch_all(executor)
    .await?;
    let account = |due: Due| {
        let organization_id = columns::parsed("organization_id", &due.organization_id)?;
        Ok(due.row.into_account(&organization_id))
    };
    rows.into_iter().map(account).collect()
}

impl Row {
    fn into_account(self, organization_id: &OrganizationId) -> Account {
        Account {
            organization_id: organization_id.clone(),
            github: self.github.0,
            revision: self.revision,
            latest_generation: self.latest_generation,
            syncing_generation: self.syncing_generation,
            synced_repositories: self.synced_repositories.cast_unsigned(),
            latest_run_id: self.latest_run_id,
        }
    }
}
