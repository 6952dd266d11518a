//! Pull requests.

use std::collections::{BTreeSet, HashMap};

use contracts::{Millis, OrganizationId, PullRequest, RepositoryId, pull_request::PullRequestState};
use service_kit::columns;
use sqlx::{PgConnection, PgExecutor, error::Error};

use crate::changes::Stored;

#[derive(sqlx::FromRow)]
pub struct Row {
    repository_id: String,
    number: i64,
    title: String,
    state: String,
    url: String,
    head_branch: String,
    head_repository: Option<String>,
    base_branch: String,
    author_login: Option<String>,
    updated_at: Millis,
    generation: i64,
}

/// One pull request with the repository it is in.
#[derive(Debug)]
pub struct Placed {
    pub repository_id: RepositoryId,
    pub repository_name: String,
    pub pull_request: PullRequest,
}

/// Everything stored for these repositories, closed ones too.
pub async fn of_repositories(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_ids: &[&str],
) -> sqlx::Result<HashMap<RepositoryId, Vec<Stored>>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select repository_id, number, title, state, url, head_branch, head_repository, base_branch, author_login,
                updated_at, generation
         from pull_requests where organization_id = $1 and repository_id = any($2)",
    )
    .bind(organization_id.as_str())
    .bind(repository_ids)
    .fetch_all(connection)
    .await?;
    let mut stored: HashMap<RepositoryId, Vec<Stored>> = HashMap::new();
    for row in rows {
        let repository_id = columns::parsed("repository_id", &row.repository_id)?;
        let generation = row.generation;
        stored.entry(repository_id).or_default().push(Stored { pull_request: row.try_into()?, generation });
    }
    Ok(stored)
}

pub async fn find(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    number: u64,
) -> sqlx::Result<Option<PullRequest>> {
    let row: Option<Row> = sqlx::query_as(
        "select repository_id, number, title, state, url, head_branch, head_repository, base_branch, author_login,
                updated_at, generation
         from pull_requests where organization_id = $1 and repository_id = $2 and number = $3",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .bind(number.cast_signed())
    .fetch_optional(connection)
    .await?;
    row.map(PullRequest::try_from).transpose()
}

/// Those that are open here and were written before reading `generation` began.
pub async fn open_before(
    executor: impl PgExecutor<'_>,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    generation: i64,
) -> sqlx::Result<Vec<u64>> {
    let numbers: Vec<i64> = sqlx::query_scalar(
        "select number from pull_requests
         where organization_id = $1 and repository_id = $2 and generation < $3 and state in ('open', 'draft')
         order by number",
    )
    .bind(organization_id.as_str())
    .bind(repository_id.as_str())
    .bind(generation)
    .fetch_all(executor)
    .await?;
    Ok(numbers.into_iter().map(i64::cast_unsigned).collect())
}

/// The open ones of these repositories, with the repositories' names.
pub async fn open_in(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    repository_ids: &[&str],
) -> sqlx::Result<Vec<Placed>> {
    #[derive(sqlx::FromRow)]
    struct Named {
        full_name: String,
        #[sqlx(flatten)]
        row: Row,
    }
    let rows: Vec<Named> = sqlx::query_as(
        "select repositories.full_name, pull_requests.* from pull_requests
         join repositories using (organization_id, repository_id)
         where organization_id = $1 and repository_id = any($2) and state in ('open', 'draft')
         order by repository_id, number",
    )
    .bind(organization_id.as_str())
    .bind(repository_ids)
    .fetch_all(connection)
    .await?;
    let placed = |Named { full_name, row }: Named| {
        let repository_id = columns::parsed("repository_id", &row.repository_id)?;
        Ok(Placed { repository_id, repository_name: full_name, pull_request: row.try_into()? })
    };
    rows.into_iter().map(placed).collect()
}

/// Which pull requests a statement has touched.
pub type Touched = BTreeSet<(RepositoryId, u64)>;

/// Writes them as of reading `generation`, but for those of which something newer was written meanwhile (as `changes`
/// decides it): webhooks and readings of one organization run at the same time. Returns the written ones.
pub async fn upsert(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    generation: i64,
    pull_requests: &[(&RepositoryId, &PullRequest)],
) -> sqlx::Result<Touched> {
    let column = |value: fn(&PullRequest) -> &str| pull_requests.iter().map(|(_, row)| value(row)).collect::<Vec<_>>();
    let optional =
        |value: fn(&PullRequest) -> Option<&str>| pull_requests.iter().map(|(_, row)| value(row)).collect::<Vec<_>>();
    let written = sqlx::query_as(
        "insert into pull_requests (organization_id, repository_id, number, title, state, url, head_branch,
                                    head_repository, base_branch, author_login, updated_at, generation)
         select $1, *, $12 from unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                                       $8::text[], $9::text[], $10::text[], $11::bigint[])
         on conflict (organization_id, repository_id, number) do update set
             title = excluded.title, state = excluded.state, url = excluded.url, head_branch = excluded.head_branch,
             head_repository = excluded.head_repository, base_branch = excluded.base_branch,
             author_login = excluded.author_login, updated_at = excluded.updated_at, generation = excluded.generation
         where pull_requests.updated_at < excluded.updated_at
            or (pull_requests.updated_at = excluded.updated_at
                and (pull_requests.generation < excluded.generation or pull_requests.state in ('open', 'draft')
                     or excluded.state in ('closed', 'merged')))
         returning repository_id, number",
    )
    .bind(organization_id.as_str())
    .bind(pull_requests.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>())
    .bind(pull_requests.iter().map(|(_, row)| row.number.cast_signed()).collect::<Vec<_>>())
    .bind(column(|row| &row.title))
    .bind(column(|row| state_text(row.state)))
    .bind(column(|row| &row.url))
    .bind(column(|row| &row.head_branch))
    .bind(optional(|row| row.head_repository.as_deref()))
    .bind(column(|row| &row.base_branch))
    .bind(optional(|row| row.author_login.as_deref()))
    .bind(pull_requests.iter().map(|(_, row)| row.updated_at).collect::<Vec<_>>())
    .bind(generation)
    .fetch_all(connection)
    .await?;
    touched(written)
}

/// Removes them, but for those written since reading `generation` began. Returns the removed ones.
pub async fn delete(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    generation: i64,
    numbers: &[(&RepositoryId, u64)],
) -> sqlx::Result<Touched> {
    let removed = sqlx::query_as(
        "delete from pull_requests where organization_id = $1 and generation < $2
         and (repository_id, number) in (select * from unnest($3::text[], $4::bigint[]))
         returning repository_id, number",
    )
    .bind(organization_id.as_str())
    .bind(generation)
    .bind(numbers.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>())
    .bind(numbers.iter().map(|(_, number)| number.cast_signed()).collect::<Vec<_>>())
    .fetch_all(connection)
    .await?;
    touched(removed)
}

fn touched(rows: Vec<(String, i64)>) -> sqlx::Result<Touched> {
    let touched = |(id, number): (String, i64)| Ok((columns::parsed("repository_id", &id)?, number.cast_unsigned()));
    rows.into_iter().map(touched).collect()
}

pub async fn count_open(connection: &mut PgConnection, organization_id: &OrganizationId) -> sqlx::Result<u32> {
    let count: i64 = sqlx::query_scalar(
        "select count(*) from pull_requests where organization_id = $1 and state in ('open', 'draft')",
    )
    .bind(organization_id.as_str())
    .fetch_one(connection)
    .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

impl TryFrom<Row> for PullRequest {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            number: row.number.cast_unsigned(),
            title: row.title,
            state: state_from(&row.state)?,
            url: row.url,
            head_branch: row.head_branch,
            head_repository: row.head_repository,
            base_branch: row.base_branch,
            author_login: row.author_login,
            updated_at: row.updated_at,
        })
    }
}

const fn state_text(state: PullRequestState) -> &'static str {
    match state {
        PullRequestState::Open => "open",
        PullRequestState::Draft => "draft",
        PullRequestState::Closed => "closed",
        PullRequestState::Merged => "merged",
    }
}

fn state_from(text: &str) -> Result<PullRequestState, Error> {
    match text {
        "open" => Ok(PullRequestState::Open),
        "draft" => Ok(PullRequestState::Draft),
        "closed" => Ok(PullRequestState::Closed),
        "merged" => Ok(PullRequestState::Merged),
        other => Err(Error::Decode(format!("{other} is no state of a pull request").into())),
    }
}

/// The number of the next telling. Take it after the pull request's row is written.
pub async fn next_telling(db: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar("select nextval('tellings')").fetch_one(db).await
}
