//! What is worth remembering when GitHub's state changes.

use contracts::organization::{GithubState, SyncStatus};
use serde_json::{Value, json};

/// The audit log's events for the change from `before` to `after`: transitions only, not each report of progress.
pub fn events(before: Option<&GithubState>, after: &GithubState) -> Vec<(&'static str, Value)> {
    sync_event(before, after).into_iter().chain(installation_event(before, after)).collect()
}

fn sync_event(before: Option<&GithubState>, after: &GithubState) -> Option<(&'static str, Value)> {
    let is_same_run = before.is_some_and(|before| {
        before.sync_status == after.sync_status && before.sync_generation == after.sync_generation
    });
    if is_same_run {
        return None;
    }
    match after.sync_status {
        SyncStatus::Pending => None,
        SyncStatus::Syncing => Some(("github.sync_started", json!({ "label": after.last_sync_label }))),
        SyncStatus::Synced => Some((
            "github.sync_completed",
            json!({ "repositories": after.total_repository_count, "failures": after.failures.len() }),
        )),
        SyncStatus::Error => Some(("github.sync_failed", json!({ "label": after.last_sync_label }))),
    }
}

fn installation_event(before: Option<&GithubState>, after: &GithubState) -> Option<(&'static str, Value)> {
    let from = before.map(|before| before.installation_status);
    let to = after.installation_status;
    (from != Some(to)).then(|| ("github.installation_changed", json!({ "from": from, "to": to })))
}

#[cfg(test)]
mod tests {
    use contracts::organization::{AccountKind, InstallationStatus, SyncPhase};

    use super::*;

    fn state(sync_status: SyncStatus, sync_generation: i64) -> GithubState {
        GithubState {
            connected_account: "Acme".into(),
            kind: AccountKind::Organization,
            installation_status: InstallationStatus::Connected,
            installation_id: Some(1),
            account_id: None,
            sync_status,
            sync_phase: None,
            last_sync_label: "Importing".into(),
            last_sync_at: None,
            sync_generation,
            processed_repository_count: 0,
            total_repository_count: 160,
            failures: vec![],
            rate_limit: None,
            waits_until: None,
            next_sync_at: None,
        }
    }

    fn names(before: Option<&GithubState>, after: &GithubState) -> Vec<&'static str> {
        events(before, after).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn the_first_report_connects_and_starts() {
        let started = state(SyncStatus::Syncing, 1);
        assert_eq!(names(None, &started), ["github.sync_started", "github.installation_changed"]);
    }

    #[test]
    fn progress_within_a_run_is_no_event() {
        let before = state(SyncStatus::Syncing, 1);
        let mut after = before.clone();
        after.sync_phase = Some(SyncPhase::SyncingBranches);
        after.processed_repository_count = 10;
        assert!(names(Some(&before), &after).is_empty());
    }

    #[test]
    fn how_a_run_ended_is_an_event() {
        let syncing = state(SyncStatus::Syncing, 1);
        assert_eq!(names(Some(&syncing), &state(SyncStatus::Synced, 1)), ["github.sync_completed"]);
        assert_eq!(names(Some(&syncing), &state(SyncStatus::Error, 1)), ["github.sync_failed"]);
    }

    #[test]
    fn a_run_that_follows_one_whose_end_was_never_told_is_an_event() {
        assert_eq!(
            names(Some(&state(SyncStatus::Syncing, 1)), &state(SyncStatus::Syncing, 2)),
            ["github.sync_started"]
        );
    }

    #[test]
    fn a_suspended_installation_is_an_event() {
        let before = state(SyncStatus::Synced, 1);
        let mut after = state(SyncStatus::Pending, 1);
        after.installation_status = InstallationStatus::ReconnectRequired;
        assert_eq!(names(Some(&before), &after), ["github.installation_changed"]);
    }
}
