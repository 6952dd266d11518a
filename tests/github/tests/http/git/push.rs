//! Pushing, and what follows from it.

use github_standin::generate::{EMPTY, repository_name};

use super::person::{API, Person, WEB, heard};
use crate::client::{get_json, small};

#[tokio::test]
async fn a_push_makes_moves_and_deletes_a_branch_and_is_told_with_its_commits() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    let first = bob.commit("gift cards.md", "Cards.\n").await;
    bob.work(&["push", "--quiet", "origin", "HEAD:gift-cards"]).await.ok();
    let branch = get_json(&github, &format!("/repos/{WEB}/branches/gift-cards"), &bob.token).await;
    assert_eq!(branch["commit"]["sha"], first.as_str());
    let (second, third) = (bob.commit("README.md", "Changed.\n").await, bob.commit("more.md", "More.\n").await);
    bob.work(&["push", "--quiet", "origin", "HEAD:gift-cards"]).await.ok();
    bob.work(&["push", "--quiet", "origin", "--delete", "gift-cards"]).await.ok();

    let pushes = heard(&github, "push");
    let zero = "0".repeat(40);
    let ends: Vec<_> =
        pushes.iter().map(|push| (push["before"].as_str().unwrap(), push["after"].as_str().unwrap())).collect();
    assert_eq!(ends, [(zero.as_str(), first.as_str()), (&first, &third), (&third, &zero)]);
    assert_eq!((&pushes[0]["created"], &pushes[2]["deleted"]), (&true.into(), &true.into()));
    assert_eq!(pushes[0]["commits"].as_array().unwrap().len(), 1);
    assert_eq!(pushes[0]["commits"][0]["added"][0], "gift cards.md");
    assert_eq!(
        (&pushes[1]["commits"][0]["id"], &pushes[1]["commits"][1]["id"]),
        (&second.into(), &third.as_str().into())
    );
    assert_eq!(pushes[1]["commits"][0]["modified"][0], "README.md");
    assert_eq!((&pushes[1]["head_commit"]["message"], &pushes[1]["forced"]), (&"Write more.md".into(), &false.into()));
    assert_eq!((&pushes[1]["pusher"]["name"], &pushes[1]["sender"]["login"]), (&"bob".into(), &"bob".into()));
    assert_eq!((heard(&github, "create").len(), heard(&github, "delete").len()), (1, 1));
    assert_eq!(bob.remote(WEB, "refs/heads/gift-cards").await, "");
}

#[tokio::test]
async fn a_push_moves_open_pull_requests_and_deleting_their_branch_closes_them() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    let number = github.open_pull_request(WEB, "feat: news", "news", "bob").unwrap();
    bob.clone(WEB).await;
    bob.work(&["checkout", "--quiet", "news"]).await.ok();
    let commit = bob.commit("news.md", "News.\n").await;
    bob.work(&["push", "--quiet"]).await.ok();
    assert_eq!(bob.remote(WEB, &format!("refs/pull/{number}/head")).await, commit);
    bob.work(&["push", "--quiet", "origin", "--delete", "news"]).await.ok();

    let events = heard(&github, "pull_request");
    let actions: Vec<_> = events.iter().map(|event| event["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["opened", "synchronize", "closed"]);
    assert_eq!(
        (&events[1]["after"], &events[1]["pull_request"]["head"]["sha"]),
        (&commit.as_str().into(), &commit.as_str().into())
    );
    let pull = get_json(&github, &format!("/repos/{WEB}/pulls/{number}"), &bob.token).await;
    assert_eq!((&pull["state"], &pull["merged"]), (&"closed".into(), &false.into()));
}

#[tokio::test]
async fn a_push_to_a_fork_moves_the_pull_request_of_its_base() {
    let github = small().await;
    let judy = Person::of(&github, "judy");
    judy.clone("judy/checkout-api").await;
    judy.work(&["checkout", "--quiet", "patch-1"]).await.ok();
    let commit = judy.commit("typo.md", "Fixed.\n").await;
    judy.work(&["push", "--quiet"]).await.ok();
    assert_eq!(judy.remote(API, "refs/pull/1/head").await, commit);
    let told = heard(&github, "pull_request");
    assert_eq!((&told[0]["action"], &told[0]["repository"]["full_name"]), (&"synchronize".into(), &API.into()));

    let anybody = Person::with(&github, "");
    anybody.clone(API).await;
    anybody.work(&["fetch", "--quiet", "origin", "refs/pull/1/head"]).await.ok();
    assert_eq!(anybody.work(&["show", "FETCH_HEAD:typo.md"]).await.ok(), "Fixed.");
}

#[tokio::test]
async fn a_protected_branch_refuses_pushes_in_githubs_words_and_others_do_not() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    let before = bob.work(&["rev-parse", "HEAD"]).await.ok();
    let commit = bob.commit("a.md", "A.\n").await;
    let said = bob.work(&["push", "origin", "HEAD:main", "HEAD:beside"]).await.refused();
    assert!(said.contains("remote: error: GH006: Protected branch update failed for refs/heads/main."), "{said}");
    assert!(said.contains("! [remote rejected] HEAD -> main"), "{said}");
    assert_eq!(bob.remote(WEB, "refs/heads/main").await, before);
    assert_eq!(bob.remote(WEB, "refs/heads/beside").await, commit);
    let hidden = bob.work(&["push", "origin", "HEAD:refs/pull/1/head"]).await.refused();
    assert!(hidden.contains("deny updating a hidden ref"), "{hidden}");

    github.protect_branch(WEB, "main", false).unwrap();
    github.protect_branch(WEB, "beside", true).unwrap();
    bob.work(&["push", "--quiet", "origin", "HEAD:main"]).await.ok();
    let said = bob.work(&["push", "origin", "--delete", "beside"]).await.refused();
    assert!(said.contains("GH006: Protected branch update failed for refs/heads/beside."), "{said}");
    assert_eq!(bob.remote(WEB, "refs/heads/main").await, commit);
}

#[tokio::test]
async fn a_push_that_is_behind_is_refused_and_a_forced_one_says_so() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    bob.work(&["push", "--quiet", "origin", "HEAD:shared"]).await.ok();
    let theirs = github.push(WEB, "shared").unwrap();
    let mine = bob.commit("mine.md", "Mine.\n").await;
    let said = bob.work(&["push", "origin", "HEAD:shared"]).await.refused();
    assert!(said.contains("[rejected]") && said.contains("fetch first"), "{said}");
    assert_eq!(bob.remote(WEB, "refs/heads/shared").await, theirs);

    bob.work(&["push", "--quiet", "--force", "origin", "HEAD:shared"]).await.ok();
    let told = heard(&github, "push").pop().unwrap();
    assert_eq!((&told["before"], &told["after"], &told["forced"]), (&theirs.into(), &mine.into(), &true.into()));
    let stale = bob.work(&[
        "push",
        "--force-with-lease=shared:0123456789012345678901234567890123456789",
        "origin",
        "HEAD~1:shared",
    ]);
    assert!(stale.await.refused().contains("stale info"));
}

#[tokio::test]
async fn a_commit_on_top_of_a_pushed_one_keeps_its_files() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    let mine = bob.commit("mine.md", "Mine.\n").await;
    bob.work(&["push", "--quiet", "origin", "HEAD:shared"]).await.ok();
    let theirs = github.push(WEB, "shared").unwrap();
    bob.work(&["pull", "--quiet", "--ff-only", "origin", "shared"]).await.ok();
    assert_eq!(bob.work(&["rev-parse", "HEAD"]).await.ok(), theirs);
    assert_eq!(bob.work(&["rev-parse", "HEAD^"]).await.ok(), mine);
    assert_eq!(bob.work(&["show", "HEAD:mine.md"]).await.ok(), "Mine.");
}

#[tokio::test]
async fn the_first_push_into_an_empty_repository_makes_its_default_branch() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    let repository = format!("brightwater/{}", repository_name(EMPTY[0]));
    bob.clone(&repository).await;
    bob.work(&["checkout", "--quiet", "-b", "trunk"]).await.ok();
    let commit = bob.commit("README.md", "# New\n").await;
    bob.work(&["push", "--quiet", "origin", "trunk"]).await.ok();
    let found = get_json(&github, &format!("/repos/{repository}"), &bob.token).await;
    assert_eq!(found["default_branch"], "trunk");
    assert_eq!(bob.remote(&repository, "HEAD").await, commit);
}

#[tokio::test]
async fn a_large_push_arrives_in_pieces() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    // Words that hash differently, so that compression leaves megabytes; above git's own buffer of one.
    let lines =
        (0..160_000_u64).map(|number| format!("{:x}\n", number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17)));
    let commit = bob.commit("large.txt", &lines.collect::<String>()).await;
    bob.work(&["push", "--quiet", "origin", "HEAD:large"]).await.ok();
    assert_eq!(bob.remote(WEB, "refs/heads/large").await, commit);
}

#[tokio::test]
async fn pushes_at_one_time_all_arrive() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    bob.commit("a.md", "A.\n").await;
    let push = async |number: usize| {
        bob.work(&["push", "--quiet", "origin", &format!("HEAD:refs/heads/at-once-{number}")]).await.ok()
    };
    futures::future::join_all((0..8).map(push)).await;
    let world = github.world();
    let branches = &world.repository("brightwater", "checkout-web").unwrap().branches;
    assert_eq!(branches.keys().filter(|name| name.starts_with("at-once-")).count(), 8);
    assert_eq!((heard(&github, "create").len(), heard(&github, "push").len()), (8, 8));
}
