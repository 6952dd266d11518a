//! `githubData.command.takeDelivery`: GitHub has delivered something of an account.

use contracts::{
    OrganizationId,
    github_data::{Delivered, DeliveriesKey, DeliveryTaken, TakeDelivery},
};
use runtime::{Cx, Handled};

use crate::{
    place::{self, Place},
    store,
};

/// Sends it on to the organization that the account is here, by its number. Of an account that is not known here, only a
/// sync is sent on: nothing else of it could be seen by anybody.
pub async fn take_delivery(cx: &mut Cx, key: DeliveriesKey, command: TakeDelivery) -> Handled<DeliveryTaken> {
    let TakeDelivery { login, installation_id, mut commands, receipt } = command;
    let (organization_id, receipt) = match place::of(cx.read().await?, &key.account_id, &login, installation_id).await?
    {
        Place::Known(organization_id) => (organization_id, receipt),
        Place::New(organization_id) => {
            commands.retain(|delivered| matches!(delivered, Delivered::Sync(_)));
            let Some(organization_id) = organization_id.filter(|_| !commands.is_empty()) else {
                return Ok(DeliveryTaken { organization_id: None });
            };
            (organization_id, None)
        }
    };

    let now = cx.now;
    for delivered in &commands {
        if let Delivered::Check(check) = delivered {
            store::checks::heard(cx.write().await?, &organization_id, &check.repository_id, now).await?;
        }
        send(cx, &organization_id, delivered)?;
    }
    if let Some(receipt) = receipt {
        cx.send(&organization_id, &receipt)?;
    }
    Ok(DeliveryTaken { organization_id: Some(organization_id) })
}

fn send(cx: &mut Cx, organization_id: &OrganizationId, delivered: &Delivered) -> Handled<()> {
    match delivered {
        Delivered::Sync(command) => cx.send(organization_id, command),
        Delivered::Installation(command) => cx.send(organization_id, command),
        Delivered::Member(command) => cx.send(organization_id, command),
        Delivered::PullRequest(command) => cx.send(organization_id, command),
        Delivered::Repository(command) => cx.send(organization_id, command),
        Delivered::Branch(command) => cx.send(organization_id, command),
        Delivered::Check(command) => cx.send(organization_id, command),
    }
}

#[cfg(test)]
mod tests {
    use contracts::{
        AccountId,
        github_data::{ContextOverrides, HandleMemberWebhook, SyncRepos},
        organization::RecordGithubWebhookReceipt,
    };

    use super::*;
    use crate::testing::{Data, account, bob_joins, connect, installed};

    fn delivery(login: &str, installation_id: Option<u64>, commands: Vec<Delivered>) -> TakeDelivery {
        let receipt = RecordGithubWebhookReceipt { event: "organization.member_added".into(), delivery_id: "d".into() };
        TakeDelivery { login: login.into(), installation_id, commands, receipt: Some(receipt) }
    }

    fn bobs(login: &str) -> TakeDelivery {
        delivery(login, Some(9), vec![Delivered::Member(bob_joins())])
    }

    fn key(number: u64) -> DeliveriesKey {
        DeliveriesKey { account_id: AccountId::for_number(number) }
    }

    #[tokio::test]
    async fn a_delivery_goes_to_the_organization_that_the_account_is_whatever_its_login() {
        let data = Data::empty().await;
        data.done("acme", &connect(account("Acme", 42))).await;
        let handling = data.service.command(&key(42), &bobs("acme-inc")).await;

        let taken = DeliveryTaken { organization_id: Some("acme".parse().unwrap()) };
        assert_eq!(handling.outcome.as_ref().unwrap(), &taken);
        let [(to, told)] = handling.sent::<HandleMemberWebhook>().try_into().unwrap();
        assert_eq!((to.as_str(), told), ("acme", bob_joins()));
        assert_eq!(handling.sent::<RecordGithubWebhookReceipt>()[0].0, "acme");
        assert_eq!(handling.sent_count(), 2);
    }

    #[tokio::test]
    async fn whoever_took_a_login_that_was_given_up_tells_nothing_to_those_who_had_it() {
        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        let handling = data.service.command(&key(43), &bobs("acme")).await;
        assert_eq!(handling.outcome.as_ref().unwrap(), &DeliveryTaken { organization_id: None });
        assert_eq!(handling.sent_count(), 0);
    }

    #[tokio::test]
    async fn of_an_account_that_is_new_only_a_sync_is_taken_on() {
        let data = Data::empty().await;
        let sync = Delivered::Sync(SyncRepos::default());
        let both = delivery("Ghost", Some(9), vec![Delivered::Member(bob_joins()), sync]);
        let handling = data.service.command(&key(44), &both).await;
        let [(to, _)] = handling.sent::<SyncRepos>().try_into().unwrap();
        assert_eq!((to.as_str(), handling.sent_count()), ("ghost", 1));
        let odd = data.service.command(&key(45), &delivery("octo_cat", Some(9), both.commands)).await;
        assert_eq!(odd.sent_count(), 0, "its login cannot be an id");
        assert_eq!(data.accounts().await, 0);
    }

    #[tokio::test]
    async fn where_the_accounts_number_is_not_known_its_installation_tells_the_organization() {
        let data = Data::empty().await;
        let unnumbered = ContextOverrides { account_id: None, ..installed("Acme", 42) };
        data.done("acme", &connect(unnumbered)).await;
        let sync = Delivered::Sync(SyncRepos::default());
        let taken = data.service.command(&key(42), &delivery("acme-inc", Some(1_042), vec![sync])).await;
        assert_eq!(taken.sent::<SyncRepos>()[0].0, "acme");
    }

    #[tokio::test]
    async fn a_check_that_is_delivered_lets_the_next_reading_tell_all_of_its_repository() {
        use contracts::{organization::ApplyCheck, sandbox::CheckState};

        let data = Data::empty().await;
        data.done("acme", &connect(installed("Acme", 42))).await;
        data.knows("acme", &crate::testing::web()).await;
        let check = ApplyCheck {
            repository_id: crate::testing::web().repository_id,
            branch: "login".into(),
            head: "a".into(),
            name: "build".into(),
            state: CheckState::Running,
            number: 1,
            at: 1,
            since: None,
        };
        let handling = data.service.command(&key(42), &delivery("acme", Some(9), vec![Delivered::Check(check)])).await;
        assert_eq!(handling.sent::<ApplyCheck>().len(), 1);
        let heard_at: i64 = sqlx::query_scalar("select checks_heard_at from repositories")
            .fetch_one(data.service.pool())
            .await
            .unwrap();
        assert!((data.service.now() - heard_at).abs() < 60_000, "{heard_at}");
    }
}
