//! What the two kinds of credential have in common, and what their person may do.

use contracts::{
    CredentialHash, Millis, UserId,
    user::{AccessRead, Credential, Person},
};
use service_kit::columns;
use sqlx::{PgConnection, PgExecutor, Row, postgres::PgRow};

use super::api_tokens;

use crate::republish::Place;

/// What the person `a` may do at the time `$2`, read in one statement, so that it is the value of one revision.
macro_rules! access {
    () => {
        "a.access_revision,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('organizationId', m.organization_id, 'role', m.role)
                                    ORDER BY m.organization_id), '[]')
          FROM memberships m WHERE m.user_id = a.user_id AND m.role IS NOT NULL) AS organization_roles,
         ARRAY(SELECT sign_in_id FROM sign_ins WHERE user_id = a.user_id AND expires_at > $2
               ORDER BY sign_in_id) AS sign_in_ids,
         ARRAY(SELECT api_token_id FROM api_tokens
               WHERE user_id = a.user_id AND (expires_at IS NULL OR expires_at > $2)
               ORDER BY api_token_id) AS api_token_ids"
    };
}

/// Whose credential it is: the id of a person, and that of a sign-in or API token.
pub async fn holder(db: impl PgExecutor<'_>, hash: &CredentialHash) -> sqlx::Result<Option<(String, String)>> {
    sqlx::query_as(
        "SELECT user_id, sign_in_id FROM sign_ins WHERE credential = $1
         UNION ALL SELECT user_id, api_token_id FROM api_tokens WHERE credential = $1",
    )
    .bind(hash.as_str())
    .fetch_optional(db)
    .await
}

/// Whether the person is signed in anywhere, or has an API token.
pub async fn has_any(db: impl PgExecutor<'_>, user_id: &UserId, now: Millis) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM sign_ins WHERE user_id = $1 AND expires_at > $2)
             OR EXISTS (SELECT FROM api_tokens WHERE user_id = $1 AND (expires_at IS NULL OR expires_at > $2))",
    )
    .bind(user_id.as_str())
    .bind(now)
    .fetch_one(db)
    .await
}

/// Whoever has this credential, if it is in force.
pub async fn identify(
    db: impl PgExecutor<'_> + Copy,
    hash: &CredentialHash,
    now: Millis,
) -> sqlx::Result<Option<Person>> {
    match by_sign_in(db, hash, now).await? {
        Some(person) => Ok(Some(person)),
        None => by_api_token(db, hash, now).await,
    }
}

async fn by_sign_in(db: impl PgExecutor<'_>, hash: &CredentialHash, now: Millis) -> sqlx::Result<Option<Person>> {
    let found = sqlx::query(concat!(
        "SELECT a.user_id, a.login, s.sign_in_id, s.seen_at, s.expires_at, ",
        access!(),
        " FROM sign_ins s JOIN accounts a USING (user_id) WHERE s.credential = $1 AND s.expires_at > $2",
    ))
    .bind(hash.as_str())
    .bind(now)
    .fetch_optional(db)
    .await?;
    let Some(row) = found else { return Ok(None) };
    let credential = Credential::SignIn {
        sign_in_id: columns::id(&row, "sign_in_id")?,
        seen_at: row.try_get("seen_at")?,
        expires_at: row.try_get("expires_at")?,
    };
    person(&row, credential).map(Some)
}

async fn by_api_token(db: impl PgExecutor<'_>, hash: &CredentialHash, now: Millis) -> sqlx::Result<Option<Person>> {
    let found = sqlx::query(concat!(
        "SELECT a.user_id, a.login, t.api_token_id, t.name, t.scope, t.organizations, t.created_at, t.expires_at, ",
        access!(),
        " FROM api_tokens t JOIN accounts a USING (user_id)
          WHERE t.credential = $1 AND (t.expires_at IS NULL OR t.expires_at > $2)",
    ))
    .bind(hash.as_str())
    .bind(now)
    .fetch_optional(db)
    .await?;
    let Some(row) = found else { return Ok(None) };
    person(&row, Credential::ApiToken(api_tokens::api_token(&row)?)).map(Some)
}

fn person(row: &PgRow, credential: Credential) -> sqlx::Result<Person> {
    Ok(Person {
        user_id: columns::id(row, "user_id")?,
        login: row.try_get("login")?,
        credential,
        access: access(row)?,
        revision: row.try_get("access_revision")?,
    })
}

/// What the person may do from now on, with the revision that this is.
pub async fn next_access(db: &mut PgConnection, user_id: &UserId, now: Millis) -> sqlx::Result<(i64, AccessRead)> {
    let row = sqlx::query(concat!(
        "UPDATE accounts a SET access_revision = nextval('view_revisions') WHERE a.user_id = $1 RETURNING ",
        access!(),
    ))
    .bind(user_id.as_str())
    .bind(now)
    .fetch_one(db)
    .await?;
    Ok((row.try_get("access_revision")?, access(&row)?))
}

/// What the next people behind somebody may do, each with the revision of that.
pub async fn behind(
    db: impl PgExecutor<'_>,
    after: &Place,
    now: Millis,
    rows: i64,
) -> sqlx::Result<Vec<(UserId, i64, AccessRead)>> {
    let rows = sqlx::query(concat!(
        "SELECT a.user_id, ",
        access!(),
        " FROM accounts a WHERE a.user_id > $1 ORDER BY a.user_id LIMIT $3",
    ))
    .bind(&after.user_id)
    .bind(now)
    .bind(rows)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((columns::id(row, "user_id")?, row.try_get("access_revision")?, access(row)?))).collect()
}

fn access(row: &PgRow) -> sqlx::Result<AccessRead> {
    Ok(AccessRead {
        organizations: columns::json(row, "organization_roles")?,
        sign_ins: columns::ids(row, "sign_in_ids")?,
        api_tokens: columns::ids(row, "api_token_ids")?,
    })
}

/// Forgets the person's sign-ins and API tokens that are over; says how many there were.
pub async fn prune(db: &mut PgConnection, user_id: &UserId, now: Millis) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "WITH ended AS (DELETE FROM sign_ins WHERE user_id = $1 AND expires_at <= $2 RETURNING 1),
              over AS (DELETE FROM api_tokens WHERE user_id = $1 AND expires_at <= $2 RETURNING 1)
         SELECT (SELECT count(*) FROM ended) + (SELECT count(*) FROM over)",
    )
    .bind(user_id.as_str())
    .bind(now)
    .fetch_one(db)
    .await
}
