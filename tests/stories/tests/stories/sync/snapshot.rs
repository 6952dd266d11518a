//! A real organization, as it was on one day.

use std::collections::BTreeSet;

use fleet::{Settings, project_root};
use serde_json::Value;
use stories::World;

use super::{Shown, in_the_sidebar};

#[tokio::test]
async fn the_snapshot_of_a_real_organization_syncs_with_all_its_pull_requests() {
    let file = project_root().join("../shared/data/rivet-dev.json");
    if !file.exists() {
        eprintln!("SKIPPED: the snapshot is not there: {}", file.display());
        return;
    }
    let snapshot: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let world = World::start(Settings::default().snapshot(&file)).await;
    let organization = world.organization("rivet-dev").await;

    organization.sync().await;

    let expected: BTreeSet<_> = snapshot["openPullRequests"].as_array().unwrap().iter().map(shown).collect();
    assert_eq!(expected.len(), 112);
    let tasks = organization.tasks().await;
    assert_eq!(in_the_sidebar(&tasks), expected);
    assert!(tasks.iter().all(|task| !task.materialised));

    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let repositories = organization.repositories().await;
    let ours: BTreeSet<_> =
        repositories.into_iter().map(|one| (one.repository.full_name, one.repository.clone_url)).collect();
    let theirs =
        snapshot["repos"].as_array().unwrap().iter().map(|one| (text(&one["fullName"]), text(&one["cloneUrl"])));
    assert_eq!(ours, theirs.collect());
    assert_eq!(ours.len(), 23);
}

fn shown(pull: &Value) -> Shown {
    let text = |name: &str| pull[name].as_str().unwrap().to_owned();
    let state = if pull["draft"] == true { "Draft" } else { "Open" };
    let (repository, branch) = (text("repoFullName"), text("headRefName"));
    (repository.clone(), pull["number"].as_u64().unwrap(), text("title"), branch, Some(repository), state.to_owned())
}
