//! Where the App is installed, and for whom.

use contracts::{AccountId, OrganizationId, organization::AccountKind};
use github_api::ApiError;
use serde::Deserialize;

use super::{As, Github, GithubError, paging::PER_PAGE, text::Name};
use crate::account::is_called_after;

/// The App at one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    pub id: u64,
    pub account_id: AccountId,
    /// The account's login as GitHub spells it.
    pub login: String,
    pub kind: AccountKind,
    /// Whether the App may see every member of it.
    pub reads_members: bool,
    /// Whether it may see how commits are checked.
    pub reads_checks: bool,
}

/// How one installation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstallationState {
    Active,
    Suspended,
    Gone,
}

#[derive(Debug, Deserialize)]
struct Found {
    id: u64,
    account: Option<Account>,
    suspended_at: Option<String>,
    #[serde(default)]
    permissions: Permissions,
}

/// What the App may do there: `read` or `write` of each thing.
#[derive(Debug, Default, Deserialize)]
struct Permissions {
    members: Option<String>,
    checks: Option<String>,
    statuses: Option<String>,
}

/// An enterprise has a `slug` in place of a login.
#[derive(Debug, Deserialize)]
struct Account {
    id: u64,
    login: Option<Name>,
    r#type: Option<Name>,
}

/// An organization, or a person.
struct Named {
    id: AccountId,
    login: String,
    kind: AccountKind,
}

impl Github {
    /// The organization's installation. A known id is only a hint: it is believed when GitHub says that it is the
    /// installation of this very account, so that nobody reads another's repositories by naming its installation. Which
    /// account that is, GitHub has said before, or the organization is called after its login.
    pub async fn installation(
        &self,
        organization_id: &OrganizationId,
        account_id: Option<&AccountId>,
        known: Option<u64>,
    ) -> Result<Installation, GithubError> {
        let belongs = |found: &Found| found.is_of(organization_id, account_id);
        let found = match self.known_installation(known).await?.filter(belongs) {
            Some(found) => Some(found),
            None => self.installations().await?.into_iter().find(belongs),
        };
        let not_installed = || GithubError::NotInstalled { account: organization_id.to_string() };
        let found = found.ok_or_else(not_installed)?;
        if found.suspended_at.is_some() {
            return Err(GithubError::InstallationClosed);
        }
        let account = found.named().ok_or_else(not_installed)?;
        Ok(Installation {
            id: found.id,
            account_id: account.id,
            login: account.login,
            kind: account.kind,
            reads_members: found.permissions.members.is_some(),
            reads_checks: found.permissions.checks.is_some() && found.permissions.statuses.is_some(),
        })
    }

    /// How this very installation stands; one that is another account's is gone for this one.
    pub async fn installation_state(
        &self,
        installation_id: u64,
        account_id: &AccountId,
    ) -> Result<InstallationState, GithubError> {
        let found = self.known_installation(Some(installation_id)).await?;
        let is_theirs = |found: &Found| found.named().is_some_and(|account| account.id == *account_id);
        Ok(InstallationState::of(found.filter(is_theirs).as_ref()))
    }

    /// The same, whosever it is.
    pub(super) async fn installation_state_of(&self, installation_id: u64) -> Result<InstallationState, GithubError> {
        let found = self.known_installation(Some(installation_id)).await?;
        Ok(InstallationState::of(found.as_ref()))
    }

    /// Whether the App may see every member of the installation's account.
    pub async fn reads_members(&self, installation_id: u64) -> Result<bool, GithubError> {
        let found = self.known_installation(Some(installation_id)).await?.ok_or(GithubError::InstallationClosed)?;
        Ok(found.permissions.members.is_some())
    }

    /// Whether the installation's account is still called so.
    pub async fn is_called(
        &self,
        installation_id: u64,
        account_id: &AccountId,
        login: &str,
    ) -> Result<bool, GithubError> {
        let account = self.known_installation(Some(installation_id)).await?.and_then(|found| found.named());
        Ok(account.is_some_and(|account| account.id == *account_id && account.login.eq_ignore_ascii_case(login)))
    }

    async fn known_installation(&self, known: Option<u64>) -> Result<Option<Found>, GithubError> {
        let Some(id) = known else { return Ok(None) };
        match self.get(As::App, &self.0.api.url(&format!("/app/installations/{id}")), None).await {
            Ok(answer) => Ok(Some(answer.json()?)),
            // GitHub says the same to an App that it does not know.
            Err(GithubError::Api(ApiError::NotFound { .. })) => self.is_known().await.map(|()| None),
            Err(error) => Err(as_app_error(error)),
        }
    }

    /// Whether GitHub knows the App at all; otherwise it is an error.
    async fn is_known(&self) -> Result<(), GithubError> {
        self.get(As::App, &self.0.api.url("/app"), None).await.map(drop).map_err(as_app_error)
    }

    async fn installations(&self) -> Result<Vec<Found>, GithubError> {
        let path = format!("/app/installations?{PER_PAGE}");
        Ok(self.list::<Vec<Found>, _>(As::App, &path, None).await.map_err(as_app_error)?.items())
    }
}

impl InstallationState {
    fn of(found: Option<&Found>) -> Self {
        match found {
            Some(found) if found.suspended_at.is_some() => Self::Suspended,
            Some(_) => Self::Active,
            None => Self::Gone,
        }
    }
}

impl Found {
    /// `None`: it is an enterprise's, which is nobody here.
    fn named(&self) -> Option<Named> {
        let Account { id, login, r#type } = self.account.as_ref()?;
        let is_person = r#type.as_ref().is_some_and(|kind| kind.0 == "User");
        let kind = if is_person { AccountKind::Personal } else { AccountKind::Organization };
        Some(Named { id: AccountId::for_number(*id), login: login.as_ref()?.0.clone(), kind })
    }

    fn is_of(&self, organization_id: &OrganizationId, account_id: Option<&AccountId>) -> bool {
        let Some(found) = self.named() else { return false };
        match account_id {
            Some(known) => found.id == *known,
            None => is_called_after(organization_id, &found.login, Some(&found.id)),
        }
    }
}

/// What GitHub's answers mean where only our credentials can be wrong. To an App's id it does not know it says 404.
pub(super) fn as_app_error(error: GithubError) -> GithubError {
    match error {
        GithubError::Api(ApiError::Unauthorized { path }) => {
            GithubError::BadCredentials { message: format!("401 at {path}") }
        }
        GithubError::Api(ApiError::NotFound { path, .. }) => {
            GithubError::BadCredentials { message: format!("404 at {path}") }
        }
        other => other,
    }
}
