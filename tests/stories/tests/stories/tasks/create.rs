//! Creating tasks: titles, branches, and branches that are taken.

use std::collections::BTreeSet;

use contracts::{
    RepositoryId, TaskKey,
    organization::{CreateTask, GetTask},
    task::{Detail, TaskStatus},
};
use futures::future::join_all;
use stories::World;

use super::prompted;

#[tokio::test]
async fn a_task_is_named_after_its_prompt_and_is_there_as_soon_as_its_id_is() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let prompt = "\n Fix the prefix of docker images \nand test it";

    let created = acme.member.does(&acme.id, &prompted(&acme, prompt).await).await;

    assert_eq!(created.title, "fix: Fix the prefix of docker images");
    assert_eq!(created.branch, "fix-fix-the-prefix-of-docker-images");
    let line = acme.member.sees(&acme.id, &GetTask { task_id: created.task_id.clone() }).await;
    assert_eq!((&line.title, &line.branch, line.status), (&created.title, &created.branch, TaskStatus::Initialized));
    assert!(line.materialised && line.pull_request.is_none());

    world.settle().await;
    let key = TaskKey { organization_id: acme.id.clone(), task_id: created.task_id };
    let record = acme.member.sees(&key, &Detail {}).await;
    assert_eq!((record.prompt.as_str(), &record.title, &record.branch), (prompt, &created.title, &created.branch));
    assert_eq!((&record.repository_id, &record.repository_name), (&line.repository_id, &line.repository_name));
    assert!(record.clone_url.ends_with(".git"), "{}", record.clone_url);
    assert_eq!(acme.history(&key).await, ["task.created", "task.initialized"]);
}

#[tokio::test]
async fn a_title_of_ones_own_makes_the_branch() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let prompt = prompted(&acme, "Whatever it takes").await;

    let command = CreateTask { title: Some("  Docs: say `$(please)` & 日本 ".to_owned()), ..prompt };
    let created = acme.member.does(&acme.id, &command).await;

    assert_eq!((created.title.as_str(), created.branch.as_str()), ("docs: say please 日本", "docs-say-please"));
}

#[tokio::test]
async fn twenty_people_with_the_same_idea_get_twenty_branches() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let command = prompted(&acme, "Add a dark mode").await;

    let created = join_all((0..20).map(|_| acme.member.does(&acme.id, &command))).await;

    let branches: BTreeSet<_> = created.iter().map(|created| created.branch.clone()).collect();
    let numbered = (2..=20).map(|number| format!("feat-add-a-dark-mode-{number}"));
    assert_eq!(branches, std::iter::once("feat-add-a-dark-mode".to_owned()).chain(numbered).collect());
    let ids: BTreeSet<_> = created.iter().map(|created| &created.task_id).collect();
    assert_eq!(ids.len(), 20);
}

#[tokio::test]
async fn a_branch_that_is_taken_is_refused_and_nothing_is_made() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let virtual_task = acme.virtual_task("taken/by-a-pull-request").await;
    let prompt = prompted(&acme, "Take it").await;
    acme.creates_task(&CreateTask { branch: Some("taken-by-a-task".to_owned()), ..prompt.clone() }).await;

    // Taken, or a folder of what is taken: git cannot have both.
    for branch in
        ["taken-by-a-task", "taken-by-a-task/too", &virtual_task.branch, "taken", "taken/by-a-pull-request/too", "main"]
    {
        let command = CreateTask { branch: Some(branch.to_owned()), ..prompt.clone() };
        acme.member.asks(&acme.id, &command).await.is_refused(409, "organization.branch_is_taken");
    }

    world.settle().await;
    let tasks = acme.tasks().await;
    let mut here = tasks.iter().filter(|task| task.repository_name == virtual_task.repository_name);
    assert!(here.all(|task| !["taken", "taken-by-a-task/too", "main"].contains(&task.branch.as_str())), "{tasks:#?}");
    acme.task_on("taken-by-a-task").await;
    let left = acme.task_on(&virtual_task.branch).await;
    assert_eq!(left, virtual_task);
}

#[tokio::test]
async fn a_name_that_git_refuses_is_refused_with_the_reason() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let prompt = prompted(&acme, "Name it badly").await;

    for branch in ["a b", "a..b", "-a", "a.lock", "a/", "/a", "a//b", "@", "HEAD", "a~1", "a:b", "a\\b", "a\u{7}b"] {
        for (new, existing) in [(Some(branch.to_owned()), None), (None, Some(branch.to_owned()))] {
            let command = CreateTask { branch: new, on_branch: existing, ..prompt.clone() };
            let answer = acme.member.asks(&acme.id, &command).await;
            answer.is_refused(400, "organization.branch_is_malformed");
            assert!(answer.body["detail"].as_str().unwrap().contains("cannot be a branch's name"), "{answer:?}");
        }
    }
}

#[tokio::test]
async fn a_prompt_or_title_that_is_none_is_refused() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let prompt = prompted(&acme, "x").await;
    let refused = async |command: CreateTask, code: &str| {
        acme.member.asks(&acme.id, &command).await.is_refused(400, code);
    };

    for blank in ["", " \n\t "] {
        refused(CreateTask { prompt: blank.to_owned(), ..prompt.clone() }, "organization.prompt_is_blank").await;
    }
    // What is too long is not even stored.
    refused(CreateTask { prompt: "x".repeat(50_001), ..prompt.clone() }, "http.body_invalid").await;
    refused(CreateTask { title: Some("x".repeat(201)), ..prompt.clone() }, "http.body_invalid").await;
}

#[tokio::test]
async fn a_repository_that_is_not_there_is_refused() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let command = CreateTask { repository_id: RepositoryId::for_number(1), ..prompted(&acme, "Anything").await };

    let answer = acme.member.asks(&acme.id, &command).await;
    answer.is_refused(404, "organization.repository_unknown");

    let elsewhere = world.organization("tidepool").await;
    let command = prompted(&acme, "Anything").await;
    // Another organization's repository is none of this one's.
    elsewhere.member.asks(&elsewhere.id, &command).await.is_refused(404, "organization.repository_unknown");
}

#[tokio::test]
async fn a_virtual_task_is_adopted_with_its_pull_request() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let before = acme.virtual_task("adopt/me").await;
    let command = CreateTask { on_branch: Some("adopt/me".to_owned()), ..prompted(&acme, "Finish it").await };

    let adopted = acme.creates_task(&command).await;

    assert_eq!((&adopted.task_id, &adopted.title), (&before.task_id, &before.title));
    let line = acme.task_on("adopt/me").await;
    assert!(line.materialised);
    assert_eq!(line.pull_request, before.pull_request);
    let record = acme.member.sees(&acme.key(&line), &Detail {}).await;
    assert_eq!((record.prompt.as_str(), &record.pull_request), ("Finish it", &before.pull_request));
    acme.member.asks(&acme.id, &command).await.is_refused(409, "organization.branch_is_taken");
}

#[tokio::test]
async fn a_branch_without_a_task_gets_one_and_the_pull_request_that_follows_is_its_own() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let command = CreateTask { on_branch: Some("work/here".to_owned()), ..prompted(&acme, "Work here").await };
    let created = acme.creates_task(&command).await;
    assert_eq!((created.title.as_str(), created.branch.as_str()), ("feat: Work here", "work/here"));

    let number = github.opens_pull_request(&acme.name(super::REPOSITORY), "GitHub's title", "work/here").await;
    acme.hears(&github).await;

    let line = acme.task_on("work/here").await;
    assert_eq!((line.task_id.clone(), line.title.as_str()), (created.task_id, "feat: Work here"));
    assert_eq!(line.pull_request.clone().unwrap().number, number);
    let key = acme.key(&line);
    assert_eq!(acme.member.sees(&key, &Detail {}).await.pull_request, line.pull_request);
    assert_eq!(acme.history(&key).await, ["task.created", "task.initialized", "task.pr_opened"]);
}
