//! Which account on GitHub an organization is, and what people who belong to it know of it.

use contracts::{
    AccountId, OrganizationId,
    github_data::ContextOverrides,
    organization::{InstallationStatus, SyncStatus},
};

use super::{Account, AccountError};

impl Account {
    /// Everything known of the account: what the caller says over what is stored. Which account it is, and what it is
    /// called now, is not for the caller to say: GitHub is asked.
    pub fn merge(&self, given: &ContextOverrides) -> Result<ContextOverrides, AccountError> {
        self.must_be_ours(given)?;
        let known = self.context();
        let login = given.connected_account.clone().filter(|login| self.goes_by(login, given.account_id.as_ref()));
        Ok(ContextOverrides {
            connected_account: login.or(known.connected_account),
            kind: given.kind.or(known.kind),
            installation_status: given.installation_status.or(known.installation_status),
            installation_id: given.installation_id.or(known.installation_id),
            account_id: known.account_id,
        })
    }

    /// What is stored, as something to go on from.
    pub fn context(&self) -> ContextOverrides {
        let github = &self.github;
        ContextOverrides {
            connected_account: Some(github.connected_account.clone()),
            kind: Some(github.kind),
            installation_status: Some(github.installation_status),
            installation_id: github.installation_id,
            account_id: github.account_id.clone(),
        }
    }

    /// Refuses what is said of another account than this one. A login alone must be the one that the organization is
    /// called after; of the account itself, whose number is known, it may be another by now.
    fn must_be_ours(&self, given: &ContextOverrides) -> Result<(), AccountError> {
        let is_ours = match (&self.github.account_id, &given.account_id) {
            (Some(known), Some(given)) => known == given,
            (_, given_id) => {
                given.connected_account.as_deref().is_none_or(|login| self.goes_by(login, given_id.as_ref()))
            }
        };
        let account = || given.connected_account.clone().or(given.account_id.as_ref().map(AccountId::to_string));
        if is_ours {
            return Ok(());
        }
        let (organization_id, given) = (self.organization_id.clone(), account().unwrap_or_default());
        Err(AccountError::Mismatch { organization_id, given })
    }

    /// Refuses what GitHub has delivered of another account than this one, by its number alone: a login may be another's by
    /// now. Where no number is known, a sync has to find it out first.
    pub fn must_be(&self, account_id: Option<&AccountId>) -> Result<(), AccountError> {
        if account_id.is_some() && self.github.account_id.as_ref() == account_id {
            return Ok(());
        }
        let given = account_id.map_or_else(|| "an account without a number".to_owned(), AccountId::to_string);
        Err(AccountError::Mismatch { organization_id: self.organization_id.clone(), given })
    }

    fn goes_by(&self, login: &str, account_id: Option<&AccountId>) -> bool {
        self.github.connected_account.eq_ignore_ascii_case(login)
            || is_called_after(&self.organization_id, login, account_id)
    }

    /// Takes in what somebody who belongs to the account knows of it. What is known already stays; that the App is
    /// installed, or suspended, is news where it was not. Says whether anything is new.
    pub fn hear(&mut self, given: &ContextOverrides) -> Result<bool, AccountError> {
        self.must_be_ours(given)?;
        let before = self.github.clone();
        let github = &mut self.github;
        if self.revision == 0 {
            github.connected_account = given.connected_account.clone().unwrap_or(github.connected_account.clone());
            github.kind = given.kind.unwrap_or(github.kind);
        }
        github.account_id = github.account_id.take().or_else(|| given.account_id.clone());
        let is_news = match given.installation_status {
            Some(InstallationStatus::Connected) => github.installation_status != InstallationStatus::Connected,
            Some(InstallationStatus::ReconnectRequired) => {
                github.installation_status == InstallationStatus::InstallRequired
            }
            Some(InstallationStatus::InstallRequired) | None => false,
        };
        if is_news {
            github.installation_status = given.installation_status.unwrap_or(github.installation_status);
            github.installation_id = given.installation_id.or(github.installation_id);
        }
        Ok(self.revision == 0 || self.github != before)
    }

    /// Whether the App is installed, and nothing that it shows was ever read, or all of it was forgotten.
    pub fn awaits_its_first_sync(&self) -> bool {
        let is_empty = self.github.sync_status == SyncStatus::Pending || self.github.last_sync_at.is_none();
        let is_installed = self.github.installation_status == InstallationStatus::Connected;
        is_installed && is_empty && self.github.sync_status != SyncStatus::Syncing
    }
}

/// Whether an organization is called after an account with this login.
pub fn is_called_after(organization_id: &OrganizationId, login: &str, account_id: Option<&AccountId>) -> bool {
    let reused = account_id.and_then(|id| OrganizationId::for_reused_login(login, id).ok());
    OrganizationId::for_login(login).as_ref() == Ok(organization_id) || reused.as_ref() == Some(organization_id)
}

#[cfg(test)]
mod tests {
    use contracts::organization::AccountKind;

    use super::*;
    use crate::account::tests::{ALL, account, reading};

    fn says(login: &str, number: u64) -> ContextOverrides {
        let (connected_account, account_id) = (Some(login.to_owned()), Some(AccountId::for_number(number)));
        ContextOverrides { connected_account, account_id, ..ContextOverrides::default() }
    }

    #[test]
    fn what_the_caller_leaves_out_is_taken_from_what_is_stored() {
        let given = ContextOverrides { installation_id: Some(9), ..Default::default() };
        let merged = account().merge(&given).unwrap();
        assert_eq!(merged.connected_account.as_deref(), Some("Acme"));
        assert_eq!(merged.kind, Some(AccountKind::Personal));
        assert_eq!(merged.installation_status, Some(InstallationStatus::Connected));
        assert_eq!(merged.installation_id, Some(9));
    }

    #[test]
    fn another_accounts_name_is_refused() {
        let given = ContextOverrides { connected_account: Some("victim".into()), ..Default::default() };
        assert!(matches!(account().merge(&given), Err(AccountError::Mismatch { .. })));
        let given = ContextOverrides { connected_account: Some("ACME".into()), ..Default::default() };
        assert!(account().merge(&given).is_ok());
    }

    #[test]
    fn an_account_is_known_by_its_number_whatever_its_login_is() {
        let merged = account().merge(&says("acme-inc", 42)).unwrap();
        assert_eq!(merged.connected_account.as_deref(), Some("Acme"), "until GitHub says so");
        assert!(matches!(account().merge(&says("Acme", 43)), Err(AccountError::Mismatch { .. })));
    }

    #[test]
    fn which_account_it_is_is_not_for_the_caller_to_say() {
        let unknown = Account::unknown(&"acme".parse().unwrap());
        assert_eq!(unknown.merge(&says("acme", 43)).unwrap().account_id, None);
        let other = Account::unknown(&"acme--a43".parse().unwrap());
        assert!(other.merge(&says("Acme", 43)).is_ok());
        assert!(other.merge(&says("Acme", 44)).is_err());
    }

    #[test]
    fn a_delivery_is_of_the_account_that_has_its_number() {
        let (ours, other) = (AccountId::for_number(42), AccountId::for_number(43));
        assert_eq!(account().must_be(Some(&ours)), Ok(()));
        assert!(account().must_be(Some(&other)).is_err() && account().must_be(None).is_err());
        let unknown = Account::unknown(&"acme".parse().unwrap());
        assert!(unknown.must_be(Some(&ours)).is_err() && unknown.must_be(None).is_err());
    }

    #[test]
    fn the_first_who_signs_in_tells_what_there_is() {
        let mut acme = Account::unknown(&"acme".parse().unwrap());
        assert_eq!(acme.hear(&ContextOverrides { kind: Some(AccountKind::Personal), ..says("Acme", 42) }), Ok(true));
        assert_eq!((acme.github.connected_account.as_str(), acme.github.kind), ("Acme", AccountKind::Personal));
        assert_eq!(acme.github.account_id, Some(AccountId::for_number(42)));
        assert_eq!(acme.github.installation_status, InstallationStatus::InstallRequired);
        assert!(!acme.awaits_its_first_sync());
    }

    #[test]
    fn what_is_known_stays_and_an_installation_that_was_not_is_news() {
        let mut known = account();
        let other = ContextOverrides {
            kind: Some(AccountKind::Organization),
            installation_status: Some(InstallationStatus::InstallRequired),
            ..says("acme-inc", 42)
        };
        assert_eq!(known.hear(&other), Ok(false));
        assert_eq!(known, account());

        let (installation_status, installation_id) = (Some(InstallationStatus::Connected), Some(9));
        let seen = ContextOverrides { installation_status, installation_id, ..ContextOverrides::default() };
        assert_eq!(known.hear(&seen), Ok(false));
        known.github.installation_status = InstallationStatus::ReconnectRequired;
        assert_eq!(known.hear(&seen), Ok(true));
        assert_eq!((known.github.installation_id, known.awaits_its_first_sync()), (Some(9), true));
        let suspended = Some(InstallationStatus::ReconnectRequired);
        let suspended = ContextOverrides { installation_status: suspended, ..ContextOverrides::default() };
        assert_eq!(known.hear(&suspended), Ok(false), "GitHub's webhooks say it sooner than people");
    }

    #[test]
    fn a_first_sync_is_awaited_until_there_was_one_and_again_when_all_was_forgotten() {
        let mut account = account();
        assert!(account.awaits_its_first_sync());
        account.start("run", &ContextOverrides::default(), None);
        assert!(!account.awaits_its_first_sync());
        account.fail("GitHub cannot be reached", None, 9);
        assert!(account.awaits_its_first_sync());
        let first = reading(&mut account);
        account.finish(&first, 1, 0, ALL);
        assert!(!account.awaits_its_first_sync());
        account.github.sync_status = SyncStatus::Pending;
        assert!(account.awaits_its_first_sync());
    }
}
