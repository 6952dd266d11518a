//! `githubData.command.checkInstallation`: GitHub has delivered that the App is gone or suspended.

use contracts::{
    OrganizationId,
    github_data::{CheckInstallation, InstallationCheck},
    organization::Applied,
};
use runtime::{Cx, Handled, WhenActive};

use crate::store;

/// Has GitHub asked, unless it is about an installation that another has followed.
pub async fn check_installation(
    cx: &mut Cx,
    organization_id: OrganizationId,
    command: CheckInstallation,
) -> Handled<Applied> {
    let CheckInstallation { account_id, installation_id } = command;
    let account = store::accounts::read(cx.read().await?, &organization_id).await?;
    account.must_be(Some(&account_id))?;
    if account.github.installation_id != Some(installation_id) {
        return Ok(Applied { applied: false });
    }

    let workflow_id = format!("installationCheck.{organization_id}.{installation_id}");
    let input = InstallationCheck { account_id, installation_id };
    cx.start::<InstallationCheck>(&organization_id, &workflow_id, &input, WhenActive::RunAgain).await?;
    Ok(Applied { applied: true })
}

#[cfg(test)]
mod tests {
    use contracts::AccountId;

    use super::*;
    use crate::testing::{Data, connect, installed};

    fn check(number: u64, installation_id: u64) -> CheckInstallation {
        CheckInstallation { account_id: AccountId::for_number(number), installation_id }
    }

    #[tokio::test]
    async fn the_installation_that_is_known_is_asked_for_and_no_other() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        let earlier = data.send("acme", &check(42, 7)).await;
        assert_eq!((earlier.outcome.as_ref().unwrap().applied, earlier.sent_count()), (false, 0));
        let known = data.send("acme", &check(42, 1_042)).await;
        assert_eq!((known.outcome.as_ref().unwrap().applied, known.sent_count()), (true, 1), "the run's announcement");
    }

    #[tokio::test]
    async fn another_account_and_one_that_is_not_known_are_refused() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        assert_eq!(data.send("acme", &check(43, 1_042)).await.refusal(), Some("github.account_mismatch"));
        assert_eq!(data.send("ghost", &check(43, 1_042)).await.refusal(), Some("github.account_mismatch"));
    }
}
