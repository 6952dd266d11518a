//! Which organization an account on GitHub is here.

use contracts::{AccountId, OrganizationId};
use sqlx::PgConnection;

use crate::store;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// It is known by its number, or by its installation's where nobody has told the number yet.
    Known(OrganizationId),
    /// What it is to be called when it comes; `None`: its login cannot be an id.
    New(Option<OrganizationId>),
}

impl Place {
    pub fn organization_id(self) -> Option<OrganizationId> {
        match self {
            Self::Known(organization_id) => Some(organization_id),
            Self::New(organization_id) => organization_id,
        }
    }
}

/// By GitHub's number of the account, or of its installation where that is not known yet. One that is new here is called
/// after its login, unless that is another's.
pub async fn of(
    connection: &mut PgConnection,
    account_id: &AccountId,
    login: &str,
    installation_id: Option<u64>,
) -> sqlx::Result<Place> {
    if let Some(known) = store::accounts::organization_of(&mut *connection, account_id).await? {
        return Ok(Place::Known(known));
    }
    if let Some(installation_id) = installation_id
        && let Some(known) = store::accounts::organization_with(&mut *connection, installation_id).await?
    {
        return Ok(Place::Known(known));
    }
    let Ok(by_login) = OrganizationId::for_login(login) else { return Ok(Place::New(None)) };
    // Of an account whose number nobody has told yet, the login is all that is known.
    let taken = store::accounts::read(connection, &by_login).await?.github.account_id.is_some();
    let organization_id = if taken { OrganizationId::for_reused_login(login, account_id).ok() } else { Some(by_login) };
    Ok(Place::New(organization_id))
}
