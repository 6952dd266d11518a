//! An organization's connection to GitHub and where its sync stands: the decisions, without a database.

use contracts::{
    AccountId, Millis, OrganizationId,
    github_data::{ClearState, ContextOverrides},
    organization::{AccountKind, GithubState, InstallationStatus, SyncPhase, SyncStatus},
};
use serde::{Deserialize, Serialize};

use crate::github::Installation;

/// Said of an organization that nobody has synced.
const NEVER_SYNCED: &str = "Not synced with GitHub yet";
const BEGUN: &str = "Syncing with GitHub";

#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub organization_id: OrganizationId,
    /// Without the failures, which are added when it is reported.
    pub github: GithubState,
    /// Of the newest report.
    pub revision: i64,
    /// The newest number given to a reading of GitHub.
    pub latest_generation: i64,
    /// The sync whose progress is shown.
    pub syncing_generation: Option<i64>,
    /// As the last complete sync found them.
    pub synced_repositories: u32,
    pub latest_run_id: Option<String>,
}

/// Why a sync or a reload is not begun or goes no further.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    #[error("{given} is not the GitHub account of the organization {organization_id}")]
    Mismatch { organization_id: OrganizationId, given: String },
    #[error("the GitHub account is the organization {known} here, whatever its login is now")]
    KnownElsewhere { known: OrganizationId },
    #[error("the sync was given up: the account was disconnected, or another sync took over")]
    Superseded,
    #[error("the organization has no GitHub connection yet: sync it first")]
    NotConnected,
}

impl runtime::Refusal for AccountError {
    fn code(&self) -> &'static str {
        match self {
            Self::Mismatch { .. } => "github.account_mismatch",
            Self::KnownElsewhere { .. } => "github.account_known_elsewhere",
            Self::Superseded => "github.sync_superseded",
            Self::NotConnected => "github.not_connected",
        }
    }
}

/// One reading of GitHub, with everything each of its phases needs. Recorded with the run's first steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub organization_id: OrganizationId,
    pub connected_account: String,
    pub kind: AccountKind,
    pub installation_id: u64,
    /// Whether the App may see every member. Otherwise GitHub lists only those who show their membership to everybody.
    #[serde(default = "yes")]
    pub reads_members: bool,
    pub generation: i64,
    pub started_at: Millis,
}

/// A reading that was begun before this was recorded reads members.
fn yes() -> bool {
    true
}

impl Account {
    /// What is known of an organization before anything is: its id is its login in lower case.
    pub fn unknown(organization_id: &OrganizationId) -> Self {
        let github = GithubState {
            connected_account: organization_id.to_string(),
            kind: AccountKind::Organization,
            installation_status: InstallationStatus::InstallRequired,
            installation_id: None,
            account_id: None,
            sync_status: SyncStatus::Pending,
            sync_phase: None,
            last_sync_label: NEVER_SYNCED.to_owned(),
            last_sync_at: None,
            sync_generation: 0,
            processed_repository_count: 0,
            total_repository_count: 0,
            failures: Vec::new(),
            rate_limit: None,
        };
        Self {
            organization_id: organization_id.clone(),
            github,
            revision: 0,
            latest_generation: 0,
            syncing_generation: None,
            synced_repositories: 0,
            latest_run_id: None,
        }
    }

    /// Whether anything was ever said of it.
    pub fn is_known(&self) -> bool {
        self.revision > 0
    }

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

    /// A sync was asked for: people see it at once, before its first step.
    pub fn start(&mut self, run_id: &str, context: &ContextOverrides, label: Option<&str>) {
        let github = &mut self.github;
        github.connected_account =
            context.connected_account.clone().unwrap_or(std::mem::take(&mut github.connected_account));
        github.kind = context.kind.unwrap_or(github.kind);
        github.installation_status = context.installation_status.unwrap_or(github.installation_status);
        github.installation_id = context.installation_id.or(github.installation_id);
        github.sync_status = SyncStatus::Syncing;
        self.latest_run_id = Some(run_id.to_owned());
        self.show(SyncPhase::DiscoveringRepositories, 0, 0, label.unwrap_or(BEGUN));
    }

    /// A sync's first step: takes a number, and its progress is the one to show.
    pub fn begin(&mut self) -> i64 {
        let generation = self.next_generation();
        self.syncing_generation = Some(generation);
        generation
    }

    /// The number for a reading of GitHub.
    pub fn next_generation(&mut self) -> i64 {
        self.latest_generation += 1;
        self.latest_generation
    }

    /// Refuses to go on with a sync that is no longer the one to show.
    pub fn check_current(&self, generation: i64) -> Result<(), AccountError> {
        if self.syncing_generation == Some(generation) { Ok(()) } else { Err(AccountError::Superseded) }
    }

    /// GitHub has said where the App is installed.
    pub fn connect(&mut self, installation: &Installation) {
        self.github.connected_account.clone_from(&installation.login);
        self.github.account_id = Some(installation.account_id.clone());
        self.github.kind = installation.kind;
        self.github.installation_id = Some(installation.id);
        self.github.installation_status = InstallationStatus::Connected;
    }

    pub fn show(&mut self, phase: SyncPhase, processed: u32, total: u32, label: &str) {
        self.github.sync_phase = Some(phase);
        self.github.processed_repository_count = processed;
        self.github.total_repository_count = total;
        label.clone_into(&mut self.github.last_sync_label);
    }

    pub fn show_rate_limit(&mut self, until: Millis) {
        self.show_wait(format!("GitHub's rate limit is used up until {}", clock_time(until)));
    }

    pub fn show_trouble(&mut self) {
        self.show_wait("GitHub does not answer as it should; trying again".to_owned());
    }

    /// Only a running sync waits where people look; a reload waits quietly.
    fn show_wait(&mut self, label: String) {
        if self.github.sync_status == SyncStatus::Syncing {
            self.github.last_sync_label = label;
        }
    }

    pub fn finish(&mut self, reading: &Reading, repositories: u32, failures: u32, members_are_stale: bool) {
        let github = &mut self.github;
        github.sync_status = SyncStatus::Synced;
        github.sync_phase = None;
        github.last_sync_at = Some(reading.started_at);
        github.sync_generation = reading.generation;
        (github.processed_repository_count, github.total_repository_count) = (repositories, repositories);
        github.last_sync_label = finished_label(repositories, failures, members_are_stale);
        self.synced_repositories = repositories;
        self.syncing_generation = None;
    }

    /// The sync as a whole failed: what the last complete one found still stands.
    pub fn fail(&mut self, label: &str, installation_status: Option<InstallationStatus>) {
        self.stop(SyncStatus::Error, label, self.synced_repositories);
        self.github.installation_status = installation_status.unwrap_or(self.github.installation_status);
    }

    /// The connection is gone, and with it what was known.
    pub fn clear(&mut self, command: &ClearState) {
        self.stop(SyncStatus::Pending, &command.label, 0);
        self.synced_repositories = 0;
        self.github.connected_account.clone_from(&command.connected_account);
        self.github.kind = command.kind;
        self.github.installation_status = command.installation_status;
        self.github.installation_id = command.installation_id;
    }

    fn stop(&mut self, status: SyncStatus, label: &str, repositories: u32) {
        self.github.sync_status = status;
        self.github.sync_phase = None;
        (self.github.processed_repository_count, self.github.total_repository_count) = (repositories, repositories);
        label.clone_into(&mut self.github.last_sync_label);
        self.syncing_generation = None;
    }
}

/// Whether an organization is called after an account with this login.
pub fn is_called_after(organization_id: &OrganizationId, login: &str, account_id: Option<&AccountId>) -> bool {
    let reused = account_id.and_then(|id| OrganizationId::for_reused_login(login, id).ok());
    OrganizationId::for_login(login).as_ref() == Ok(organization_id) || reused.as_ref() == Some(organization_id)
}

fn finished_label(repositories: u32, failures: u32, members_are_stale: bool) -> String {
    let read = repositories.saturating_sub(failures);
    let mut label = match (repositories, failures) {
        (0, _) => "No repositories are available to the GitHub App".to_owned(),
        (1, 0) => "Synced 1 repository".to_owned(),
        (_, 0) => format!("Synced {repositories} repositories"),
        _ => format!("Synced {read} of {repositories} repositories; {failures} could not be read"),
    };
    if members_are_stale {
        label.push_str("; the members could not be read");
    }
    label
}

fn clock_time(at: Millis) -> String {
    let time = jiff::Timestamp::from_millisecond(at).unwrap_or_default();
    time.strftime("%H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installation() -> Installation {
        Installation {
            id: 7,
            account_id: AccountId::for_number(42),
            login: "Acme".into(),
            kind: AccountKind::Personal,
            reads_members: true,
        }
    }

    fn account() -> Account {
        let mut account = Account::unknown(&"acme".parse().unwrap());
        account.connect(&installation());
        account.revision = 1;
        account
    }

    fn reading(account: &mut Account) -> Reading {
        Reading {
            organization_id: account.organization_id.clone(),
            connected_account: "Acme".into(),
            kind: AccountKind::Personal,
            installation_id: 7,
            reads_members: true,
            generation: account.begin(),
            started_at: 5,
        }
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

    fn says(login: &str, number: u64) -> ContextOverrides {
        let (connected_account, account_id) = (Some(login.to_owned()), Some(AccountId::for_number(number)));
        ContextOverrides { connected_account, account_id, ..ContextOverrides::default() }
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
        account.fail("GitHub cannot be reached", None);
        assert!(account.awaits_its_first_sync());
        let first = reading(&mut account);
        account.finish(&first, 1, 0, false);
        assert!(!account.awaits_its_first_sync());
        account.github.sync_status = SyncStatus::Pending;
        assert!(account.awaits_its_first_sync());
    }

    #[test]
    fn a_failure_keeps_the_generation_and_counts_of_the_last_complete_sync() {
        let mut account = account();
        let first = reading(&mut account);
        account.finish(&first, 160, 0, false);
        let second = reading(&mut account);
        account.show(SyncPhase::SyncingBranches, 10, 170, "under way");
        account.fail("GitHub cannot be reached", None);

        assert_eq!(account.github.sync_status, SyncStatus::Error);
        assert_eq!(account.github.sync_generation, first.generation);
        assert_eq!((account.github.processed_repository_count, account.github.total_repository_count), (160, 160));
        assert_eq!(account.github.last_sync_at, Some(5));
        assert_eq!(account.check_current(second.generation), Err(AccountError::Superseded));
    }

    #[test]
    fn a_cleared_account_stops_the_sync_under_way() {
        let mut account = account();
        let reading = reading(&mut account);
        assert!(account.check_current(reading.generation).is_ok());
        account.clear(&ClearState {
            connected_account: "Acme".into(),
            kind: AccountKind::Personal,
            installation_status: InstallationStatus::InstallRequired,
            installation_id: None,
            label: "Uninstalled".into(),
        });
        assert!(account.check_current(reading.generation).is_err());
        assert_eq!(account.github.sync_status, SyncStatus::Pending);
    }

    #[test]
    fn the_label_says_what_could_not_be_read() {
        assert_eq!(finished_label(160, 0, false), "Synced 160 repositories");
        assert_eq!(finished_label(160, 2, false), "Synced 158 of 160 repositories; 2 could not be read");
        assert_eq!(finished_label(1, 0, true), "Synced 1 repository; the members could not be read");
    }

    #[test]
    fn a_rate_limit_is_shown_as_a_time_of_day() {
        assert_eq!(clock_time(45_600_000), "12:40 UTC");
    }
}
