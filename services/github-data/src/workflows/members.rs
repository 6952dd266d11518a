//! The members phase of a sync.

use std::sync::Arc;

use contracts::organization::{AccountKind, SyncPhase};
use futures::FutureExt;
use runtime::{Cx, Failure, Handled};

use super::patience::Steps;
use crate::{
    account::{MembersRead, Reading},
    asking::{self, Members},
    github::GithubError,
    store, tell,
};

/// Reads who belongs to the account. Says how far they could be read: without them the rest of the sync still stands, and
/// those known before stay.
pub async fn sync_members(steps: &Steps, reading: &Arc<Reading>, repositories: u32) -> Handled<MembersRead> {
    // An App that may not read members is shown only those who show themselves to everybody, and answers for nobody else.
    if reading.kind == AccountKind::Organization && !reading.reads_members {
        tracing::warn!(organization.id = %steps.organization_id, "The GitHub App may not read the members");
        return Ok(MembersRead::None);
    }
    let steps = &steps.less_patient();
    let fetch = || async { Ok::<_, Failure>((fetch(steps, reading).await?, repositories)) };
    let saved = steps
        .read("syncMembers", Some(reading.installation_id), reading, fetch, |cx, reading, (found, repositories)| {
            save(cx, reading, found, repositories).boxed()
        })
        .await;
    match saved {
        // A run that began before the number was recorded has none.
        Ok(unanswered) => Ok(MembersRead::AllBut(unanswered.unwrap_or_default())),
        Err(failure) if concerns_members_only(&failure) => {
            tracing::warn!(organization.id = %steps.organization_id, %failure, "The members could not be read");
            Ok(MembersRead::None)
        }
        Err(failure) => Err(failure),
    }
}

async fn fetch(steps: &Steps, reading: &Reading) -> Handled<Members> {
    let (installation_id, login) = (reading.installation_id, &reading.connected_account);
    // Before it is asked for: what a webhook says after this moment is newer than what the list says.
    let observed_at = runtime::now();
    match reading.kind {
        AccountKind::Organization => {
            let listed = steps.github.members(installation_id, login).await?;
            asking::members(steps, reading, listed, observed_at).await
        }
        AccountKind::Personal => {
            let here = vec![steps.github.person(installation_id, login).await?];
            Ok(Members::listed(here, observed_at))
        }
    }
}

/// Returns of how many GitHub has said nothing.
async fn save(cx: &mut Cx, reading: Arc<Reading>, found: Members, repositories: u32) -> Handled<Option<u32>> {
    let Members { here, gone, unanswered, observed_at } = found;
    let organization_id = &reading.organization_id;
    let mut account = store::accounts::lock(cx.read().await?, organization_id).await?;
    account.check_current(reading.generation)?;

    store::members::upsert(cx.write().await?, organization_id, &here, observed_at).await?;
    store::members::remove(cx.write().await?, organization_id, &gone, observed_at).await?;
    let label = format!("Read {} members", here.len());
    tell::members(cx, organization_id, here, observed_at)?;
    tell::members_left(cx, organization_id, gone, observed_at)?;
    account.show(SyncPhase::SyncingMembers, repositories, repositories, &label);
    tell::progress(cx, account).await?;
    Ok(Some(u32::try_from(unanswered).unwrap_or(u32::MAX)))
}

/// GitHub refuses or fails this one list; trouble with the account itself ends the sync.
fn concerns_members_only(failure: &Failure) -> bool {
    match failure {
        Failure::Refused { code, .. } => code == GithubError::REFUSED,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use contracts::{
        github_data::{ContextOverrides, FullSync},
        organization::{Member, Role},
    };
    use sqlx::PgPool;

    use super::*;
    use crate::testing::{BRIGHTWATER, Syncing};

    fn numbers(ids: &[&str]) -> serde_json::Value {
        serde_json::json!(ids)
    }

    #[tokio::test]
    async fn whom_a_list_does_not_show_is_asked_for_and_only_who_has_left_is_told_to_have() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let known = syncing.github.members(installation.id, BRIGHTWATER).await.unwrap();
        let of = |login: &str| known.iter().find(|member| member.login == login).unwrap().clone();
        let (heidi, carol) = (of("heidi"), of("carol"));
        for gone in ["heidi", "carol"] {
            syncing.standin.remove_member(BRIGHTWATER, gone).unwrap();
        }
        syncing.standin.rename_account("bob", "robert").unwrap();
        // The first of each list slips: alice, who is an admin, and bob, who is called robert by now.
        syncing.standin.shift_pages("GET /orgs/{organization}/members", 1, 1);

        let everything = FullSync { context: ContextOverrides::default(), label: None };
        let sync = syncing.workflow_among(everything, vec![carol.clone()]).await;
        let here: Vec<Member> = known.into_iter().filter(|member| member.login != "carol").collect();
        let remembered = async |pool: &PgPool| {
            let (id, mut connection) = (BRIGHTWATER.parse().unwrap(), pool.acquire().await.unwrap());
            store::members::upsert(&mut connection, &id, &here, 1).await.unwrap();
        };
        let ran = sync.run(remembered).await;

        let told: Vec<_> =
            ran.sent.iter().filter(|(to, _)| to == "organization.command.applyMembers.brightwater").collect();
        let removed: Vec<_> = told.iter().filter(|(_, part)| part["removed"] != numbers(&[])).collect();
        assert_eq!((ran.status.as_str(), removed.len()), ("done", 1));
        assert_eq!(removed[0].1["removed"], numbers(&[carol.user_id.as_str(), heidi.user_id.as_str()]));
        let members: Vec<Member> = serde_json::from_value(told[0].1["members"].clone()).unwrap();
        let role = |login: &str| members.iter().find(|member| member.login == login).map(|member| member.role);
        assert_eq!((members.len(), role("alice"), role("robert")), (10, Some(Role::Admin), Some(Role::Member)));
    }

    #[tokio::test]
    async fn of_whom_github_says_nothing_stays_and_github_is_asked_again_soon() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let known = syncing.github.members(installation.id, BRIGHTWATER).await.unwrap();
        let carol = known.into_iter().find(|member| member.login == "carol").unwrap();
        syncing.standin.remove_member(BRIGHTWATER, "carol").unwrap();
        syncing.standin.fail_route(Some("GET /orgs/{organization}/memberships/{login}"), 500, 1);
        let everything = FullSync { context: ContextOverrides::default(), label: None };
        let ran = syncing.workflow_among(everything, vec![carol]).await.run(async |_| {}).await;

        let told = |command: &str| {
            let subject = format!("organization.command.{command}.brightwater");
            ran.sent.iter().filter(|(to, _)| *to == subject).map(|(_, body)| body.clone()).collect::<Vec<_>>()
        };
        assert!(told("applyMembers").iter().all(|part| part["removed"] == numbers(&[])), "{:?}", ran.sent);
        let github = told("applyGithubSyncProgress").pop().unwrap()["github"].clone();
        assert_eq!(github["lastSyncLabel"], "Synced 1 repository; GitHub did not say whether 1 member belongs");
        let wait = github["nextSyncAt"].as_i64().unwrap() - github["lastSyncAt"].as_i64().unwrap();
        assert!(wait < 3_600_000, "{wait}");
    }
}
