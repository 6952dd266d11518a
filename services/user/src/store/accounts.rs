//! Accounts: everybody who has signed in.

use contracts::{
    UserId,
    user::{ColourMode, DiscoveryState, DiscoveryStatus, Preferences, Profile, Renewable, SealedToken},
};
use service_kit::columns;
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow};

use crate::{
    account::{Account, StoredToken},
    error::UserError,
    republish::Place,
};

/// The columns of an [`Account`].
macro_rules! account_columns {
    () => {
        "user_id, login, name, email, avatar_url, token_key_id, token_sealed, token_scopes, token_number, \
         token_revoked_at, token_issued_at, token_expires_at, refresh_key_id, refresh_sealed, refresh_expires_at, \
         selected_organization_id, default_model, colour_mode, checklist_is_dismissed, has_begun, \
         discovery_status, discovery_message, discovered_at, joined_run_id, created_at"
    };
}

pub async fn find(db: impl PgExecutor<'_>, user_id: &UserId) -> sqlx::Result<Option<Account>> {
    sqlx::query_as(concat!("SELECT ", account_columns!(), " FROM accounts WHERE user_id = $1"))
        .bind(user_id.as_str())
        .fetch_optional(db)
        .await
}

/// Refused for somebody who has never signed in.
pub async fn read(db: impl PgExecutor<'_>, user_id: &UserId) -> runtime::Handled<Account> {
    Ok(find(db, user_id).await?.ok_or(UserError::Unknown)?)
}

/// Stores the account as it is now.
pub async fn save(db: &mut PgConnection, account: &Account) -> sqlx::Result<()> {
    let Account { profile, token, preferences, discovery, .. } = account;
    let renewable = token.renewable.as_ref();
    sqlx::query(
        "INSERT INTO accounts (user_id, login, name, email, avatar_url, token_key_id, token_sealed, token_scopes,
                               token_number, token_revoked_at, token_issued_at, token_expires_at, refresh_key_id,
                               refresh_sealed, refresh_expires_at, selected_organization_id, default_model, colour_mode,
                               checklist_is_dismissed, has_begun, discovery_status, discovery_message, discovered_at,
                               joined_run_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                 $23, $24, $25)
         ON CONFLICT (user_id) DO UPDATE
         SET login = excluded.login, name = excluded.name, email = excluded.email, avatar_url = excluded.avatar_url,
             token_key_id = excluded.token_key_id, token_sealed = excluded.token_sealed,
             token_scopes = excluded.token_scopes, token_number = excluded.token_number,
             token_revoked_at = excluded.token_revoked_at, token_issued_at = excluded.token_issued_at,
             token_expires_at = excluded.token_expires_at, refresh_key_id = excluded.refresh_key_id,
             refresh_sealed = excluded.refresh_sealed, refresh_expires_at = excluded.refresh_expires_at,
             selected_organization_id = excluded.selected_organization_id, default_model = excluded.default_model,
             colour_mode = excluded.colour_mode, checklist_is_dismissed = excluded.checklist_is_dismissed,
             has_begun = excluded.has_begun, discovery_status = excluded.discovery_status,
             discovery_message = excluded.discovery_message, discovered_at = excluded.discovered_at,
             joined_run_id = excluded.joined_run_id",
    )
    .bind(account.user_id.as_str())
    .bind(&profile.login)
    .bind(&profile.name)
    .bind(&profile.email)
    .bind(&profile.avatar_url)
    .bind(&token.sealed.key_id)
    .bind(&token.sealed.sealed)
    .bind(&token.sealed.scopes)
    .bind(token.number)
    .bind(token.revoked_at)
    .bind(renewable.map(|renewable| renewable.issued_at))
    .bind(renewable.map(|renewable| renewable.expires_at))
    .bind(renewable.map(|renewable| &renewable.refresh_token.key_id))
    .bind(renewable.map(|renewable| &renewable.refresh_token.sealed))
    .bind(renewable.and_then(|renewable| renewable.refresh_expires_at))
    .bind(account.selected_organization_id.as_ref().map(|id| id.as_str()))
    .bind(&preferences.default_model)
    .bind(colour_mode(preferences.colour_mode))
    .bind(account.checklist_is_dismissed)
    .bind(account.has_begun)
    .bind(status(discovery.status))
    .bind(&discovery.message)
    .bind(discovery.discovered_at)
    .bind(&account.joined_run_id)
    .bind(account.created_at)
    .execute(db)
    .await?;
    Ok(())
}

/// The next revision of the person's own view of themselves.
pub async fn next_app_revision(db: &mut PgConnection, user_id: &UserId) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "UPDATE accounts SET app_revision = nextval('view_revisions') WHERE user_id = $1 RETURNING app_revision",
    )
    .bind(user_id.as_str())
    .fetch_one(db)
    .await
}

/// The next accounts behind somebody's, each with the revision of its person's own view.
pub async fn behind(db: impl PgExecutor<'_>, after: &Place, rows: i64) -> sqlx::Result<Vec<(Account, i64)>> {
    let rows = sqlx::query(concat!(
        "SELECT app_revision, ",
        account_columns!(),
        " FROM accounts WHERE user_id > $1 ORDER BY user_id LIMIT $2",
    ))
    .bind(&after.user_id)
    .bind(rows)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((Account::from_row(row)?, row.try_get("app_revision")?))).collect()
}

const fn colour_mode(mode: ColourMode) -> &'static str {
    match mode {
        ColourMode::System => "system",
        ColourMode::Light => "light",
        ColourMode::Dark => "dark",
    }
}

const fn status(status: DiscoveryStatus) -> &'static str {
    match status {
        DiscoveryStatus::Running => "running",
        DiscoveryStatus::Done => "done",
        DiscoveryStatus::Failed => "failed",
    }
}

/// All of its columns are there, or none.
fn renewable(row: &PgRow) -> sqlx::Result<Option<Renewable>> {
    let Some(sealed) = row.try_get("refresh_sealed")? else { return Ok(None) };
    Ok(Some(Renewable {
        issued_at: row.try_get("token_issued_at")?,
        expires_at: row.try_get("token_expires_at")?,
        refresh_token: SealedToken { key_id: row.try_get("refresh_key_id")?, sealed, scopes: Vec::new() },
        refresh_expires_at: row.try_get("refresh_expires_at")?,
    }))
}

impl FromRow<'_, PgRow> for Account {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let modes = [ColourMode::System, ColourMode::Light, ColourMode::Dark];
        let read_mode = |text: &str| modes.into_iter().find(|mode| colour_mode(*mode) == text);
        let statuses = [DiscoveryStatus::Running, DiscoveryStatus::Done, DiscoveryStatus::Failed];
        let read_status = |text: &str| statuses.into_iter().find(|known| status(*known) == text);
        Ok(Self {
            user_id: columns::id(row, "user_id")?,
            profile: Profile {
                login: row.try_get("login")?,
                name: row.try_get("name")?,
                email: row.try_get("email")?,
                avatar_url: row.try_get("avatar_url")?,
            },
            token: StoredToken {
                sealed: SealedToken {
                    key_id: row.try_get("token_key_id")?,
                    sealed: row.try_get("token_sealed")?,
                    scopes: row.try_get("token_scopes")?,
                },
                number: row.try_get("token_number")?,
                revoked_at: row.try_get("token_revoked_at")?,
                renewable: renewable(row)?,
            },
            selected_organization_id: columns::optional_id(row, "selected_organization_id")?,
            preferences: Preferences {
                default_model: row.try_get("default_model")?,
                colour_mode: columns::word(row, "colour_mode", read_mode)?,
            },
            checklist_is_dismissed: row.try_get("checklist_is_dismissed")?,
            has_begun: row.try_get("has_begun")?,
            discovery: DiscoveryState {
                status: columns::word(row, "discovery_status", read_status)?,
                message: row.try_get("discovery_message")?,
                discovered_at: row.try_get("discovered_at")?,
            },
            joined_run_id: row.try_get("joined_run_id")?,
            created_at: row.try_get("created_at")?,
        })
    }
}
