//! `githubData.workflow.fullSync`: everything an account has on GitHub, in five phases.
//!
//! `begin` → `discover` → `syncRepositories` → `syncBranches/<n>` → `syncMembers` → `syncPullRequests/<n>` → `finish`.
//! Before `finish`, for repositories that failed in passing: `pause`, then `syncBranches/again/<n>/<n>` and
//! `syncPullRequests/again/<n>/<n>`. When the whole cannot go on: `fail` instead of the rest.

use std::{collections::BTreeMap, sync::Arc};

use contracts::{
    AccountId, Millis, OrganizationId, RepositoryId,
    github_data::{FullSync, Synced},
    organization::{InstallationStatus, RepositoryGone, SyncPhase},
};
use futures::FutureExt;
use runtime::{Cx, Failure, Handled, Run};
use serde::{Deserialize, Serialize};

use super::{
    batches::{self, BATCH, Discovered},
    members::sync_members,
    patience::Steps,
    phases::{BRANCHES, PULL_REQUESTS},
};
use crate::{
    account::{AccountError, MembersRead, Reading},
    asking::{self, Repositories},
    elsewhere,
    github::{Github, GithubError, Installation},
    removal, store, tell,
};

/// What people are shown of a failure.
const LABEL_CHARACTERS: usize = 300;

/// The sync's number and time, before it is known where to read. Recorded by the first step.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Begun {
    organization_id: OrganizationId,
    generation: i64,
    started_at: Millis,
    installation_id: Option<u64>,
    #[serde(default)]
    account_id: Option<AccountId>,
}

pub async fn full_sync(run: Run, organization_id: OrganizationId, input: FullSync, github: Github) -> Handled<Synced> {
    let steps = Steps::new(run, github, organization_id);
    let begun = begin(&steps, input).await?;
    let failure = match phases(&steps, &begun).await {
        Ok(synced) => return Ok(synced),
        Err(failure) => failure,
    };
    fail(&steps, begun.generation, &failure).await?;
    Err(failure)
}

async fn phases(steps: &Steps, begun: &Arc<Begun>) -> Handled<Synced> {
    let reading = Arc::new(discover(steps, begun).await?);
    let discovered = sync_repositories(steps, &reading).await?;
    let branches = batches::read_all(steps, &reading, &discovered, &BRANCHES).await?;
    let members = sync_members(steps, &reading, discovered.total).await?;
    let pull_requests = batches::read_all(steps, &reading, &discovered, &PULL_REQUESTS).await?;
    batches::read_again(steps, &reading, discovered.total, branches, pull_requests).await?;
    finish(steps, &reading, &discovered, members).await
}

/// Takes the sync's number and shows that it began.
async fn begin(steps: &Steps, input: FullSync) -> Handled<Arc<Begun>> {
    let (run_id, organization_id) = (steps.run.run_id().to_owned(), steps.organization_id.clone());
    let begun = steps.run.commit("begin", move |cx| {
        let (run_id, organization_id, input) = (run_id.clone(), organization_id.clone(), input.clone());
        async move {
            let mut account = store::accounts::lock(cx.read().await?, &organization_id).await?;
            let account_id = account.github.account_id.clone();
            let generation = account.begin();
            account.start(&run_id, &input.context, input.label.as_deref());
            store::failures::clear(cx.write().await?, &organization_id).await?;
            tell::progress(cx, account).await?;
            let installation_id = input.context.installation_id;
            Ok(Begun { organization_id, generation, started_at: cx.now, installation_id, account_id })
        }
        .boxed()
    });
    Ok(Arc::new(begun.await?))
}

/// Asks GitHub where the App is installed, and for whom: everything the later phases need to know.
async fn discover(steps: &Steps, begun: &Arc<Begun>) -> Handled<Reading> {
    let fetch = || steps.github.installation(&begun.organization_id, begun.account_id.as_ref(), begun.installation_id);
    steps.read("discover", None, begun, fetch, |cx, begun, installation| connect(cx, begun, installation).boxed()).await
}

async fn connect(cx: &mut Cx, begun: Arc<Begun>, installation: Installation) -> Handled<Reading> {
    let mut account = store::accounts::lock(cx.read().await?, &begun.organization_id).await?;
    account.check_current(begun.generation)?;
    elsewhere::must_not_be(cx.read().await?, &begun.organization_id, Some(&installation.account_id)).await?;

    account.connect(&installation);
    tell::progress(cx, account).await?;
    Ok(Reading {
        organization_id: begun.organization_id.clone(),
        connected_account: installation.login,
        account_id: Some(installation.account_id),
        kind: installation.kind,
        installation_id: installation.id,
        reads_members: installation.reads_members,
        reads_checks: installation.reads_checks,
        generation: begun.generation,
        started_at: begun.started_at,
    })
}

async fn sync_repositories(steps: &Steps, reading: &Arc<Reading>) -> Handled<Discovered> {
    let reader = steps.run.reader();
    let fetch = || asking::repositories(&steps.github, &reader, reading);
    let step = "syncRepositories";
    steps
        .read(step, Some(reading.installation_id), reading, fetch, |cx, reading, found| {
            save_repositories(cx, reading, found).boxed()
        })
        .await
}

async fn save_repositories(cx: &mut Cx, reading: Arc<Reading>, found: Repositories) -> Handled<Discovered> {
    let Repositories { here, gone, unanswered } = found;
    let organization_id = &reading.organization_id;
    let mut account = store::accounts::lock(cx.read().await?, organization_id).await?;
    account.check_current(reading.generation)?;

    let (now, total) = (cx.now, u32::try_from(here.len() + unanswered.len()).unwrap_or(u32::MAX));
    store::failures::add(cx.write().await?, organization_id, &unanswered, now).await?;
    store::repositories::upsert(cx.write().await?, organization_id, reading.generation, &here, now).await?;
    let first = store::targets::after(cx.read().await?, organization_id, reading.generation, "", BATCH).await?;

    tell::repositories(cx, organization_id, here)?;
    account.show(SyncPhase::SyncingRepositories, total, total, &format!("Importing {total} repositories"));
    tell::progress(cx, account).await?;
    Ok(Discovered { total, first, gone })
}

/// Removes what GitHub has said to be gone, and shows that all is well.
async fn finish(
    steps: &Steps,
    reading: &Arc<Reading>,
    discovered: &Discovered,
    members: MembersRead,
) -> Handled<Synced> {
    let (reading, discovered) = (reading.clone(), Arc::new(discovered.clone()));
    steps
        .run
        .commit("finish", move |cx| {
            let (reading, discovered) = (reading.clone(), discovered.clone());
            async move { save_finish(cx, &reading, &discovered, members).await }.boxed()
        })
        .await
}

async fn save_finish(cx: &mut Cx, reading: &Reading, discovered: &Discovered, members: MembersRead) -> Handled<Synced> {
    let (organization_id, total) = (&reading.organization_id, discovered.total);
    let mut account = store::accounts::lock(cx.read().await?, organization_id).await?;
    account.check_current(reading.generation)?;

    // What was heard of again since it was asked for stays.
    let older = store::repositories::older_than(cx.read().await?, organization_id, reading.generation).await?;
    let mut gone: BTreeMap<RepositoryGone, Vec<RepositoryId>> = BTreeMap::new();
    for (id, why) in discovered.gone.iter().filter(|(id, _)| older.contains(id)) {
        gone.entry(*why).or_default().push(id.clone());
    }
    for (why, ids) in gone {
        removal::remove(cx, organization_id, ids, why).await?;
    }
    let failures = store::failures::count(cx.read().await?, organization_id).await?;
    account.finish(reading, total, failures, members);
    tell::progress(cx, account).await?;

    let pull_requests = store::pull_requests::count_open(cx.read().await?, organization_id).await?;
    let members = store::members::count(cx.read().await?, organization_id).await?;
    Ok(Synced { repositories: total, pull_requests, members, failures })
}

/// Shows why the sync as a whole did not go on, unless it is no longer the one to show.
async fn fail(steps: &Steps, generation: i64, failure: &Failure) -> Handled<()> {
    let organization_id = steps.organization_id.clone();
    let (label, installation_status) = explained(failure);
    steps
        .run
        .commit("fail", move |cx| {
            let (organization_id, label) = (organization_id.clone(), label.clone());
            async move {
                let mut account = store::accounts::lock(cx.read().await?, &organization_id).await?;
                match account.check_current(generation) {
                    Ok(()) => account.fail(&label, installation_status, cx.now),
                    Err(AccountError::Superseded) => return Ok(()),
                    Err(error) => return Err(error.into()),
                }
                tell::progress(cx, account).await
            }
            .boxed()
        })
        .await
}

/// What people should read and do, and what the failure says of the installation.
fn explained(failure: &Failure) -> (String, Option<InstallationStatus>) {
    let (code, reason) = match failure {
        Failure::Refused { code, message, .. } => (code.as_ref(), message.clone()),
        // The causes behind it are for the log; people cannot do anything about a socket.
        _ => ("", failure.to_string().split(": ").next().unwrap_or_default().to_owned()),
    };
    let status = match code {
        GithubError::NOT_INSTALLED => Some(InstallationStatus::InstallRequired),
        GithubError::INSTALLATION_CLOSED => Some(InstallationStatus::ReconnectRequired),
        _ => None,
    };
    (format!("The sync stopped: {reason}").chars().take(LABEL_CHARACTERS).collect(), status)
}

#[cfg(test)]
mod tests {
    use contracts::{
        github_data::ContextOverrides,
        organization::{ApplyGithubSyncProgress, Repository, RepositoryFailure},
    };
    use github_standin::{
        RepositoryFault,
        changes::{SelectRepositories, SuspendInstallation},
        generate,
    };
    use runtime::testing::Ran;
    use serde_json::Value;
    use sqlx::PgPool;

    use super::*;
    use crate::testing::{BRIGHTWATER, Syncing};

    /// Two batches.
    const REPOSITORIES: usize = 12;

    fn everything() -> FullSync {
        FullSync { context: ContextOverrides::default(), label: None }
    }

    /// What people were shown, one after another.
    fn shown(ran: &Ran) -> Vec<ApplyGithubSyncProgress> {
        let progress =
            ran.sent.iter().filter(|(to, _)| to == "organization.command.applyGithubSyncProgress.brightwater");
        progress.map(|(_, body)| serde_json::from_value(body.clone()).unwrap()).collect()
    }

    fn labels(ran: &Ran) -> Vec<String> {
        shown(ran).into_iter().map(|progress| progress.github.last_sync_label).collect()
    }

    fn steps(ran: &Ran) -> Vec<&str> {
        ran.steps.iter().map(|(step, _)| step.as_str()).collect()
    }

    #[tokio::test]
    async fn whatever_happens_to_its_worker_a_sync_ends_the_same() {
        let syncing = Syncing::new(REPOSITORIES).await;
        let sync = syncing.workflow(everything()).await;
        let in_trouble = async |_: &sqlx::PgPool| {
            syncing.standin.mend();
            syncing.standin.fail_route(None, 502, 1);
        };
        let ran = sync.withstands_faults(in_trouble, || syncing.asked()).await;

        assert_eq!((ran.status.as_str(), &ran.result["repositories"]), ("done", &Value::from(REPOSITORIES)));
        let expected = ["begin", "discover", "syncRepositories", "syncBranches/0", "syncBranches/1", "syncMembers"];
        assert_eq!(steps(&ran)[..6], expected);
        let labels = labels(&ran);
        assert!(labels[1].starts_with("GitHub does not answer as it should; trying again at "), "{labels:?}");
        assert_eq!(labels.last().unwrap(), "Synced 12 repositories");
    }

    #[tokio::test]
    async fn a_used_up_rate_limit_is_shown_and_waited_out() {
        let syncing = Syncing::new(3).await;
        let sync = syncing.workflow(everything()).await;
        syncing.standin.set_secondary_limit(30, Some(1));
        let ran = sync.run(async |_| {}).await;

        assert_eq!(ran.status, "done");
        assert!(labels(&ran)[1].starts_with("GitHub's rate limit is used up until "), "{:?}", labels(&ran));
    }

    #[tokio::test]
    async fn a_github_that_stays_away_ends_the_sync_and_people_see_why() {
        let syncing = Syncing::new(1).await;
        let sync = syncing.workflow(everything()).await;
        syncing.standin.fail_route(None, 502, 1_000);
        let ran = sync.run(async |_| {}).await;

        assert_eq!((ran.status.as_str(), steps(&ran)), ("failed", vec!["begin", "discover", "fail"]));
        let labels = labels(&ran);
        assert_eq!(labels.iter().filter(|label| label.contains("trying again at")).count(), 35);
        assert!(shown(&ran)[1].github.waits_until.is_some());
        assert_eq!(shown(&ran).last().unwrap().github.waits_until, None);
        assert!(labels.last().unwrap().starts_with("The sync stopped: GitHub"), "{labels:?}");
    }

    #[tokio::test]
    async fn a_repository_that_cannot_be_read_gets_a_second_chance() {
        let syncing = Syncing::new(3).await;
        let sync = syncing.workflow(everything()).await;
        let name = format!("{BRIGHTWATER}/{}", generate::repository_name(0));
        syncing.standin.set_repository_fault(&name, Some(RepositoryFault::ServerError));
        let ran = sync.withstands_faults(async |_| {}, || syncing.asked()).await;

        assert_eq!((ran.status.as_str(), &ran.result["failures"]), ("done", &Value::from(1)));
        let ended = ["pause", "syncBranches/again/0/0", "syncPullRequests/again/0/0", "finish"];
        assert!(steps(&ran).ends_with(&ended), "{:?}", steps(&ran));
        let failures: Vec<RepositoryFailure> = shown(&ran).pop().unwrap().github.failures;
        assert_eq!(failures[0].full_name, name);
    }

    /// The repositories as an earlier sync has found them.
    async fn known(pool: &PgPool, repositories: &[Repository]) {
        let (id, mut connection) = (BRIGHTWATER.parse().unwrap(), pool.acquire().await.unwrap());
        store::repositories::upsert(&mut connection, &id, 0, repositories, 1).await.unwrap();
    }

    fn removed(ran: &Ran) -> Vec<(&Value, &Value)> {
        let told = ran.sent.iter().filter(|(to, _)| to == "organization.command.applyRepositories.brightwater");
        let removed = told.filter(|(_, part)| part["removed"] != serde_json::json!([]));
        removed.map(|(_, part)| (&part["removed"], &part["removedBecause"])).collect()
    }

    #[tokio::test]
    async fn a_repository_that_slips_between_pages_stays_and_those_that_are_gone_are_told_with_the_reason() {
        let syncing = Syncing::new(REPOSITORIES).await;
        let installation = syncing.installation().await;
        let all = syncing.github.repositories(installation.id).await.unwrap();
        let public = format!("{BRIGHTWATER}/{}", generate::repository_name(generate::FORKED));
        let (unselected, rest): (Vec<_>, Vec<_>) = all.iter().partition(|known| known.full_name == public);
        let (deleted, kept) = (rest.last().unwrap(), &rest[..rest.len() - 1]);
        let selection = SelectRepositories {
            account: BRIGHTWATER.into(),
            repositories: Some(kept.iter().map(|known| known.full_name.clone()).collect()),
            by: None,
        };
        syncing.standin.apply(selection).unwrap();
        syncing.standin.delete_repository(&deleted.full_name).unwrap();
        syncing.standin.shift_pages("GET /installation/repositories", 1, 2);
        let sync = syncing.workflow(everything()).await;
        let ran = sync.withstands_faults(async |pool| known(pool, &all).await, || syncing.asked()).await;

        assert_eq!((ran.status.as_str(), &ran.result["repositories"]), ("done", &Value::from(kept.len())));
        let gone = |known: &Repository, why: &str| (serde_json::json!([known.repository_id]), Value::from(why));
        let expected = [gone(deleted, "notShown"), gone(unselected[0], "notSelected")];
        assert_eq!(removed(&ran), expected.iter().map(|(id, why)| (id, why)).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn a_list_that_cannot_be_read_to_its_end_removes_nothing_and_people_see_why() {
        let syncing = Syncing::new(101).await;
        let installation = syncing.installation().await;
        let all = syncing.github.repositories(installation.id).await.unwrap();
        syncing.standin.set_link_base("http://localhost:1");
        let sync = syncing.workflow(everything()).await;
        let ran = sync.run(async |pool| known(pool, &all).await).await;

        assert_eq!((ran.status.as_str(), &ran.result["code"]), ("failed", &Value::from("github.elsewhere")));
        assert_eq!(removed(&ran), []);
        assert!(labels(&ran).last().unwrap().contains("FOUNDRY_GITHUB_URL"), "{:?}", labels(&ran));
    }

    #[tokio::test]
    async fn a_stray_answer_about_the_app_ends_no_sync() {
        const TOKENS: &str = "POST /app/installations/{id}/access_tokens";
        for (route, status) in [
            (TOKENS, 404),
            (TOKENS, 403),
            (TOKENS, 422),
            (TOKENS, 401),
            ("GET /app/installations", 401),
            ("GET /app/installations", 404),
        ] {
            let syncing = Syncing::new(1).await;
            let sync = syncing.workflow(everything()).await;
            syncing.standin.fail_route(Some(route), status, 1);
            let ran = sync.run(async |_| {}).await;
            assert_eq!(ran.status, "done", "{route} {status}: {:?}", ran.result);
        }
    }

    #[tokio::test]
    async fn an_app_that_github_says_twice_to_be_suspended_is_to_be_connected_again() {
        let syncing = Syncing::new(1).await;
        let sync = syncing.workflow(everything()).await;
        syncing.standin.apply(SuspendInstallation { account: BRIGHTWATER.into(), by: None }).unwrap();
        let ran = sync.withstands_faults(async |_| {}, || syncing.asked()).await;
        assert_eq!(steps(&ran), ["begin", "discover", "discover/doubt", "discover/confirm", "fail"]);
        let status = shown(&ran).pop().unwrap().github.installation_status;
        assert_eq!(status, InstallationStatus::ReconnectRequired);
    }

    #[tokio::test]
    async fn a_repository_of_which_github_does_not_say_where_it_is_stays_and_people_see_why() {
        let syncing = Syncing::new(3).await;
        let installation = syncing.installation().await;
        let all = syncing.github.repositories(installation.id).await.unwrap();
        let missing = all.last().unwrap();
        syncing.standin.delete_repository(&missing.full_name).unwrap();
        syncing.standin.fail_route(Some("GET /repositories/{number}"), 451, 1);
        let sync = syncing.workflow(everything()).await;
        let ran = sync.run(async |pool| known(pool, &all).await).await;

        assert_eq!((ran.status.as_str(), removed(&ran)), ("done", vec![]));
        let github = shown(&ran).pop().unwrap().github;
        assert_eq!(github.last_sync_label, "Synced 2 of 3 repositories; 1 could not be read");
        let failure = &github.failures[0];
        assert_eq!(failure.full_name, missing.full_name);
        assert!(failure.message.contains("451"), "{failure:?}");
    }

    #[tokio::test]
    async fn a_sync_without_the_permission_to_see_checks_is_a_whole_one_and_says_so() {
        let syncing = Syncing::new(3).await;
        syncing.standin.set_app_reads_checks(false);
        let ran = syncing.workflow(everything()).await.run(async |_| {}).await;
        assert_eq!((ran.status.as_str(), &ran.result["failures"]), ("done", &Value::from(0)));
        let label = labels(&ran).pop().unwrap();
        assert!(label.starts_with("Synced 3 repositories; checks show from their next change on"), "{label}");
        assert_eq!(syncing.standin.requests().route("POST /graphql").total, 0);
    }
}
