//! `githubData.workflow.repositoryReload`: one repository again, with its branches and pull requests.
//!
//! `begin` → `read`

use std::sync::Arc;

use contracts::{
    OrganizationId, RepositoryId,
    github_data::{RepositoryReload, RepositoryReloaded},
    organization::{Repository, RepositoryGone},
};
use futures::FutureExt;
use runtime::{Cx, Handled, Run};
use serde::{Deserialize, Serialize};

use super::patience::Steps;
use crate::{
    account::{AccountError, Reading},
    asking::{self, Offered},
    github::{Branch, Github, GithubError, Listing, Whereabouts},
    reading, removal,
    store::{self, targets::Target},
    tell,
};

/// Recorded by the first step.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Begun {
    reading: Reading,
    repository_id: RepositoryId,
}

/// The repository as GitHub has it now.
struct Found {
    repository: Repository,
    branches: Listing<Branch>,
    offered: Offered,
}

pub async fn repository_reload(
    run: Run,
    organization_id: OrganizationId,
    input: RepositoryReload,
    github: Github,
) -> Handled<RepositoryReloaded> {
    let steps = Steps::new(run, github, organization_id);
    let begun = Arc::new(begin(&steps, input.repository_id).await?);
    let fetch = || fetch(&steps, &begun);
    let installation_id = Some(begun.reading.installation_id);
    steps.read("read", installation_id, &begun, fetch, |cx, begun, found| save(cx, begun, found).boxed()).await
}

async fn begin(steps: &Steps, repository_id: RepositoryId) -> Handled<Begun> {
    let organization_id = steps.organization_id.clone();
    steps
        .run
        .commit("begin", move |cx| {
            let (organization_id, repository_id) = (organization_id.clone(), repository_id.clone());
            async move { save_begin(cx, organization_id, repository_id).await }.boxed()
        })
        .await
}

async fn save_begin(cx: &mut Cx, organization_id: OrganizationId, repository_id: RepositoryId) -> Handled<Begun> {
    let now = cx.now;
    let mut account = store::accounts::lock(cx.read().await?, &organization_id).await?;
    let installation_id = account.github.installation_id.ok_or(AccountError::NotConnected)?;

    let generation = account.next_generation();
    store::accounts::save(cx.write().await?, &account, now).await?;
    let reading = Reading {
        organization_id,
        connected_account: account.github.connected_account,
        account_id: account.github.account_id,
        kind: account.github.kind,
        installation_id,
        reads_members: false,
        reads_checks: true,
        generation,
        started_at: now,
    };
    Ok(Begun { reading, repository_id })
}

/// `Err` in it: GitHub has it here no more, and why. A name would not do: GitHub leads on to where a repository was given to,
/// and shows everybody a public one.
async fn fetch(steps: &Steps, begun: &Begun) -> Result<Result<Found, RepositoryGone>, GithubError> {
    let (github, reading) = (&steps.github, &begun.reading);
    let installation_id = reading.installation_id;
    let found = github.whereabouts(installation_id, &reading.connected_account, &begun.repository_id).await?;
    let repository = match found {
        Whereabouts::Here(repository) => repository,
        Whereabouts::Gone(why) => return Ok(Err(why)),
    };
    let branches = github.branches(installation_id, &repository.full_name, None).await?;
    let target = Target::unread(begun.repository_id.clone(), repository.full_name.clone());
    let offered = asking::offered(github, &steps.run.reader(), &begun.reading, &target).await?;
    Ok(Ok(Found { repository, branches, offered }))
}

async fn save(cx: &mut Cx, begun: Arc<Begun>, found: Result<Found, RepositoryGone>) -> Handled<RepositoryReloaded> {
    let (reading, now) = (&begun.reading, cx.now);
    let organization_id = &reading.organization_id;
    let account = store::accounts::lock(cx.read().await?, organization_id).await?;
    let (id, repository_id) = (begun.repository_id.as_str(), &begun.repository_id);
    let is_known = store::repositories::find(cx.read().await?, organization_id, repository_id).await?.is_some();
    let ours = store::targets::still_ours(cx.read().await?, organization_id, reading.generation, &[id]).await?;
    let found = match found {
        Ok(found) => found,
        Err(why) => {
            if !ours.is_empty() {
                removal::remove(cx, organization_id, vec![repository_id.clone()], why).await?;
            }
            return Ok(RepositoryReloaded { exists: false });
        }
    };
    // Read by a newer reading, or the account was disconnected meanwhile.
    let is_outdone = is_known && ours.is_empty();
    if is_outdone || account.github.installation_id != Some(reading.installation_id) {
        return Ok(RepositoryReloaded { exists: true });
    }

    let Found { repository, branches, offered } = found;
    let full_name = repository.full_name.clone();
    let target = || Target::unread(begun.repository_id.clone(), full_name.clone());
    let rows = std::slice::from_ref(&repository);
    store::repositories::upsert(cx.write().await?, organization_id, reading.generation, rows, now).await?;
    tell::repositories(cx, organization_id, vec![repository])?;
    let had_failed = store::failures::forget(cx.write().await?, organization_id, &[id]).await?;
    reading::take_branches(cx, reading, vec![(target(), branches)]).await?;
    let failed = reading::take_offered(cx, reading, vec![(target(), offered)]).await?;
    if had_failed || failed > 0 {
        tell::progress(cx, account).await?;
    }
    Ok(RepositoryReloaded { exists: true })
}

#[cfg(test)]
mod tests {
    use contracts::PullRequest;
    use github_standin::{changes::SelectRepositories, generate};
    use serde_json::json;
    use sqlx::PgPool;

    use super::*;
    use crate::{
        account::Account,
        github::Installation,
        testing::{BRIGHTWATER, Syncing},
    };

    async fn connected(pool: &PgPool, installation: &Installation) {
        let mut account = Account::unknown(&BRIGHTWATER.parse().unwrap());
        account.connect(installation);
        account.next_generation();
        store::accounts::save(&mut pool.acquire().await.unwrap(), &account, 1).await.unwrap();
    }

    /// The account is connected, and the repository known from a sync.
    async fn known(pool: &PgPool, installation: &Installation, repository: &Repository) {
        connected(pool, installation).await;
        let (id, mut connection) = (BRIGHTWATER.parse().unwrap(), pool.acquire().await.unwrap());
        let rows = std::slice::from_ref(repository);
        store::repositories::upsert(&mut connection, &id, 1, rows, 1).await.unwrap();
    }

    async fn busiest(syncing: &Syncing, installation: &Installation) -> Repository {
        let name = format!("{BRIGHTWATER}/{}", generate::repository_name(generate::BUSIEST));
        syncing.github.repository(installation.id, &name).await.unwrap().unwrap()
    }

    #[tokio::test]
    async fn whatever_happens_to_its_worker_a_reload_ends_the_same() {
        let syncing = Syncing::new(12).await;
        let installation = syncing.installation().await;
        let repository = busiest(&syncing, &installation).await;
        let reload = syncing.workflow(RepositoryReload { repository_id: repository.repository_id.clone() }).await;
        let in_trouble = async |pool: &PgPool| {
            syncing.standin.mend();
            syncing.standin.fail_route(None, 502, 1);
            known(pool, &installation, &repository).await;
        };
        let ran = reload.withstands_faults(in_trouble, || syncing.asked()).await;

        assert_eq!((ran.status.as_str(), ran.result), ("done", serde_json::json!({ "exists": true })));
        let told = |subject: &str| ran.sent.iter().filter(|(to, _)| to.starts_with(subject)).count();
        assert_eq!(told("organization.command.applyRepositories."), 1);
        assert_eq!(told("organization.command.refreshTaskSummaryForBranch."), 3);
    }

    /// The same, with the pull requests that were open then.
    async fn known_with(pool: &PgPool, installation: &Installation, repository: &Repository, open: &[PullRequest]) {
        known(pool, installation, repository).await;
        let (id, mut connection) = (BRIGHTWATER.parse().unwrap(), pool.acquire().await.unwrap());
        let rows: Vec<_> = open.iter().map(|pull_request| (&repository.repository_id, pull_request)).collect();
        store::pull_requests::upsert(&mut connection, &id, 1, &rows).await.unwrap();
    }

    #[tokio::test]
    async fn one_that_slips_between_pages_stays_and_those_that_left_are_told_with_the_reason() {
        let syncing = Syncing::with_pull_requests(12, 120).await;
        let installation = syncing.installation().await;
        let repository = busiest(&syncing, &installation).await;
        let listed = syncing.github.pull_requests(installation.id, &repository.full_name, None).await.unwrap();
        let open = listed.items();
        let (closed, full_name) = (open[3].number, &repository.full_name);
        syncing.standin.close_pull_request(full_name, closed).unwrap();
        // Some of them conflict with what they are to be merged into.
        let mut others = open[4..].iter().map(|pull_request| pull_request.number);
        let merged = others.find(|number| syncing.standin.merge_pull_request(full_name, *number).is_ok()).unwrap();
        syncing.standin.shift_pages("GET /repos/{owner}/{repository}/pulls", 2, 1);

        let reload = syncing.workflow(RepositoryReload { repository_id: repository.repository_id.clone() }).await;
        let known = async |pool: &PgPool| known_with(pool, &installation, &repository, &open).await;
        syncing.standin.reset_requests();
        let ran = reload.run(known).await;

        let told =
            ran.sent.iter().filter(|(to, _)| to.starts_with("organization.command.refreshTaskSummaryForBranch."));
        let told: Vec<_> = told.map(|(_, news)| (&news["pullRequestNumber"], &news["leftBecause"])).collect();
        let expected = [(&json!(closed), &json!("closed")), (&json!(merged), &json!("merged"))];
        assert_eq!((ran.status.as_str(), told), ("done", expected.to_vec()));
        let asked = syncing.standin.requests().route("GET /repos/{owner}/{repository}/pulls/{number}").total;
        assert_eq!(asked, 3, "those two, and the one that had slipped");
    }

    #[tokio::test]
    async fn one_that_is_not_known_is_read_if_it_is_ours() {
        let syncing = Syncing::new(12).await;
        let installation = syncing.installation().await;
        let repository = busiest(&syncing, &installation).await;
        let reload = syncing.workflow(RepositoryReload { repository_id: repository.repository_id.clone() }).await;
        let ran = reload.run(async |pool: &PgPool| connected(pool, &installation).await).await;
        assert_eq!(ran.result, json!({ "exists": true }));
        let (to, told) = &ran.sent[0];
        assert_eq!(to, "organization.command.applyRepositories.brightwater");
        assert_eq!(told["repositories"], json!([repository]));

        // Everybody sees a public one.
        let (account, repositories) = (BRIGHTWATER.into(), Some(vec![]));
        syncing.standin.apply(SelectRepositories { account, repositories, by: None }).unwrap();
        let ran = reload.run(async |pool: &PgPool| connected(pool, &installation).await).await;
        assert_eq!((ran.result, ran.sent.len()), (json!({ "exists": false }), 0));
    }

    #[tokio::test]
    async fn a_repository_that_is_gone_is_removed() {
        let syncing = Syncing::new(12).await;
        let installation = syncing.installation().await;
        let repository = busiest(&syncing, &installation).await;
        let reload = syncing.workflow(RepositoryReload { repository_id: repository.repository_id.clone() }).await;
        syncing.standin.delete_repository(&repository.full_name).unwrap();
        let known = async |pool: &PgPool| known(pool, &installation, &repository).await;
        let ran = reload.withstands_faults(known, || syncing.asked()).await;

        assert_eq!((ran.status.as_str(), ran.result), ("done", serde_json::json!({ "exists": false })));
        let [(to, told)] = ran.sent.try_into().unwrap();
        assert_eq!(to, "organization.command.applyRepositories.brightwater");
        assert_eq!(told["removed"], serde_json::json!([repository.repository_id]));
    }

    #[tokio::test]
    async fn one_of_which_github_says_nothing_stays_the_others_are_told_and_people_see_why() {
        let syncing = Syncing::new(12).await;
        let installation = syncing.installation().await;
        let repository = busiest(&syncing, &installation).await;
        let full_name = &repository.full_name;
        let open = syncing.github.pull_requests(installation.id, full_name, None).await.unwrap().items();
        for closed in &open[..2] {
            syncing.standin.close_pull_request(full_name, closed.number).unwrap();
        }
        syncing.standin.fail_route(Some("GET /repos/{owner}/{repository}/pulls/{number}"), 451, 1);
        let reload = syncing.workflow(RepositoryReload { repository_id: repository.repository_id.clone() }).await;
        let ran = reload.run(async |pool| known_with(pool, &installation, &repository, &open).await).await;

        let told = |command: &str| {
            let is_it = |(to, _): &&(String, serde_json::Value)| to.starts_with(command);
            ran.sent.iter().filter(is_it).map(|(_, body)| body).collect::<Vec<_>>()
        };
        let left = told("organization.command.refreshTaskSummaryForBranch.");
        assert_eq!((ran.status.as_str(), left.len(), &left[0]["leftBecause"]), ("done", 1, &json!("closed")));
        let failures = &told("organization.command.applyGithubSyncProgress.")[0]["github"]["failures"];
        assert!(failures[0]["message"].as_str().unwrap().contains("451"), "{failures}");
    }

    fn checks_told(ran: &runtime::testing::Ran) -> Vec<&serde_json::Value> {
        let told = ran.sent.iter().filter(|(to, _)| to.starts_with("organization.command.applyChecks."));
        told.map(|(_, told)| told).collect()
    }

    #[tokio::test]
    async fn how_pull_requests_are_checked_is_told_after_them_and_not_again_until_something_else_was() {
        let syncing = Syncing::new(12).await;
        let installation = syncing.installation().await;
        let repository = busiest(&syncing, &installation).await;
        let (repository_id, full_name) = (&repository.repository_id, &repository.full_name);
        let open = syncing.github.pull_requests(installation.id, full_name, None).await.unwrap().items();
        let checked = syncing.github.checks(installation.id, full_name).await.unwrap();
        let told = crate::checks::fingerprint(&checked.pull_requests);
        let reload = syncing.workflow(RepositoryReload { repository_id: repository_id.clone() }).await;

        let first = reload.run(async |pool: &PgPool| connected(pool, &installation).await).await;
        assert!(first.sent.last().unwrap().0.starts_with("organization.command.applyChecks."), "{:?}", first.sent);
        let [found] = checks_told(&first).try_into().unwrap();
        assert_eq!(found["pullRequests"], json!(checked.pull_requests));

        let was_told = async |pool: &PgPool, asked_at, heard_at| {
            known_with(pool, &installation, &repository, &open).await;
            let (id, mut connection) = (BRIGHTWATER.parse().unwrap(), pool.acquire().await.unwrap());
            store::checks::set_told(&mut connection, &id, repository_id, told, asked_at).await.unwrap();
            store::checks::heard(&mut connection, &id, repository_id, heard_at).await.unwrap();
        };
        let again = reload.run(async |pool: &PgPool| was_told(pool, 1_000_000, 1).await).await;
        assert_eq!((again.status.as_str(), checks_told(&again).len()), ("done", 0), "it is what was told");
        let delivered = reload.run(async |pool: &PgPool| was_told(pool, 1_000_000, 1_000_001).await).await;
        assert_eq!(checks_told(&delivered).len(), 1, "a delivery came since");

        let closed = open[0].number;
        syncing.standin.close_pull_request(full_name, closed).unwrap();
        let differs = reload.run(async |pool: &PgPool| was_told(pool, 1_000_000, 1).await).await;
        assert_eq!(checks_told(&differs)[0]["pullRequests"].as_array().map(Vec::len), Some(open.len() - 1));
    }

    #[tokio::test]
    async fn checks_that_github_does_not_tell_fail_nothing_and_people_see_why() {
        let syncing = Syncing::new(12).await;
        let installation = syncing.installation().await;
        let repository = busiest(&syncing, &installation).await;
        syncing.standin.fail_route(Some("POST /graphql"), 403, 1);
        let reload = syncing.workflow(RepositoryReload { repository_id: repository.repository_id.clone() }).await;
        let ran = reload.run(async |pool: &PgPool| connected(pool, &installation).await).await;

        let told = |command: &'static str| {
            ran.sent.iter().filter(move |(to, _)| to.starts_with(command)).map(|(_, told)| told)
        };
        let pull_requests = told("organization.command.refreshTaskSummaryForBranch.").count();
        assert_eq!((ran.status.as_str(), pull_requests, checks_told(&ran).len()), ("done", 3, 0));
        let progress = told("organization.command.applyGithubSyncProgress.").next_back().unwrap();
        let why = progress["github"]["failures"][0]["message"].as_str().unwrap();
        assert!(why.starts_with("checks: GitHub refused") && why.contains("403"), "{why}");

        syncing.standin.set_app_reads_checks(false);
        let kept_back = reload.run(async |pool: &PgPool| connected(pool, &installation).await).await;
        assert!(!kept_back.sent.iter().any(|(to, _)| to.starts_with("organization.command.applyGithubSyncProgress.")));
    }

    #[tokio::test]
    async fn one_that_was_stored_as_changed_in_a_year_to_come_is_healed_by_the_next_reading() {
        let syncing = Syncing::new(12).await;
        let installation = syncing.installation().await;
        let repository = busiest(&syncing, &installation).await;
        let mut open =
            syncing.github.pull_requests(installation.id, &repository.full_name, None).await.unwrap().items();
        let present = open[0].clone();
        open[0] = PullRequest { title: "From the future".into(), updated_at: 32_503_680_000_000, ..present.clone() };
        let reload = syncing.workflow(RepositoryReload { repository_id: repository.repository_id.clone() }).await;
        let told = |ran: &runtime::testing::Ran| {
            let news =
                ran.sent.iter().filter(|(to, _)| to.starts_with("organization.command.refreshTaskSummaryForBranch."));
            news.map(|(_, news)| news["pullRequest"].clone()).collect::<Vec<_>>()
        };
        let stuck = reload.run(async |pool| known_with(pool, &installation, &repository, &open).await).await;
        assert!(told(&stuck).is_empty());

        let healed = reload.run(async |pool: &PgPool| {
            known_with(pool, &installation, &repository, &open).await;
            let migration = include_str!("../../migrations/1005_pull_requests_of_the_future.sql");
            sqlx::raw_sql(migration).execute(pool).await.unwrap();
        });
        assert_eq!(told(&healed.await), [json!(present)]);
    }
}
