//! Whether an account is another organization here than the one it is said to be.

use contracts::{AccountId, OrganizationId};
use runtime::Handled;
use sqlx::PgConnection;

use crate::{account::AccountError, store};

/// Refuses an account that is known as another organization: it has taken another login since, and keeps its place.
pub async fn must_not_be(
    connection: &mut PgConnection,
    organization_id: &OrganizationId,
    account_id: Option<&AccountId>,
) -> Handled<()> {
    let Some(account_id) = account_id else { return Ok(()) };
    match store::accounts::organization_of(connection, account_id).await? {
        Some(known) if known != *organization_id => Err(AccountError::KnownElsewhere { known }.into()),
        _ => Ok(()),
    }
}
