//! `githubData.workflow.installationCheck`: whether the App is still installed, by GitHub's own answer.
//!
//! `ask`; where it does not find the App, `ask/doubt` and `ask/gone` follow.

use std::sync::Arc;

use contracts::{
    OrganizationId,
    github_data::{ClearState, InstallationCheck, InstallationChecked, SyncRepos},
    organization::InstallationStatus,
};
use futures::FutureExt;
use runtime::{Cx, Handled, Run};

use super::patience::Steps;
use crate::{
    github::{Github, InstallationState},
    store,
};

/// The installation that is asked for.
struct Asked {
    organization_id: OrganizationId,
    input: InstallationCheck,
}

pub async fn installation_check(
    run: Run,
    organization_id: OrganizationId,
    input: InstallationCheck,
    github: Github,
) -> Handled<InstallationChecked> {
    let asked = Arc::new(Asked { organization_id: organization_id.clone(), input });
    let steps = Steps::new(run, github, organization_id);
    let fetch = || steps.github.installation_state(asked.input.installation_id, &asked.input.account_id);
    let first = steps.read("ask", None, &asked, fetch, |cx, asked, state| save_unless_gone(cx, asked, state).boxed());
    if let Some(checked) = first.await? {
        return Ok(checked);
    }
    // Everything that it showed is about to be forgotten, and one answer may be a stray one.
    steps.wait_in_doubt("ask").await?;
    steps.read("ask/gone", None, &asked, fetch, |cx, asked, state| save(cx, asked, state).boxed()).await
}

/// `None`: it was not found, which is to be said again.
async fn save_unless_gone(
    cx: &mut Cx,
    asked: Arc<Asked>,
    state: InstallationState,
) -> Handled<Option<InstallationChecked>> {
    match state {
        InstallationState::Gone => Ok(None),
        InstallationState::Active | InstallationState::Suspended => save(cx, asked, state).await.map(Some),
    }
}

/// What was known through an installation that ended is forgotten. One that is there is read, if it was not thought to be.
async fn save(cx: &mut Cx, asked: Arc<Asked>, state: InstallationState) -> Handled<InstallationChecked> {
    let Asked { organization_id, input: InstallationCheck { account_id, installation_id } } = asked.as_ref();
    let github = store::accounts::read(cx.read().await?, organization_id).await?.github;
    let (installation_status, known, label) = match state {
        InstallationState::Active => {
            if github.installation_status != InstallationStatus::Connected {
                let sync = SyncRepos { label: Some("GitHub App resumed".to_owned()), ..SyncRepos::default() };
                cx.send(organization_id, &sync)?;
            }
            return Ok(InstallationChecked { installation_status: InstallationStatus::Connected });
        }
        InstallationState::Suspended => {
            (InstallationStatus::ReconnectRequired, Some(*installation_id), "GitHub App suspended")
        }
        InstallationState::Gone => (InstallationStatus::InstallRequired, None, "GitHub App uninstalled"),
    };
    let clear = ClearState {
        account_id: Some(account_id.clone()),
        ended_installation_id: Some(*installation_id),
        connected_account: github.connected_account,
        kind: github.kind,
        installation_status,
        installation_id: known,
        label: label.to_owned(),
    };
    cx.send(organization_id, &clear)?;
    Ok(InstallationChecked { installation_status })
}

#[cfg(test)]
mod tests {
    use contracts::AccountId;
    use github_standin::changes::{DeleteInstallation, SuspendInstallation};
    use runtime::testing::Ran;
    use serde_json::Value;
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
        store::accounts::save(&mut pool.acquire().await.unwrap(), &account, 1).await.unwrap();
    }

    fn check(installation: &Installation) -> InstallationCheck {
        InstallationCheck { account_id: installation.account_id.clone(), installation_id: installation.id }
    }

    #[tokio::test]
    async fn whatever_happens_to_its_worker_an_app_that_is_gone_clears_what_it_showed() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let workflow = syncing.workflow(check(&installation)).await;
        syncing.standin.apply(DeleteInstallation { account: BRIGHTWATER.into(), by: None }).unwrap();
        let in_trouble = async |pool: &PgPool| {
            syncing.standin.mend();
            syncing.standin.fail_route(None, 502, 1);
            connected(pool, &installation).await;
        };
        let ran = workflow.withstands_faults(in_trouble, || syncing.asked()).await;

        let clears = ran.sent.iter().filter(|(to, _)| to == "githubData.command.clearState.brightwater");
        let [(_, clear)] = clears.collect::<Vec<_>>()[..] else { panic!("{:?}", ran.sent) };
        assert_eq!((&clear["installationStatus"], &clear["installationId"]), (&"installRequired".into(), &Value::Null));
        assert_eq!(clear["endedInstallationId"], installation.id);
    }

    #[tokio::test]
    async fn a_suspended_app_is_to_be_connected_again() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let workflow = syncing.workflow(check(&installation)).await;
        syncing.standin.apply(SuspendInstallation { account: BRIGHTWATER.into(), by: None }).unwrap();
        let ran = workflow.run(async |pool| connected(pool, &installation).await).await;
        assert_eq!(ran.sent[0].1["installationStatus"], "reconnectRequired");
        assert_eq!(ran.sent[0].1["installationId"], installation.id);
    }

    #[tokio::test]
    async fn an_app_that_is_there_all_the_same_stays() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let workflow = syncing.workflow(check(&installation)).await;
        let ran = workflow.run(async |pool| connected(pool, &installation).await).await;
        assert_eq!((ran.sent.len(), &ran.result["installationStatus"]), (0, &"connected".into()));
    }

    #[tokio::test]
    async fn a_stray_answer_that_the_app_is_gone_clears_nothing_and_neither_does_one_that_github_does_not_know_it() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let ran_after = async |routes: &[(&str, u16, u64)]| {
            let workflow = syncing.workflow(check(&installation)).await;
            for (route, status, times) in routes {
                syncing.standin.fail_route(Some(route), *status, *times);
            }
            workflow.run(async |pool| connected(pool, &installation).await).await
        };
        let is_told = |ran: &Ran| ran.sent.iter().any(|(to, _)| !to.starts_with("githubData.schedule."));
        let stray = ran_after(&[("GET /app/installations/{id}", 404, 1)]).await;
        assert_eq!((is_told(&stray), &stray.result["installationStatus"]), (false, &"connected".into()));
        let unknown = ran_after(&[("GET /app/installations/{id}", 404, 9), ("GET /app", 404, 9)]).await;
        assert_eq!((is_told(&unknown), &unknown.result["code"]), (false, &"github.bad_credentials".into()));
    }

    #[tokio::test]
    async fn an_installation_of_another_account_is_not_this_ones() {
        let syncing = Syncing::new(1).await;
        let installation = syncing.installation().await;
        let other = AccountId::for_number(1);
        let state = syncing.github.installation_state(installation.id, &other).await.unwrap();
        assert_eq!(state, InstallationState::Gone);
    }
}
