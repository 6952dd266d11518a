//! Cloning and fetching.

use std::collections::BTreeMap;

use github_standin::generate::{EMPTY, SHELL, repository_name};

use super::person::{API, Person, WEB};
use crate::client::{get_json, small};

#[tokio::test]
async fn every_branch_and_pull_request_is_at_the_commit_that_the_api_names() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    for repository in [WEB.to_owned(), format!("brightwater/{}", repository_name(SHELL))] {
        let listed = bob.git(&["ls-remote", &bob.address(&repository)]).await.ok();
        let seen: BTreeMap<&str, &str> =
            listed.lines().filter_map(|line| line.split_once('\t')).map(|(sha, name)| (name, sha)).collect();
        let branches = get_json(&github, &format!("/repos/{repository}/branches?per_page=100"), &bob.token).await;
        let pulls = get_json(&github, &format!("/repos/{repository}/pulls?state=all&per_page=100"), &bob.token).await;
        assert!(branches.as_array().unwrap().len() > 10);
        for branch in branches.as_array().unwrap() {
            let name = format!("refs/heads/{}", branch["name"].as_str().unwrap());
            assert_eq!(seen.get(name.as_str()).copied(), branch["commit"]["sha"].as_str(), "{name}");
        }
        for pull in pulls.as_array().unwrap() {
            let name = format!("refs/pull/{}/head", pull["number"]);
            assert_eq!(seen.get(name.as_str()).copied(), pull["head"]["sha"].as_str(), "{name}");
        }
    }
}

#[tokio::test]
async fn a_clone_is_a_sound_little_project_in_every_language() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    let names =
        (0..8).filter(|index| !EMPTY.contains(index)).map(|index| format!("brightwater/{}", repository_name(index)));
    for (place, repository) in names.chain(["bob/dotfiles".to_owned()]).enumerate() {
        let folder = format!("clone-{place}");
        bob.git(&["clone", "--quiet", &bob.address(&repository), &folder]).await.ok();
        let inside = async |arguments: &[&str]| bob.git(&[&["-C", &folder], arguments].concat()).await.ok();
        inside(&["fsck", "--strict", "--full"]).await;
        let files = inside(&["ls-files"]).await;
        assert!(files.contains("README.md") && files.lines().count() >= 5, "{repository}: {files}");
        let authors = inside(&["log", "--format=%an", "--all"]).await;
        let authors: std::collections::BTreeSet<&str> = authors.lines().collect();
        assert!(authors.len() > 1 || repository == "bob/dotfiles", "{repository}: {authors:?}");
    }
}

#[tokio::test]
async fn two_stand_ins_with_the_same_options_have_the_same_commits() {
    let (first, second) = (small().await, small().await);
    let mut listed = Vec::new();
    for github in [&first, &second] {
        let bob = Person::of(github, "bob");
        listed.push(bob.git(&["ls-remote", &bob.address(API)]).await.ok());
    }
    assert_eq!(listed[0], listed[1]);
}

#[tokio::test]
async fn the_head_of_a_fork_is_read_from_the_base_and_from_the_fork() {
    let github = small().await;
    let anybody = Person::with(&github, "");
    anybody.clone(API).await;
    anybody.work(&["fetch", "--quiet", "origin", "refs/pull/1/head"]).await.ok();
    let fetched = anybody.work(&["rev-parse", "FETCH_HEAD"]).await.ok();
    let pull = get_json(&github, &format!("/repos/{API}/pulls/1"), "").await;
    assert_eq!(pull["head"]["sha"], fetched.as_str());
    assert_eq!(anybody.remote("judy/checkout-api", "refs/heads/patch-1").await, fetched);
    let base = anybody.work(&["merge-base", "FETCH_HEAD", "origin/main"]).await.ok();
    assert_eq!(base, anybody.work(&["rev-parse", "origin/main"]).await.ok());
}

#[tokio::test]
async fn the_second_version_of_the_protocol_is_spoken_and_the_first_too_with_compressed_requests() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    let traced = async |version: &str, folder: &str| {
        let mut command = bob.command(&["-c", version, "clone", "--mirror", &bob.address(WEB), folder]);
        command.env("GIT_TRACE_PACKET", "1").env("GIT_TRACE_CURL", "1");
        let ran = super::person::run(command).await;
        assert!(ran.is_ok, "{}", ran.stderr);
        ran.stderr
    };
    let second = traced("protocol.version=2", "second").await;
    assert!(second.contains("< version 2"), "{second}");
    let first = traced("protocol.version=0", "first").await;
    assert!(first.to_lowercase().contains("content-encoding: gzip") && !first.contains("< version 2"));
}

#[tokio::test]
async fn part_of_a_history_can_be_fetched() {
    let github = small().await;
    let anybody = Person::with(&github, "");
    let options = ["clone", "--quiet", "--depth", "1", "--filter=blob:none"];
    anybody.git(&[&options[..], &[&anybody.address(API), "work"]].concat()).await.ok();
    assert_eq!(anybody.work(&["rev-list", "--count", "HEAD"]).await.ok(), "1");
}

#[tokio::test]
async fn a_renamed_repository_is_found_under_its_old_name() {
    let github = small().await;
    github.rename_repository(API, "till-api").unwrap();
    let bob = Person::of(&github, "bob");
    bob.clone(API).await;
    bob.work(&["push", "--quiet", "origin", "HEAD:refs/heads/after-the-move"]).await.ok();
    assert!(github.world().repository("brightwater", "till-api").unwrap().branches.contains_key("after-the-move"));
}

#[tokio::test]
async fn what_the_control_page_changes_is_in_the_next_fetch() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    bob.clone(WEB).await;
    let pushed = github.push(WEB, "main").unwrap();
    let number = github.open_pull_request(WEB, "feat: news", "news", "carol").unwrap();
    bob.work(&["fetch", "--quiet", "origin"]).await.ok();
    assert_eq!(bob.work(&["rev-parse", "origin/main"]).await.ok(), pushed);
    let head =
        github.world().repository("brightwater", "checkout-web").unwrap().pull_requests[&number].head.sha.clone();
    assert_eq!(bob.work(&["rev-parse", "origin/news"]).await.ok(), head);

    github.add_repository("brightwater", "brand-new").unwrap();
    let branches = get_json(&github, "/repos/brightwater/brand-new/branches", &bob.token).await;
    assert_eq!(branches[0]["commit"]["sha"], bob.remote("brightwater/brand-new", "refs/heads/main").await);
}

#[tokio::test]
async fn no_folder_is_made_before_git_asks() {
    let github = small().await;
    get_json(&github, &format!("/repos/{API}/pulls"), "").await;
    assert_eq!((github.git().repositories, github.git().processes), (0, 0));
    Person::with(&github, "").clone(API).await;
    assert_eq!(github.git().repositories, 1);
    let folder = github.git().folder;
    assert!(folder.exists());
    github.stop().await;
    assert!(!folder.exists());
}
