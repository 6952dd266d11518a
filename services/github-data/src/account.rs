//! An organization's connection to GitHub and where its sync stands: the decisions, without a database.

mod identity;

use std::hash::{DefaultHasher, Hash, Hasher};

use contracts::{
    AccountId, Millis, OrganizationId, RefusalKind,
    github_data::{ClearState, ContextOverrides},
    organization::{AccountKind, GithubState, InstallationStatus, SyncPhase, SyncStatus},
};
use serde::{Deserialize, Serialize};

use crate::github::Installation;
pub use identity::is_called_after;

/// Said of an organization that nobody has synced.
const NEVER_SYNCED: &str = "Not synced with GitHub yet";
const BEGUN: &str = "Syncing with GitHub";

/// GitHub is read again so long after a complete sync, for what no webhook has told. Most of it costs nothing of the
/// allowance, as GitHub says that it is unchanged.
const AGAIN_MS: Millis = 3_600_000;
/// And so long after one that failed.
const AFTER_FAILURE_MS: Millis = 900_000;
/// And so long after one that found the App gone or suspended: GitHub tells when it is back, but that may be lost.
const CLOSED_MS: Millis = 21_600_000;
/// Over so much more time organizations are spread, so that they are not read all at once.
const SPREAD_MS: u64 = 1_200_000;

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

    fn kind(&self) -> RefusalKind {
        match self {
            Self::Mismatch { .. } | Self::KnownElsewhere { .. } | Self::Superseded | Self::NotConnected => {
                RefusalKind::Conflict
            }
        }
    }
}

/// How far a sync could read who belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MembersRead {
    /// GitHub has said nothing of so many.
    AllBut(u32),
    None,
}

/// One reading of GitHub, with everything each of its phases needs. Recorded with the run's first steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub organization_id: OrganizationId,
    pub connected_account: String,
    /// `None` only in a reading that was begun before this was recorded.
    #[serde(default)]
    pub account_id: Option<AccountId>,
    pub kind: AccountKind,
    pub installation_id: u64,
    /// Whether the App may see every member. Otherwise GitHub lists only those who show their membership to everybody.
    #[serde(default = "yes")]
    pub reads_members: bool,
    /// Whether the App may see how commits are checked, as far as is known: otherwise GitHub is not asked.
    #[serde(default = "yes")]
    pub reads_checks: bool,
    pub generation: i64,
    pub started_at: Millis,
}

/// A reading that was begun before this was recorded reads members, and asks for checks.
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
            waits_until: None,
            next_sync_at: None,
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

    /// A sync was asked for: people see it at once, before its first step.
    pub fn start(&mut self, run_id: &str, context: &ContextOverrides, label: Option<&str>) {
        let github = &mut self.github;
        github.connected_account =
            context.connected_account.clone().unwrap_or(std::mem::take(&mut github.connected_account));
        github.kind = context.kind.unwrap_or(github.kind);
        github.installation_status = context.installation_status.unwrap_or(github.installation_status);
        github.installation_id = context.installation_id.or(github.installation_id);
        github.sync_status = SyncStatus::Syncing;
        github.next_sync_at = None;
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
        self.github.waits_until = None;
        self.github.sync_phase = Some(phase);
        self.github.processed_repository_count = processed;
        self.github.total_repository_count = total;
        label.clone_into(&mut self.github.last_sync_label);
    }

    pub fn show_rate_limit(&mut self, until: Millis) {
        self.show_wait(until, format!("GitHub's rate limit is used up until {}", clock_time(until)));
    }

    pub fn show_trouble(&mut self, until: Millis) {
        self.show_wait(until, format!("GitHub does not answer as it should; trying again at {}", clock_time(until)));
    }

    /// Only a running sync waits where people look; a reload waits quietly.
    fn show_wait(&mut self, until: Millis, label: String) {
        if self.github.sync_status == SyncStatus::Syncing {
            self.github.last_sync_label = label;
            self.github.waits_until = Some(until);
        }
    }

    /// When GitHub is to be read again by the clock.
    fn read_again_after(&mut self, from: Millis, wait: Millis) {
        let mut hasher = DefaultHasher::new();
        self.organization_id.hash(&mut hasher);
        let spread = Millis::try_from(hasher.finish() % SPREAD_MS).unwrap_or_default();
        self.github.next_sync_at = Some(from + wait + spread);
    }

    pub fn finish(&mut self, reading: &Reading, repositories: u32, failures: u32, members: MembersRead) {
        let github = &mut self.github;
        github.sync_status = SyncStatus::Synced;
        (github.sync_phase, github.waits_until) = (None, None);
        github.last_sync_at = Some(reading.started_at);
        github.sync_generation = reading.generation;
        (github.processed_repository_count, github.total_repository_count) = (repositories, repositories);
        github.last_sync_label = finished_label(repositories, failures, members, reading.reads_checks);
        self.synced_repositories = repositories;
        self.syncing_generation = None;
        // Somebody may have left of whom it was not to be heard.
        let is_unclear = matches!(members, MembersRead::AllBut(unanswered) if unanswered > 0);
        self.read_again_after(reading.started_at, if is_unclear { AFTER_FAILURE_MS } else { AGAIN_MS });
    }

    /// The sync as a whole failed: what the last complete one found still stands.
    pub fn fail(&mut self, label: &str, installation_status: Option<InstallationStatus>, now: Millis) {
        self.stop(SyncStatus::Error, label, self.synced_repositories);
        self.github.installation_status = installation_status.unwrap_or(self.github.installation_status);
        let is_there = self.github.installation_status == InstallationStatus::Connected;
        self.read_again_after(now, if is_there { AFTER_FAILURE_MS } else { CLOSED_MS });
    }

    /// The connection is gone, and with it what was known.
    pub fn clear(&mut self, command: &ClearState, now: Millis) {
        self.stop(SyncStatus::Pending, &command.label, 0);
        self.read_again_after(now, CLOSED_MS);
        self.synced_repositories = 0;
        self.github.connected_account.clone_from(&command.connected_account);
        self.github.kind = command.kind;
        self.github.installation_status = command.installation_status;
        self.github.installation_id = command.installation_id;
    }

    fn stop(&mut self, status: SyncStatus, label: &str, repositories: u32) {
        self.github.sync_status = status;
        (self.github.sync_phase, self.github.waits_until) = (None, None);
        (self.github.processed_repository_count, self.github.total_repository_count) = (repositories, repositories);
        label.clone_into(&mut self.github.last_sync_label);
        self.syncing_generation = None;
    }
}

fn finished_label(repositories: u32, failures: u32, members: MembersRead, reads_checks: bool) -> String {
    let read = repositories.saturating_sub(failures);
    let mut label = match (repositories, failures) {
        (0, _) => "No repositories are available to the GitHub App".to_owned(),
        (1, 0) => "Synced 1 repository".to_owned(),
        (_, 0) => format!("Synced {repositories} repositories"),
        _ => format!("Synced {read} of {repositories} repositories; {failures} could not be read"),
    };
    match members {
        MembersRead::AllBut(0) => {}
        MembersRead::AllBut(1) => label.push_str("; GitHub did not say whether 1 member belongs"),
        MembersRead::AllBut(many) => label.push_str(&format!("; GitHub did not say whether {many} members belong")),
        MembersRead::None => label.push_str("; the members could not be read"),
    }
    if !reads_checks {
        label.push_str(
            "; checks show from their next change on: the GitHub App may not read checks and commit statuses",
        );
    }
    label
}

fn clock_time(at: Millis) -> String {
    let time = jiff::Timestamp::from_millisecond(at).unwrap_or_default();
    time.strftime("%H:%M UTC").to_string()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub const ALL: MembersRead = MembersRead::AllBut(0);

    fn installation() -> Installation {
        Installation {
            id: 7,
            account_id: AccountId::for_number(42),
            login: "Acme".into(),
            kind: AccountKind::Personal,
            reads_members: true,
            reads_checks: true,
        }
    }

    pub fn account() -> Account {
        let mut account = Account::unknown(&"acme".parse().unwrap());
        account.connect(&installation());
        account.revision = 1;
        account
    }

    pub fn reading(account: &mut Account) -> Reading {
        Reading {
            organization_id: account.organization_id.clone(),
            connected_account: "Acme".into(),
            account_id: Some(AccountId::for_number(42)),
            kind: AccountKind::Personal,
            installation_id: 7,
            reads_members: true,
            reads_checks: true,
            generation: account.begin(),
            started_at: 5,
        }
    }

    #[test]
    fn a_failure_keeps_the_generation_and_counts_of_the_last_complete_sync() {
        let mut account = account();
        let first = reading(&mut account);
        account.finish(&first, 160, 0, ALL);
        let second = reading(&mut account);
        account.show(SyncPhase::SyncingBranches, 10, 170, "under way");
        account.fail("GitHub cannot be reached", None, 9);

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
        account.clear(&crate::testing::uninstalled(42, 7), 9);
        assert!(account.check_current(reading.generation).is_err());
        assert_eq!(account.github.sync_status, SyncStatus::Pending);
    }

    #[test]
    fn the_label_says_what_could_not_be_read() {
        assert_eq!(finished_label(160, 0, ALL, true), "Synced 160 repositories");
        assert_eq!(finished_label(160, 2, ALL, true), "Synced 158 of 160 repositories; 2 could not be read");
        let no_members = finished_label(1, 0, MembersRead::None, true);
        assert_eq!(no_members, "Synced 1 repository; the members could not be read");
        assert!(
            finished_label(1, 0, ALL, false).starts_with("Synced 1 repository; checks show from their next change on")
        );
        let but_two = finished_label(1, 0, MembersRead::AllBut(2), true);
        assert_eq!(but_two, "Synced 1 repository; GitHub did not say whether 2 members belong");
    }

    #[test]
    fn a_rate_limit_is_shown_as_a_time_of_day() {
        assert_eq!(clock_time(45_600_000), "12:40 UTC");
    }

    #[test]
    fn github_is_read_again_by_the_clock_sooner_after_a_failure_and_not_everybody_at_once() {
        let next = |id: &str, ends: fn(&mut Account)| {
            let mut account = Account { organization_id: id.parse().unwrap(), ..account() };
            ends(&mut account);
            account.github.next_sync_at
        };
        let done = |id| {
            next(id, |account| {
                let reading = reading(account);
                account.finish(&reading, 1, 0, ALL);
            })
        };
        let failed = next("acme", |account| account.fail("GitHub cannot be reached", None, 5));
        assert!(failed < done("acme") && done("acme") != done("tidepool") && done("acme") == done("acme"));
        assert!(done("acme").is_some_and(|at| (3_600_005..=4_800_005).contains(&at)));
        let suspended =
            next("acme", |account| account.fail("suspended", Some(InstallationStatus::ReconnectRequired), 5));
        assert!(suspended > done("acme"), "rarely");
        let started = next("acme", |account| account.start("run", &ContextOverrides::default(), None));
        assert_eq!(started, None);
    }
}
