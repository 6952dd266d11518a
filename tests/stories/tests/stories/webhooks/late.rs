//! Deliveries that come late, twice or from an account that has taken another's login: the state is GitHub's all the same.

use contracts::{
    UserId,
    organization::{InstallationStatus, ListMembers, Summary},
    task::{ChangeOwner, Detail},
};
use serde_json::{Value, json};
use stories::{Delivery, Github, Organization, World, until_true};

/// The newest delivery of this event that names `login`.
async fn delivery(github: &Github, event: &str, action: &str, login: &str) -> Value {
    let deliveries = github.deliveries().await;
    let is_it = |delivery: &&Delivery| {
        delivery.event == event && delivery.action.as_deref() == Some(action) && delivery.body.contains(login)
    };
    serde_json::from_str(&deliveries.iter().rev().find(is_it).expect("it was delivered").body).unwrap()
}

async fn logins(acme: &Organization<'_>) -> Vec<String> {
    let members = acme.member.sees(&acme.id, &ListMembers::default()).await.members;
    members.into_iter().map(|member| member.login).collect()
}

/// Somebody with the App on their own account, and a repository there.
async fn with_the_app<'a>(world: &'a World, login: &str) -> Organization<'a> {
    let github = world.github();
    github.does("people/add", json!({ "login": login, "name": login })).await;
    github.does("repositories/add", json!({ "owner": login, "name": "notes" })).await;
    let account = world.organization(login).await;
    installs(&account, &github).await;
    account
}

async fn installs(account: &Organization<'_>, github: &Github) {
    github.does("installations/create", json!({ "account": account.id })).await;
    github.has_delivered().await;
    until_true("a sync of its own accord", async || {
        account.member.looks(&account.id, &Summary {}).await.body["github"]["syncStatus"] == "synced"
    })
    .await;
    account.world.settle().await;
}

#[tokio::test]
async fn an_old_word_of_somebody_who_joined_does_not_let_them_back_in() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let nia = json!({ "organization": "acme", "login": "late-nia" });
    github.does("people/add", json!({ "login": "late-nia", "name": "Nia" })).await;
    github.does("members/add", nia.clone()).await;
    acme.hears(&github).await;
    assert!(logins(&acme).await.contains(&"late-nia".to_owned()));
    let joined = delivery(&github, "organization", "member_added", "late-nia").await;
    github.does("members/remove", nia).await;
    acme.hears(&github).await;
    assert!(!logins(&acme).await.contains(&"late-nia".to_owned()));

    assert_eq!(github.sends("organization", "late-nia-1", &joined).await.status, 202);
    let person = joined["membership"]["user"].clone();
    let team = json!({ "action": "added", "scope": "team", "member": person, "organization": joined["organization"],
                       "installation": joined["installation"], "team": { "name": "everyone" } });
    assert_eq!(github.sends("membership", "late-nia-2", &team).await.status, 202);
    world.settle().await;

    assert!(!logins(&acme).await.contains(&"late-nia".to_owned()));
}

#[tokio::test]
async fn an_old_word_of_somebody_who_left_does_not_keep_them_out_and_leaves_them_what_is_theirs() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let noa = json!({ "organization": "acme", "login": "late-noa" });
    github.does("people/add", json!({ "login": "late-noa", "name": "Noa" })).await;
    github.does("members/add", noa.clone()).await;
    github.does("members/remove", noa.clone()).await;
    acme.hears(&github).await;
    let left = delivery(&github, "organization", "member_removed", "late-noa").await;
    github.does("members/add", noa).await;
    acme.hears(&github).await;
    let user_id = UserId::for_number(left["membership"]["user"]["id"].as_u64().expect("a number"));
    let task = acme.key(&acme.offers(&acme.name(0), "late/noa").await);
    acme.member.does(&task, &ChangeOwner { user_id: user_id.clone() }).await;

    assert_eq!(github.sends("organization", "late-noa-1", &left).await.status, 202);
    world.settle().await;
    assert!(logins(&acme).await.contains(&"late-noa".to_owned()));

    until_true("the end of what follows when somebody leaves", async || {
        let under_way = "select count(*) from organization.workflows where workflow = 'memberRemoval'
                         and input->>'userId' = $1 and status in ('waiting', 'running', 'sleeping')";
        let under_way = sqlx::query_scalar::<_, i64>(under_way).bind(user_id.as_str());
        under_way.fetch_one(&world.database).await.unwrap() == 0
    })
    .await;
    world.settle().await;
    let owner = acme.member.sees(&task, &Detail {}).await.owner.expect("it is still theirs");
    assert_eq!(owner.user_id, user_id);
}

#[tokio::test]
async fn the_late_end_of_an_earlier_installation_clears_nothing() {
    let world = World::shared().await;
    let (fay, github) = (with_the_app(&world, "late-fay").await, world.github());
    github.does("installations/delete", json!({ "account": "late-fay" })).await;
    fay.hears(&github).await;
    let ended = delivery(&github, "installation", "deleted", "late-fay").await;
    installs(&fay, &github).await;
    let suspended = {
        github.does("installations/suspend", json!({ "account": "late-fay" })).await;
        let suspended = delivery(&github, "installation", "suspend", "late-fay").await;
        github.does("installations/unsuspend", json!({ "account": "late-fay" })).await;
        fay.hears(&github).await;
        suspended
    };
    let before = fay.summary().await.github;
    assert_eq!(before.installation_status, InstallationStatus::Connected);

    for (delivery, late) in [("late-fay-1", &ended), ("late-fay-2", &suspended)] {
        assert_eq!(github.sends("installation", delivery, late).await.status, 202);
        world.settle().await;
        assert_eq!(fay.summary().await.github, before, "{delivery}");
        fay.repository("late-fay/notes").await;
    }
}

#[tokio::test]
async fn whoever_takes_a_login_that_was_given_up_says_nothing_of_those_who_had_it() {
    let world = World::shared().await;
    let (gus, github) = (with_the_app(&world, "late-gus").await, world.github());
    github.does("accounts/rename", json!({ "account": "late-gus", "login": "late-gustav" })).await;
    gus.hears(&github).await;
    github.does("people/add", json!({ "login": "late-gus", "name": "Mallory" })).await;
    let before = gus.summary().await;

    let account = json!({ "id": 4_242_424, "login": "late-gus", "type": "Organization" });
    let member = json!({ "user": { "id": 77, "login": "mallory" }, "role": "admin" });
    let installation = json!({ "id": before.github.installation_id });
    let deleted = json!({ "action": "deleted", "installation": { "id": installation["id"], "account": account } });
    let joined = json!({ "action": "member_added", "organization": account, "membership": member,
                         "installation": installation });
    for (event, delivery, payload) in [("installation", "late-gus-1", deleted), ("organization", "late-gus-2", joined)]
    {
        assert_eq!(github.sends(event, delivery, &payload).await.status, 202);
    }
    world.settle().await;

    assert_eq!(gus.summary().await, before);
}

async fn names(account: &Organization<'_>) -> Vec<String> {
    account.repositories().await.into_iter().map(|one| one.repository.full_name).collect()
}

#[tokio::test]
async fn a_late_word_of_a_repository_neither_takes_it_away_nor_gives_it_its_former_name() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    github.does("repositories/add", json!({ "owner": "acme", "name": "late-shop" })).await;
    acme.hears(&github).await;
    let task = acme.offers("acme/late-shop", "late/shop").await;
    let created = delivery(&github, "repository", "created", "late-shop").await;
    github.does("repositories/rename", json!({ "repository": "acme/late-shop", "name": "late-window" })).await;
    acme.hears(&github).await;

    let (mut deleted, mut transferred) = (created.clone(), created.clone());
    deleted["action"] = json!("deleted");
    transferred["action"] = json!("transferred");
    transferred["changes"] = json!({ "owner": { "from": { "organization": created["organization"] } } });
    for account in ["organization", "repository/owner"] {
        let account = transferred.pointer_mut(&format!("/{account}")).expect("an account");
        (account["id"], account["login"]) = (json!(4_242_425), json!("somebody"));
    }
    for (number, late) in [&created, &deleted, &transferred].into_iter().enumerate() {
        assert_eq!(github.sends("repository", &format!("late-shop-{number}"), late).await.status, 202);
        world.settle().await;
        let names = names(&acme).await;
        let (is_there, is_as_before) =
            (names.contains(&"acme/late-window".to_owned()), names.contains(&"acme/late-shop".to_owned()));
        assert!(is_there && !is_as_before, "{number}: {names:?}");
        assert_eq!(acme.task_on("late/shop").await.task_id, task.task_id);
    }
}

#[tokio::test]
async fn a_late_word_of_a_pull_request_does_not_bring_back_a_repository_that_was_deselected() {
    let world = World::shared().await;
    let (hal, github) = (with_the_app(&world, "late-hal").await, world.github());
    github.does("repositories/add", json!({ "owner": "late-hal", "name": "drafts" })).await;
    github.opens_pull_request("late-hal/drafts", "Late words", "late/words").await;
    hal.hears(&github).await;
    assert_eq!(hal.tasks_on("late/words").await.len(), 1);
    let opened = delivery(&github, "pull_request", "opened", "late/words").await;
    let only_notes = json!({ "account": "late-hal", "repositories": ["late-hal/notes"] });
    github.does("installations/select", only_notes).await;
    hal.hears(&github).await;
    assert_eq!(names(&hal).await, ["late-hal/notes"]);

    let mut again = opened.clone();
    again["pull_request"]["updated_at"] = json!("2090-01-01T00:00:00Z");
    for (delivery, late) in [("late-hal-1", &opened), ("late-hal-2", &again)] {
        assert_eq!(github.sends("pull_request", delivery, late).await.status, 202);
        world.settle().await;
        assert_eq!(names(&hal).await, ["late-hal/notes"]);
        assert!(hal.tasks_on("late/words").await.is_empty());
    }
}
