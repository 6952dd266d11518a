//! Takes in that somebody who has signed in belongs, by GitHub's own word to them.

use contracts::{
    OrganizationId,
    github_data::{ConnectAccount, ContextOverrides},
    organization::{Applied, LinkMember},
};
use runtime::{Cx, Handled};
use serde_json::json;

use crate::{
    audit, cards,
    error::OrganizationError,
    membership::{self, Word},
    people::{Change, Person},
    profile::{Profile, unsynced},
    store::{self, members::Revised},
    views,
};

/// The first word makes the organization known, synced or not. Whoever links is always told in return what they are here,
/// which by newer news may be nothing.
pub async fn link_member(cx: &mut Cx, organization_id: OrganizationId, command: LinkMember) -> Handled<Applied> {
    let LinkMember { member, account, observed_at } = command;
    let profile = store::profiles::find(cx.read().await?, &organization_id).await?;
    let known = store::members::find(cx.read().await?, &organization_id, &member.user_id).await?;
    must_be_the_account(&organization_id, profile.as_ref(), &account)?;

    let (before, revision) = match known {
        Some(known) => (known.person, known.revision),
        None => (Person::unheard_of(member.user_id.clone()), 0),
    };
    let mut after = before.clone();
    // See `apply_members`.
    after.belongs(member, observed_at.min(cx.now));
    after.signs_in();

    let profile = match profile {
        Some(profile) => profile,
        None => make(cx, &organization_id, &account).await?,
    };
    let (change, person) = (Change { before, after: after.clone() }, after);
    let (is_told, is_linked_now) = (change.concerns_them(), !change.before.linked);
    let changes = if change.is_any() { vec![change] } else { Vec::new() };
    let applied = membership::take_in(cx, &organization_id, Some(&profile), changes, Word::Holds).await?;

    if is_linked_now {
        let details = json!({ "userId": person.user_id, "login": person.login });
        audit::happened(cx, &organization_id, "member.linked", details)?;
    }
    if person.role.is_some() {
        cx.send(&organization_id, &ConnectAccount { context: account })?;
    }
    if !is_told {
        cards::tell(cx, &organization_id, &profile, &Revised { person, revision })?;
    }
    Ok(Applied { applied })
}

/// A login that an account has given up may become another's, whose people must not find themselves in here.
fn must_be_the_account(
    organization_id: &OrganizationId,
    profile: Option<&Profile>,
    account: &ContextOverrides,
) -> Result<(), OrganizationError> {
    let known = profile.and_then(|profile| profile.github.account_id.as_ref());
    let is_another = known.zip(account.account_id.as_ref()).is_some_and(|(known, given)| known != given);
    let login = || account.connected_account.clone().unwrap_or_else(|| organization_id.to_string());
    if is_another { Err(OrganizationError::AccountMismatch { login: login() }) } else { Ok(()) }
}

/// Its GitHub state is what its first member knows, until github-data reports.
async fn make(cx: &mut Cx, organization_id: &OrganizationId, account: &ContextOverrides) -> Handled<Profile> {
    let github = unsynced(organization_id, account);
    let profile = store::profiles::save_github(cx.write().await?, organization_id, &github, 0).await?;

    views::profile_changed(cx, organization_id, &profile)?;
    Ok(profile)
}

#[cfg(test)]
mod tests {
    use contracts::{
        AccountId,
        audit_log::Append,
        organization::{
            AccountKind, ApplyMembers, InstallationStatus, ListMembers, ListTasks, Member, Role, Summary, SyncStatus,
        },
        user::ApplyMembership,
    };

    use super::*;
    use crate::testing::{Acme, github, linked, member, members, progress};

    fn account() -> ContextOverrides {
        ContextOverrides {
            connected_account: Some("Acme".into()),
            kind: Some(AccountKind::Organization),
            account_id: Some(AccountId::for_number(42)),
            ..ContextOverrides::default()
        }
    }

    #[tokio::test]
    async fn the_first_who_signs_in_makes_the_organization_known() {
        let acme = Acme::unknown().await;
        assert_eq!(acme.query_refused(&Summary {}).await, "organization.unknown");
        let link = LinkMember { account: account(), ..linked(7, "bob") };
        let handling = acme.send(&link).await;

        assert!(handling.outcome.as_ref().unwrap().applied);
        let summary = acme.asks(&Summary {}).await;
        assert_eq!((summary.profile.display_name.as_str(), summary.profile.slug.as_str()), ("Acme", "acme"));
        assert_eq!(summary.github.sync_status, SyncStatus::Pending);
        assert_eq!(summary.github.installation_status, InstallationStatus::InstallRequired);
        assert_eq!(summary.counts.unwrap().members, 1);
        assert!(acme.asks(&ListTasks::default()).await.tasks.is_empty());
        let keys: Vec<_> = handling.shown().into_iter().map(|shown| shown.key).collect();
        assert_eq!(keys, ["organization.acme.profile", "organization.acme.member.u7"]);

        let [(key, told)] = handling.sent::<ApplyMembership>().try_into().unwrap();
        assert_eq!((key.as_str(), told.role), ("u7", Some(Role::Member)));
        assert_eq!((told.organization.login.as_str(), told.organization.display_name.as_str()), ("Acme", "Acme"));
        let [(key, connect)] = handling.sent::<ConnectAccount>().try_into().unwrap();
        assert_eq!((key.as_str(), connect.context), ("acme", account()));
        assert_eq!(handling.sent::<Append>()[0].1.event, "member.linked");
        assert_eq!(handling.sent_count(), 3);
    }

    #[tokio::test]
    async fn the_first_report_of_a_sync_takes_over() {
        let acme = Acme::unknown().await;
        acme.done(&linked(7, "bob")).await;
        assert!(acme.done(&progress(1, SyncStatus::Syncing)).await.applied);
        assert_eq!(acme.asks(&Summary {}).await.github, github(SyncStatus::Syncing));
    }

    #[tokio::test]
    async fn whoever_was_listed_before_is_linked_and_keeps_their_place() {
        let acme = Acme::connected().await;
        acme.done(&members(&[member(7, "bob"), member(8, "eve")])).await;
        let bob = Member { role: Role::Admin, ..member(7, "bob") };
        acme.done(&LinkMember { member: bob.clone(), ..linked(7, "bob") }).await;

        let listed = acme.asks(&ListMembers::default()).await.members;
        assert_eq!(listed, [Member { linked: true, ..bob }, member(8, "eve")]);
    }

    #[tokio::test]
    async fn signing_in_again_changes_nothing_and_is_answered_all_the_same() {
        let acme = Acme::connected().await;
        let first = acme.send(&linked(7, "bob")).await;
        let before = acme.service.rows().await;
        let again = acme.send(&linked(7, "bob")).await;

        assert!(!again.outcome.as_ref().unwrap().applied);
        assert_eq!((again.shown(), acme.service.rows().await), (vec![], before));
        let ([(_, first)], [(_, again)]) = (&first.sent::<ApplyMembership>()[..], &again.sent::<ApplyMembership>()[..])
        else {
            panic!("one answer each")
        };
        assert_eq!(first, again);
    }

    #[tokio::test]
    async fn an_older_word_links_without_bringing_anybody_back() {
        let acme = Acme::connected().await;
        let removed = ApplyMembers { removed: vec![member(7, "bob").user_id], observed_at: 20, ..members(&[]) };
        acme.done(&removed).await;
        let handling = acme.send(&LinkMember { observed_at: 19, ..linked(7, "bob") }).await;

        let [(_, told)] = handling.sent::<ApplyMembership>().try_into().unwrap();
        assert_eq!(told.role, None);
        assert!(handling.sent::<ConnectAccount>().is_empty());
        assert!(acme.asks(&ListMembers::default()).await.members.is_empty());

        let back = acme.send(&ApplyMembers { observed_at: 21, ..members(&[member(7, "bob")]) }).await;
        assert_eq!(
            back.sent::<ApplyMembership>()[0].1.role,
            Some(Role::Member),
            "they have signed in, so they hear it"
        );
    }

    #[tokio::test]
    async fn another_account_that_took_the_login_stays_out() {
        let acme = Acme::unknown().await;
        acme.done(&LinkMember { account: account(), ..linked(7, "bob") }).await;
        let taken = ContextOverrides { account_id: Some(AccountId::for_number(43)), ..account() };
        acme.refused(&LinkMember { account: taken, ..linked(8, "eve") }, "organization.account_mismatch").await;
        acme.done(&LinkMember { account: ContextOverrides::default(), ..linked(9, "dan") }).await;
    }

    #[tokio::test]
    async fn a_persons_own_account_is_theirs_alone() {
        let bob = Acme::unknown().await;
        let own = ContextOverrides { kind: Some(AccountKind::Personal), ..account() };
        let admin = Member { role: Role::Admin, ..member(7, "bob") };
        bob.done(&LinkMember { member: admin.clone(), account: own, ..linked(7, "bob") }).await;

        assert_eq!(bob.asks(&Summary {}).await.github.kind, AccountKind::Personal);
        assert_eq!(bob.asks(&ListMembers::default()).await.members, [Member { linked: true, ..admin }]);
    }
}
