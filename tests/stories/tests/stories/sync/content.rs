//! What is awkward in real organizations.

use std::collections::BTreeSet;

use contracts::organization::{Role, SyncStatus};
use fleet::Settings;
use github_standin::generate::{EMPTY, FORKED, SHARED_BRANCH, SHELL};
use stories::World;

use super::{generated, in_the_sidebar, on_github};

#[tokio::test]
async fn every_pull_request_of_an_awkward_organization_has_its_own_task() {
    let world = World::start(Settings::default().repositories(10)).await;
    let acme = world.synced().await;

    let tasks = acme.tasks().await;
    assert_eq!(in_the_sidebar(&tasks), on_github(&generated(10)));
    assert_eq!(tasks.iter().map(|task| &task.task_id).collect::<BTreeSet<_>>().len(), tasks.len());

    // Two forks and the repository itself offer a `patch-1`.
    let forked = acme.name(FORKED);
    let same_name = tasks.iter().filter(|task| task.repository_name == forked && task.branch == "patch-1");
    let homes: BTreeSet<_> =
        same_name.map(|task| task.pull_request.clone().unwrap().head_repository.unwrap()).collect();
    let name = forked.split_once('/').unwrap().1;
    assert_eq!(homes, BTreeSet::from([forked.clone(), format!("judy/{name}"), format!("ken-mori/{name}")]));

    // Two repositories have a branch of the same name.
    let shared: BTreeSet<_> =
        acme.tasks_on("feat/shared-address-book").await.into_iter().map(|task| task.repository_name).collect();
    assert_eq!(shared, SHARED_BRANCH.map(|index| acme.name(index)).into());

    // Other scripts and what a careless shell would run are kept as they are.
    let shell: Vec<_> = tasks.iter().filter(|task| task.repository_name == acme.name(SHELL)).collect();
    for (title, branch) in [
        ("fix: don't expand $(whoami) in the import path", "fix/$(whoami)"),
        ("feat: Größen & Preise für 日本 🚚", "feat/größen-日本"),
        ("fix: <script>alert(1)</script> in delivery notes", "fix/<script>alert(1)</script>"),
    ] {
        assert!(shell.iter().any(|task| task.title == title && task.branch == branch), "{title}");
    }
}

#[tokio::test]
async fn empty_repositories_members_and_branches_are_read_too() {
    let world = World::start(Settings::default().repositories(10)).await;
    let acme = world.synced().await;

    let summary = acme.summary().await;
    assert_eq!(summary.github.last_sync_label, "Synced 10 repositories");
    assert_eq!(summary.github.sync_status, SyncStatus::Synced);
    assert_eq!(summary.github.failures, []);
    let names: BTreeSet<_> = acme.repositories().await.into_iter().map(|one| one.repository.full_name).collect();
    assert_eq!(names, (0..10).map(|index| acme.name(index)).collect());

    for empty in EMPTY {
        let repository_id = acme.repository(&acme.name(empty)).await;
        let read = acme.member.sees(&acme.id, &contracts::github_data::GetRepository { repository_id }).await;
        assert_eq!((read.branches.len(), read.pull_requests.len()), (0, 0));
    }

    let members = acme.member.sees(&acme.id, &contracts::organization::ListMembers::default()).await.members;
    let admins: Vec<_> =
        members.iter().filter(|member| member.role == Role::Admin).map(|one| one.login.as_str()).collect();
    assert_eq!((members.len(), admins), (12, vec!["alice", "grace"]));
}

#[tokio::test]
async fn a_personal_account_and_a_small_selection_sync_as_well() {
    let world = World::start(Settings::default().repositories(1)).await;

    // Sees three of its four repositories: the App was given those.
    let tidepool = world.organization("tidepool").await;
    tidepool.sync().await;
    assert_eq!((tidepool.repositories().await.len(), tidepool.tasks().await.len()), (3, 3));

    // Bob's own account, with himself as its only member.
    world.github().does("installations/create", serde_json::json!({ "account": "bob" })).await;
    let bob = world.organization("bob").await;
    bob.hears(&world.github()).await;
    let state = bob.sync().await;
    assert_eq!(state.kind, contracts::organization::AccountKind::Personal);
    let names: BTreeSet<_> = bob.repositories().await.into_iter().map(|one| one.repository.full_name).collect();
    assert_eq!(names, ["bob/dotfiles", "bob/notes"].map(String::from).into());
    let members = bob.member.sees(&bob.id, &contracts::organization::ListMembers::default()).await.members;
    assert_eq!(members.iter().map(|member| member.login.as_str()).collect::<Vec<_>>(), ["bob"]);
}
