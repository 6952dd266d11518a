//! Mirrors where a GitHub sync stands.

use contracts::{
    OrganizationId,
    organization::{Applied, ApplyGithubSyncProgress},
};
use runtime::{Cx, Handled};

use crate::{audit, cards, github, store, views};

/// The first report makes the organization known, if none of its members did.
pub async fn apply_github_sync_progress(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: ApplyGithubSyncProgress,
) -> Handled<Applied> {
    let before = store::profiles::find(cx.read().await?, &organization_id).await?;
    if before.as_ref().is_some_and(|before| before.github_revision >= command.revision) {
        return Ok(Applied { applied: false });
    }

    let events = github::events(before.as_ref().map(|before| &before.github), &command.github);

    let profile =
        store::profiles::save_github(cx.write().await?, &organization_id, &command.github, command.revision).await?;

    for (event, details) in events {
        audit::happened(cx, &organization_id, event, details)?;
    }
    views::profile_changed(cx, &organization_id, &profile)?;
    cards::changed(cx, &organization_id, before.as_ref(), &profile).await?;
    Ok(Applied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::{
        RepositoryId,
        audit_log::Append,
        organization::{GithubState, InstallationStatus, RepositoryFailure, Summary, SyncPhase, SyncStatus},
        user::ApplyMembership,
    };

    use super::*;
    use crate::testing::{Acme, github, linked, member, members, progress};

    fn report(revision: i64, github: GithubState) -> ApplyGithubSyncProgress {
        ApplyGithubSyncProgress { revision, github }
    }

    fn events<R>(handling: &runtime::testing::Handling<R>) -> Vec<String> {
        handling.sent::<Append>().into_iter().map(|(_, append)| append.event).collect()
    }

    #[tokio::test]
    async fn the_first_report_makes_the_organization() {
        let acme = Acme::unknown().await;
        assert_eq!(acme.query_refused(&Summary {}).await, "organization.unknown");
        let handling = acme.send(&progress(1, SyncStatus::Syncing)).await;

        assert_eq!(events(&handling), ["github.sync_started", "github.installation_changed"]);
        let [shown] = handling.shown().try_into().unwrap();
        assert_eq!(shown.key, "organization.acme.profile");
        assert_eq!(acme.asks(&Summary {}).await.github, github(SyncStatus::Syncing));
    }

    #[tokio::test]
    async fn a_late_report_changes_nothing() {
        let acme = Acme::unknown().await;
        acme.done(&progress(5, SyncStatus::Synced)).await;
        for revision in [5, 4, 0] {
            assert!(!acme.done_without_change(&progress(revision, SyncStatus::Error)).await.applied);
        }
        assert!(acme.done(&progress(6, SyncStatus::Error)).await.applied);
    }

    #[tokio::test]
    async fn progress_is_shown_but_not_noted() {
        let acme = Acme::unknown().await;
        let began = acme.send(&progress(1, SyncStatus::Syncing)).await;
        let phase = Some(SyncPhase::SyncingBranches);
        let further = GithubState { sync_phase: phase, processed_repository_count: 1, ..github(SyncStatus::Syncing) };
        let handling = acme.send(&report(2, further.clone())).await;

        assert_eq!(handling.sent_count(), 0);
        let [shown] = handling.shown().try_into().unwrap();
        assert!(shown.revision > began.shown()[0].revision);
        assert_eq!(shown.value.unwrap()["github"], serde_json::json!(further));
    }

    #[tokio::test]
    async fn how_a_sync_ends_is_noted_once() {
        let acme = Acme::unknown().await;
        acme.done(&progress(1, SyncStatus::Syncing)).await;
        let failure = RepositoryFailure {
            repository_id: RepositoryId::for_number(2),
            full_name: "acme/api".into(),
            message: "not found".into(),
        };
        let ended = GithubState { failures: vec![failure], ..github(SyncStatus::Synced) };
        let handling = acme.send(&report(2, ended.clone())).await;

        assert_eq!(events(&handling), ["github.sync_completed"]);
        let details = &handling.sent::<Append>()[0].1.details;
        assert_eq!(details, &serde_json::json!({ "repositories": 2, "failures": 1 }));
        assert_eq!(acme.send(&report(3, ended)).await.sent_count(), 0);

        let again = GithubState { sync_generation: 2, ..github(SyncStatus::Syncing) };
        assert_eq!(events(&acme.send(&report(4, again)).await), ["github.sync_started"]);
        let failed = GithubState { sync_generation: 2, ..github(SyncStatus::Error) };
        assert_eq!(events(&acme.send(&report(5, failed)).await), ["github.sync_failed"]);
    }

    #[tokio::test]
    async fn a_lost_installation_is_noted() {
        let acme = Acme::connected().await;
        let installation_status = InstallationStatus::InstallRequired;
        let lost = GithubState { installation_status, installation_id: None, ..github(SyncStatus::Synced) };
        let handling = acme.send(&report(2, lost)).await;

        assert_eq!(events(&handling), ["github.installation_changed"]);
        let details = &handling.sent::<Append>()[0].1.details;
        assert_eq!(details, &serde_json::json!({ "from": "connected", "to": "installRequired" }));
    }

    #[tokio::test]
    async fn members_who_have_signed_in_hear_of_transitions_and_not_of_progress() {
        let acme = Acme::connected().await;
        acme.done(&linked(7, "bob")).await;
        acme.done(&members(&[member(8, "eve")])).await;
        let told = async |revision, github: GithubState| {
            let told = acme.send(&report(revision, github)).await.sent::<ApplyMembership>();
            told.into_iter().map(|(key, told)| (key, told.organization.sync_status, told.revision)).collect::<Vec<_>>()
        };

        let [(key, status, first)] = told(2, github(SyncStatus::Syncing)).await.try_into().unwrap();
        assert_eq!((key.as_str(), status), ("u7", SyncStatus::Syncing));
        let further = GithubState { processed_repository_count: 1, ..github(SyncStatus::Syncing) };
        assert_eq!(told(3, further).await, []);
        let synced = GithubState { last_sync_at: Some(5), ..github(SyncStatus::Synced) };
        let [(_, status, second)] = told(4, synced.clone()).await.try_into().unwrap();
        assert_eq!(status, SyncStatus::Synced);
        assert!(second > first);
        let installation_status = InstallationStatus::ReconnectRequired;
        assert_eq!(told(5, GithubState { installation_status, ..synced }).await.len(), 1);
    }
}
