//! API tokens: what scripts present for a person.

use contracts::{
    ApiTokenId, CredentialHash, Millis, OrganizationId, UserId,
    user::{ApiToken, TokenScope},
};
use service_kit::columns;
use sqlx::{PgConnection, PgExecutor, Row, postgres::PgRow};

pub async fn insert(
    db: &mut PgConnection,
    user_id: &UserId,
    token: &ApiToken,
    credential: &CredentialHash,
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO api_tokens (user_id, api_token_id, credential, name, scope, organizations, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(user_id.as_str())
    .bind(token.api_token_id.as_str())
    .bind(credential.as_str())
    .bind(&token.name)
    .bind(scope(token.scope))
    .bind(token.organizations.iter().map(OrganizationId::as_str).collect::<Vec<_>>())
    .bind(token.created_at)
    .bind(token.expires_at)
    .execute(db)
    .await?;
    Ok(())
}

/// Ends one; says how many that were.
pub async fn revoke(db: &mut PgConnection, user_id: &UserId, api_token_id: &ApiTokenId) -> sqlx::Result<u64> {
    let revoked = sqlx::query("DELETE FROM api_tokens WHERE user_id = $1 AND api_token_id = $2")
        .bind(user_id.as_str())
        .bind(api_token_id.as_str())
        .execute(db)
        .await?;
    Ok(revoked.rows_affected())
}

/// Those in force, newest first.
pub async fn list(db: impl PgExecutor<'_>, user_id: &UserId, now: Millis) -> sqlx::Result<Vec<ApiToken>> {
    let rows = sqlx::query(
        "SELECT api_token_id, name, scope, organizations, created_at, expires_at FROM api_tokens
         WHERE user_id = $1 AND (expires_at IS NULL OR expires_at > $2) ORDER BY created_at DESC, api_token_id",
    )
    .bind(user_id.as_str())
    .bind(now)
    .fetch_all(db)
    .await?;
    rows.iter().map(api_token).collect()
}

pub fn api_token(row: &PgRow) -> sqlx::Result<ApiToken> {
    let scopes = [TokenScope::Read, TokenScope::Write, TokenScope::Admin];
    let read_scope = |text: &str| scopes.into_iter().find(|known| scope(*known) == text);
    Ok(ApiToken {
        api_token_id: columns::id(row, "api_token_id")?,
        name: row.try_get("name")?,
        scope: columns::word(row, "scope", read_scope)?,
        organizations: columns::ids(row, "organizations")?,
        created_at: row.try_get("created_at")?,
        expires_at: row.try_get("expires_at")?,
    })
}

const fn scope(scope: TokenScope) -> &'static str {
    match scope {
        TokenScope::Read => "read",
        TokenScope::Write => "write",
        TokenScope::Admin => "admin",
    }
}
