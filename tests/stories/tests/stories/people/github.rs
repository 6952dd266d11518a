//! GitHub as people meet it: organizations that hide themselves from their lists, and tokens that end.

use contracts::{
    organization::ListMembers,
    task::{ChangeOwner, Detail},
    user::{DiscoverOrganizations, DiscoveryStatus, GetApp},
};
use serde_json::json;
use stories::{Organization, Visitor, World, until, until_true};

use super::world;

/// Looks again, and gives what the person reads when that is over.
async fn looks_again(world: &World, person: &Visitor) -> Option<String> {
    let before = person.sees(&person.user_id, &GetApp {}).await.discovery.discovered_at;
    person.does(&person.user_id, &DiscoverOrganizations {}).await;
    let discovery = until("the end of the search", async || {
        let discovery = person.sees(&person.user_id, &GetApp {}).await.discovery;
        let is_over = discovery.status == DiscoveryStatus::Failed || discovery.discovered_at > before;
        (is_over && discovery.status != DiscoveryStatus::Running).then_some(discovery)
    });
    let discovery = discovery.await;
    assert_eq!(discovery.status, DiscoveryStatus::Done, "{discovery:?}");
    world.settle().await;
    discovery.message
}

async fn belongs(acme: &Organization<'_>, login: &str) -> bool {
    let members = acme.member.sees(&acme.id, &ListMembers::default()).await.members;
    members.iter().any(|member| member.login == login)
}

#[tokio::test]
async fn an_organization_that_a_persons_own_list_leaves_out_keeps_its_members_and_their_tasks() {
    let world = world().await;
    let github = world.github();
    let bob = world.signs_in("bob", &["acme"]).await;
    let acme = world.organization("acme").await;
    acme.sync().await;
    let task = acme.key(&acme.offers(&acme.name(0), "own/list").await);
    let owner = bob.does(&task, &ChangeOwner { user_id: bob.user_id.clone() }).await.owner;
    assert!(owner.is_some());

    github.breaks(json!({ "organization": "acme", "hiding": "sso" })).await;
    let told = looks_again(&world, &bob).await.expect("what to do");
    assert!(told.contains("acme, which asks for single sign-on"), "{told}");
    assert!(belongs(&acme, "bob").await);

    github.breaks(json!({ "organization": "acme", "hiding": "oauth_restrictions" })).await;
    assert_eq!(looks_again(&world, &bob).await, None);
    assert!(belongs(&acme, "bob").await, "the App knows him");
    assert_eq!(bob.sees(&task, &Detail {}).await.owner, owner);

    // Nobody tells that he leaves; his own list and the App's say the same then.
    github.breaks(json!({ "deliveries": { "kind": "dropped", "event": "organization" } })).await;
    github.does("members/remove", json!({ "organization": "acme", "login": "bob" })).await;
    looks_again(&world, &bob).await;
    assert!(!belongs(&acme, "bob").await);
}

#[tokio::test]
async fn a_stray_refusal_of_a_persons_token_revokes_nothing() {
    let world = world().await;
    let bob = world.signs_in("bob", &["acme"]).await;
    world.github().breaks(json!({ "route": { "route": "GET /user", "status": 401, "times": 1 } })).await;
    assert_eq!(looks_again(&world, &bob).await, None);
}

#[tokio::test]
async fn a_token_that_ends_is_followed_by_another_and_its_person_notices_nothing() {
    let world = world().await;
    let github = world.github();
    github.breaks(json!({ "token_lifetime_seconds": 6 })).await;
    let bob = world.signs_in("bob", &["acme"]).await;
    github.breaks(json!({ "token_lifetime_seconds": 28_800 })).await;
    until_true("another token", async || {
        let number: i64 = sqlx::query_scalar("select token_number from users.accounts where user_id = $1")
            .bind(bob.user_id.as_str())
            .fetch_one(&world.database)
            .await
            .unwrap();
        number > 1
    })
    .await;
    assert_eq!(looks_again(&world, &bob).await, None);

    // Nothing gets another one for a token that GitHub refuses as soon as it was given.
    github.does("people/revoke", json!({ "login": "bob" })).await;
    bob.does(&bob.user_id, &DiscoverOrganizations {}).await;
    until_true("what to do", async || {
        let discovery = bob.sees(&bob.user_id, &GetApp {}).await.discovery;
        discovery.message.is_some_and(|message| message.contains("sign out and in again"))
    })
    .await;
}
