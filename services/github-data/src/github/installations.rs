//! Where the App is installed, and for whom.

use contracts::{OrganizationId, organization::AccountKind};
use serde::Deserialize;

use super::{As, Github, GithubError, paging::PER_PAGE};

/// The App at one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    pub id: u64,
    /// The account's login as GitHub spells it.
    pub login: String,
    pub kind: AccountKind,
}

#[derive(Debug, Deserialize)]
struct Found {
    id: u64,
    account: Option<Account>,
    suspended_at: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Account {
    login: String,
    r#type: String,
}

impl Github {
    /// The organization's installation. A known id is only a hint: it is believed when GitHub says that it is the
    /// installation of this very account, so that nobody reads another's repositories by naming its installation.
    pub async fn installation(
        &self,
        organization_id: &OrganizationId,
        known: Option<u64>,
    ) -> Result<Installation, GithubError> {
        let belongs = |found: &Found| found.is_of(organization_id);
        let found = match self.known_installation(known).await?.filter(belongs) {
            Some(found) => Some(found),
            None => self.installations().await?.into_iter().find(belongs),
        };
        let not_installed = || GithubError::NotInstalled { account: organization_id.to_string() };
        let found = found.ok_or_else(not_installed)?;
        if found.suspended_at.is_some() {
            return Err(GithubError::InstallationClosed);
        }
        let account = found.account.ok_or_else(not_installed)?;
        let kind = if account.r#type == "User" { AccountKind::Personal } else { AccountKind::Organization };
        Ok(Installation { id: found.id, login: account.login, kind })
    }

    async fn known_installation(&self, known: Option<u64>) -> Result<Option<Found>, GithubError> {
        let Some(id) = known else { return Ok(None) };
        match self.get(As::App, &self.url(&format!("/app/installations/{id}")), None).await {
            Ok(answer) => answer.json().map(Some),
            Err(GithubError::NotFound { .. }) => Ok(None),
            Err(error) => Err(as_app_error(error)),
        }
    }

    async fn installations(&self) -> Result<Vec<Found>, GithubError> {
        let path = format!("/app/installations?{PER_PAGE}");
        Ok(self.list::<Vec<Found>, _>(As::App, &path, None).await.map_err(as_app_error)?.items())
    }
}

impl Found {
    fn is_of(&self, organization_id: &OrganizationId) -> bool {
        let id = self.account.as_ref().and_then(|account| OrganizationId::for_login(&account.login).ok());
        id.as_ref() == Some(organization_id)
    }
}

/// What GitHub's answers mean where only our credentials can be wrong. To an App's id it does not know it says 404.
fn as_app_error(error: GithubError) -> GithubError {
    match error {
        GithubError::Unauthorized { path } => GithubError::BadCredentials { message: format!("401 at {path}") },
        GithubError::NotFound { path } => GithubError::BadCredentials { message: format!("404 at {path}") },
        other => other,
    }
}
