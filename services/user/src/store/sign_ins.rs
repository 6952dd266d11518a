//! Sign-ins: where each person is signed in.

use contracts::{
    Millis, SignInId, UserId, limit,
    user::{SignIn, SignInRead},
};
use service_kit::columns;
use sqlx::{PgConnection, PgExecutor, Row, postgres::PgRow};

/// Stores a sign-in. A repeat is seen again, and lasts as long as it says.
pub async fn save(db: &mut PgConnection, user_id: &UserId, sign_in: &SignIn, now: Millis) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO sign_ins (user_id, sign_in_id, credential, user_agent, created_at, seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $5, $6)
         ON CONFLICT (user_id, sign_in_id) DO UPDATE
         SET seen_at = excluded.seen_at, expires_at = excluded.expires_at",
    )
    .bind(user_id.as_str())
    .bind(sign_in.sign_in_id.as_str())
    .bind(sign_in.credential.as_str())
    .bind(&sign_in.user_agent)
    .bind(now)
    .bind(sign_in.expires_at)
    .execute(db)
    .await?;
    Ok(())
}

/// Lets a sign-in last longer. `false`: there is none of this id in force.
pub async fn extend(
    db: &mut PgConnection,
    user_id: &UserId,
    sign_in_id: &SignInId,
    seen_at: Millis,
    expires_at: Millis,
    now: Millis,
) -> sqlx::Result<bool> {
    let extended = sqlx::query(
        "UPDATE sign_ins SET seen_at = greatest(seen_at, $3), expires_at = greatest(expires_at, $4)
         WHERE user_id = $1 AND sign_in_id = $2 AND expires_at > $5",
    )
    .bind(user_id.as_str())
    .bind(sign_in_id.as_str())
    .bind(seen_at)
    .bind(expires_at)
    .bind(now)
    .execute(db)
    .await?;
    Ok(extended.rows_affected() == 1)
}

/// Ends those that were used least recently, beyond what a person may have; never `new`.
pub async fn evict(db: &mut PgConnection, user_id: &UserId, new: &SignInId) -> sqlx::Result<()> {
    let others = i64::try_from(limit::SIGN_INS - 1).unwrap_or(i64::MAX);
    sqlx::query(
        "DELETE FROM sign_ins WHERE user_id = $1 AND sign_in_id IN (
             SELECT sign_in_id FROM sign_ins WHERE user_id = $1 AND sign_in_id <> $2
             ORDER BY seen_at DESC, created_at DESC, sign_in_id OFFSET $3)",
    )
    .bind(user_id.as_str())
    .bind(new.as_str())
    .bind(others)
    .execute(db)
    .await?;
    Ok(())
}

/// Ends one; says how many that were.
pub async fn end(db: &mut PgConnection, user_id: &UserId, sign_in_id: &SignInId) -> sqlx::Result<u64> {
    let ended = sqlx::query("DELETE FROM sign_ins WHERE user_id = $1 AND sign_in_id = $2")
        .bind(user_id.as_str())
        .bind(sign_in_id.as_str())
        .execute(db)
        .await?;
    Ok(ended.rows_affected())
}

/// Ends all but one; says how many that were.
pub async fn end_all(db: &mut PgConnection, user_id: &UserId, except: Option<&SignInId>) -> sqlx::Result<u64> {
    let ended = sqlx::query("DELETE FROM sign_ins WHERE user_id = $1 AND sign_in_id IS DISTINCT FROM $2")
        .bind(user_id.as_str())
        .bind(except.map(SignInId::as_str))
        .execute(db)
        .await?;
    Ok(ended.rows_affected())
}

/// Those in force, most recently seen first.
pub async fn list(db: impl PgExecutor<'_>, user_id: &UserId, now: Millis) -> sqlx::Result<Vec<SignInRead>> {
    let rows = sqlx::query(
        "SELECT sign_in_id, user_agent, created_at, seen_at, expires_at FROM sign_ins
         WHERE user_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, created_at DESC, sign_in_id",
    )
    .bind(user_id.as_str())
    .bind(now)
    .fetch_all(db)
    .await?;
    rows.iter().map(sign_in).collect()
}

fn sign_in(row: &PgRow) -> sqlx::Result<SignInRead> {
    Ok(SignInRead {
        sign_in_id: columns::id(row, "sign_in_id")?,
        user_agent: row.try_get("user_agent")?,
        created_at: row.try_get("created_at")?,
        seen_at: row.try_get("seen_at")?,
        expires_at: row.try_get("expires_at")?,
    })
}
