//! Takes in what GitHub says of where a person belongs, and tells the organizations.

use contracts::{
    Millis, UserId,
    organization::{Applied, LinkMember, Member, UnlinkMember},
    user::{ApplyDiscovery, DiscoveryNews, OrganizationFound, Profile},
};
use runtime::{Cx, Handled};

use crate::{account, renewal, store, text, views};

/// Each organization decides who belongs to it, and tells the person in return (`applyMembership`).
pub async fn apply_discovery(cx: &mut Cx, user_id: UserId, mut command: ApplyDiscovery) -> Handled<Applied> {
    if let DiscoveryNews::Found { profile, .. } = &mut command.news {
        text::cut_profile(profile);
    }
    let mut account = store::accounts::read(cx.read().await?, &user_id).await?;
    let memberships = store::memberships::list(cx.read().await?, &user_id).await?;

    let is_waiting = account.awaits_renewal(&command, cx.now);
    if is_waiting {
        renewal::renew(cx, &user_id, account.token.number).await?;
    } else {
        account.hear(&command, cx.now);
    }

    store::accounts::save(cx.write().await?, &account).await?;

    let observed_at = command.observed_at;
    if let DiscoveryNews::Found { profile, organizations, withheld, .. } = command.news {
        for organization_id in account::unnamed(&memberships, &organizations, &withheld) {
            let (user_id, login) = (user_id.clone(), Some(profile.login.clone()));
            cx.send(&organization_id, &UnlinkMember { user_id, login, observed_at })?;
        }
        for found in organizations {
            link(cx, &user_id, &profile, found, observed_at)?;
        }
    }
    views::app_changed(cx, &account).await?;
    Ok(Applied { applied: true })
}

fn link(
    cx: &mut Cx,
    user_id: &UserId,
    profile: &Profile,
    found: OrganizationFound,
    observed_at: Millis,
) -> Handled<()> {
    let OrganizationFound { organization_id, role, account } = found;
    let member = Member {
        user_id: user_id.clone(),
        login: profile.login.clone(),
        name: profile.name.clone(),
        avatar_url: profile.avatar_url.clone(),
        role,
        linked: true,
    };
    cx.send(&organization_id, &LinkMember { member, account, observed_at })
}

#[cfg(test)]
mod tests {
    use contracts::{
        github_data::ContextOverrides,
        organization::Role,
        user::{DiscoveryStatus, GithubToken},
    };

    use super::*;
    use crate::testing::{Bob, membership, profile};

    fn found(organizations: &[(&str, Role)]) -> ApplyDiscovery {
        let found = |(id, role): &(&str, Role)| OrganizationFound {
            organization_id: id.parse().unwrap(),
            role: *role,
            account: ContextOverrides { connected_account: Some((*id).into()), ..ContextOverrides::default() },
        };
        let organizations = organizations.iter().map(found).collect();
        news(DiscoveryNews::Found { profile: profile("bobby"), organizations, withheld: vec![], note: None })
    }

    fn failed(refused_token: Option<i64>) -> ApplyDiscovery {
        news(DiscoveryNews::Failed { message: "GitHub cannot be reached".into(), refused_token })
    }

    fn news(news: DiscoveryNews) -> ApplyDiscovery {
        ApplyDiscovery { run_id: "r1".into(), observed_at: 10, news }
    }

    #[tokio::test]
    async fn each_organization_is_told_of_its_member() {
        let bob = Bob::signed_in().await;
        let handling = bob.send(&found(&[("acme", Role::Member), ("bobby", Role::Admin)])).await;

        let [(acme, linked), (own, admin)] = handling.sent::<LinkMember>().try_into().unwrap();
        assert_eq!((acme.as_str(), own.as_str()), ("acme", "bobby"));
        assert_eq!((linked.member.role, admin.member.role), (Role::Member, Role::Admin));
        assert_eq!((linked.member.login.as_str(), linked.member.linked), ("bobby", true));
        assert_eq!(linked.account.connected_account.as_deref(), Some("acme"));
        assert_eq!((linked.observed_at, handling.sent_count()), (10, 2));
        let app = bob.app().await;
        assert_eq!((app.discovery.status, app.discovery.discovered_at), (DiscoveryStatus::Done, Some(10)));
        assert_eq!((app.profile.login.as_str(), app.organizations.len()), ("bobby", 0));
    }

    #[tokio::test]
    async fn an_organization_that_is_no_longer_named_is_told_too() {
        let bob = Bob::in_acme().await;
        bob.done(&membership("tidepool", None)).await;
        let handling = bob.send(&found(&[("bobby", Role::Admin)])).await;

        let [(left, unlink)] = handling.sent::<UnlinkMember>().try_into().unwrap();
        let (user_id, login) = (bob.key.clone(), Some("bobby".to_owned()));
        assert_eq!((left.as_str(), unlink), ("acme", UnlinkMember { user_id, login, observed_at: 10 }));
        assert_eq!(handling.sent_count(), 2);
        assert_eq!(bob.app().await.organizations.len(), 1, "until the organization says so");
    }

    #[tokio::test]
    async fn one_that_asks_for_single_sign_on_is_told_nothing_and_the_person_is() {
        let bob = Bob::in_acme().await;
        let (profile, organizations, withheld) = (profile("bob"), vec![], vec!["acme".parse().unwrap()]);
        let note = Some("acme asks for single sign-on".to_owned());
        let handling =
            bob.send(&news(DiscoveryNews::Found { profile, organizations, withheld, note: note.clone() })).await;
        assert_eq!(handling.sent_count(), 0);
        assert_eq!(bob.app().await.discovery.message, note);
    }

    #[tokio::test]
    async fn a_failure_is_shown_and_nobody_is_told_of_it() {
        let bob = Bob::in_acme().await;
        let handling = bob.send(&failed(None)).await;
        assert_eq!(handling.sent_count(), 0);
        let shown = handling.shown()[0].value.clone().unwrap();
        assert_eq!(shown["discovery"]["message"], "GitHub cannot be reached");
        assert_eq!(bob.app().await.discovery.status, DiscoveryStatus::Failed);
    }

    #[tokio::test]
    async fn waiting_is_shown_as_going_on() {
        let bob = Bob::signed_in().await;
        bob.done(&news(DiscoveryNews::Waiting { message: "soon".into() })).await;
        let discovery = bob.app().await.discovery;
        assert_eq!((discovery.status, discovery.message.as_deref()), (DiscoveryStatus::Running, Some("soon")));
    }

    #[tokio::test]
    async fn a_token_that_github_refused_is_given_to_nobody_until_they_sign_in_again() {
        let bob = Bob::signed_in().await;
        bob.done(&failed(Some(1))).await;
        assert_eq!(bob.query_refused(&GithubToken {}).await, "user.token_revoked");
        bob.done(&bob.sign_in(2)).await;
        bob.done(&failed(Some(1))).await;
        assert!(!bob.asks(&GithubToken {}).await.token.is_empty());
    }

    #[tokio::test]
    async fn nobody_is_made_by_it() {
        Bob::unknown().await.refused(&found(&[]), "user.unknown").await;
    }
}
