//! Pull requests are opened, edited, closed and merged.

use contracts::{
    audit_log::List,
    organization::SyncStatus,
    pull_request::PullRequestState,
    task::{Detail, PullRequestSync, Rename, TaskStatus},
};
use fleet::Settings;
use serde_json::{Value, json};
use stories::{World, until_true};

#[tokio::test]
async fn an_opened_pull_request_is_a_virtual_task_at_once() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let (mut page, _) = acme.member.follows("organization.acme").await;

    let number = github.opens_pull_request(&acme.name(3), "feat: gift cards 🎁", "feat/gift-cards").await;

    let change = page.sees(|change| change["value"]["branch"] == "feat/gift-cards").await;
    let line = &change["value"];
    assert_eq!((&line["title"], &line["materialised"]), (&json!("feat: gift cards 🎁"), &json!(false)));
    assert_eq!((&line["pullRequest"]["number"], &line["status"]), (&json!(number), &json!("initialized")));

    acme.hears(&github).await;
    let task = acme.task_on("feat/gift-cards").await;
    assert_eq!(serde_json::to_value(&task).unwrap(), *line, "the list and the page show the same");
    assert!(!acme.is_materialised(&acme.key(&task)).await);
    let summary = acme.summary().await;
    assert!(summary.last_webhook_event.unwrap().starts_with("p"), "a push and a pull request were told");
    assert!(summary.last_webhook_at.is_some());
}

#[tokio::test]
async fn an_edited_pull_request_changes_its_line() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let before = acme.virtual_task("to-be-edited").await;

    let number = before.pull_request.unwrap().number;
    let update =
        json!({ "repository": before.repository_name, "number": number, "title": "feat: vouchers", "draft": true });
    github.does("pull-requests/update", update).await;
    acme.hears(&github).await;

    let after = acme.task_on("to-be-edited").await;
    assert!(!acme.is_materialised(&acme.key(&after)).await);
    assert_eq!((after.task_id, after.title.as_str()), (before.task_id, "feat: vouchers"));
    assert_eq!(after.pull_request.unwrap().state, PullRequestState::Draft);
}

#[tokio::test]
async fn a_closed_pull_request_takes_its_virtual_task_along_and_a_reopened_one_brings_one_back() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let task = acme.virtual_task("to-be-closed").await;
    let key = format!("organization.acme.task.{}", task.task_id);
    let pull_request = json!({ "repository": task.repository_name, "number": task.pull_request.unwrap().number });
    let (mut page, _) = acme.member.follows("organization.acme").await;

    github.does("pull-requests/close", pull_request.clone()).await;

    let change = page.sees(|change| change["key"] == key.as_str()).await;
    assert_eq!(change["value"], Value::Null);
    acme.hears(&github).await;
    assert!(acme.tasks_on("to-be-closed").await.is_empty());

    // GitHub's times are whole seconds: what is reopened in the second of its closing cannot be told from old news.
    let closed_at = runtime::now() / 1000;
    until_true("the next second", async || runtime::now() / 1000 > closed_at).await;
    github.does("pull-requests/reopen", pull_request).await;
    acme.hears(&github).await;
    assert_eq!(acme.task_on("to-be-closed").await.title, task.title);
}

#[tokio::test]
async fn a_persons_task_is_archived_when_its_pull_request_ends_and_its_history_says_how() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    for (branch, end, event, state, reason) in [
        ("mine-closed", "close", "task.pr_closed", PullRequestState::Closed, "PR closed"),
        ("mine-merged", "merge", "task.pr_merged", PullRequestState::Merged, "PR merged"),
    ] {
        let task = acme.virtual_task(branch).await;
        let number = task.pull_request.as_ref().unwrap().number;
        let key = acme.key(&task);
        acme.member.does(&key, &Rename { title: "Cards".to_owned() }).await;

        let pull_request = json!({ "repository": task.repository_name, "number": number });
        github.does(&format!("pull-requests/{end}"), pull_request).await;
        acme.hears(&github).await;

        let line = acme.task_on(branch).await;
        assert_eq!((line.status, line.title.as_str()), (TaskStatus::Archived, "Cards"));
        assert_eq!(line.pull_request.unwrap().state, state);
        let record = acme.member.sees(&key, &Detail {}).await;
        assert_eq!((record.status, record.pull_request.unwrap().state), (TaskStatus::Archived, state));
        assert_eq!(acme.history(&key).await, ["task.initialized", "task.renamed", event, "task.archived"]);
        let fit = List { task_id: Some(key.task_id.clone()), ..List::default() };
        let events = acme.audit(fit).await;
        assert_eq!(events[2].details["number"], number);
        assert!(events[2].details["url"].as_str().unwrap().ends_with(&format!("/pull/{number}")));
        assert_eq!(events[3].details["reason"], reason);
    }
}

#[tokio::test]
async fn a_delivery_that_comes_twice_counts_once() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let task = acme.virtual_task("told-twice").await;
    let number = task.pull_request.unwrap().number;
    let deliveries = github.deliveries().await;
    let is_opening = |delivery: &&stories::Delivery| {
        delivery.action.as_deref() == Some("opened") && delivery.body.contains("told-twice")
    };
    let opened = deliveries.iter().find(is_opening).unwrap();
    assert_eq!(opened.event, "pull_request");
    github.does("pull-requests/close", json!({ "repository": task.repository_name, "number": number })).await;
    acme.hears(&github).await;
    let journal = async |schema: &str| {
        let sql =
            format!("select count(*) from {schema}.journal where input like '%told-twice%' or command_id like $1");
        let count = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(sql)).bind(format!("{}%", opened.id));
        count.fetch_one(&world.database).await.unwrap()
    };
    let before = (journal("github_data").await, journal("organization").await);

    github.redelivers(&opened.id).await;
    world.settle().await;

    assert_eq!((journal("github_data").await, journal("organization").await), before);
    assert!(acme.tasks_on("told-twice").await.is_empty(), "it stays closed");
}

#[tokio::test]
async fn an_older_word_of_a_pull_request_does_not_overwrite_a_newer_one() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let task = acme.virtual_task("told-late").await;
    let number = task.pull_request.unwrap().number;
    let update = json!({ "repository": task.repository_name, "number": number, "title": "newer" });
    github.does("pull-requests/update", update).await;
    acme.hears(&github).await;
    let deliveries = github.deliveries().await;
    let told =
        deliveries.iter().find(|delivery| delivery.event == "pull_request" && delivery.body.contains("told-late"));
    let mut old: Value = serde_json::from_str(&told.unwrap().body).unwrap();
    old["pull_request"]["updated_at"] = json!("2020-01-01T00:00:00Z");

    for (delivery, title, state) in [("late-1", "older", "open"), ("late-2", "older", "closed")] {
        old["pull_request"]["title"] = json!(title);
        old["pull_request"]["state"] = json!(state);
        assert_eq!(github.sends("pull_request", delivery, &old).await.status, 202);
    }
    world.settle().await;

    assert_eq!(acme.task_on("told-late").await.title, "newer");
}

#[tokio::test]
async fn a_webhook_during_a_sync_does_not_end_it() {
    let world = World::start(Settings::default().repositories(10)).await;
    let (acme, github) = (world.synced().await, world.github());
    let generation = acme.summary().await.github.sync_generation;
    github.breaks(json!({ "latency_milliseconds": 150 })).await;
    let started = acme.asks_to_sync().await;

    let number = github.opens_pull_request(&acme.name(3), "feat: gift cards", "gift-cards").await;
    github.has_delivered().await;
    until_true("the new line", async || !acme.tasks_on("gift-cards").await.is_empty()).await;

    let during = acme.summary().await.github;
    assert_eq!((during.sync_status, during.sync_generation), (SyncStatus::Syncing, generation));
    assert!(during.sync_phase.is_some());
    github.does("pull-requests/close", json!({ "repository": acme.name(3), "number": number })).await;
    acme.run_ends(&started.run_id).await;
    acme.hears(&github).await;
    let after = acme.summary().await.github;
    assert_eq!(after.sync_status, SyncStatus::Synced);
    assert!(after.sync_generation > generation);
    assert!(acme.tasks_on("gift-cards").await.is_empty(), "the sync does not reopen what was closed meanwhile");
}

#[tokio::test]
async fn what_github_says_of_a_virtual_task_never_makes_it_a_real_one() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let task = acme.virtual_task("stays-virtual").await;
    let number = task.pull_request.as_ref().unwrap().number;

    let update = json!({ "repository": task.repository_name, "number": number, "title": "new" });
    github.does("pull-requests/update", update).await;
    acme.hears(&github).await;
    // As a service might tell it by mistake.
    let told = world.person("organization").asks(&acme.key(&task), &PullRequestSync { pull_request: None }).await;

    assert_eq!(told.status(), "done");
    assert!(!acme.is_materialised(&acme.key(&task)).await);
    acme.member.looks(&acme.key(&task), &Detail {}).await.is_refused(404, "task.not_materialised");
}

#[tokio::test]
async fn what_github_tells_while_the_gateway_is_away_is_there_without_anybody_asking() {
    let mut settings = Settings::default();
    settings.environment.push(("FOUNDRY_GITHUB_LOOK_SECONDS".to_owned(), "1".to_owned()));
    let world = World::start(settings).await;
    let (acme, github) = (world.synced().await, world.github());
    let name = acme.name(0);

    world.fleet.kill("gateway-1").unwrap();
    github.opens_pull_request(&name, "feat: unheard of", "unheard-of").await;
    // However often that is: an outage is no fault of what was delivered meanwhile.
    until_true("GitHub to have tried again and again", async || {
        github.deliveries().await.iter().any(|delivery| delivery.attempts.len() > 4)
    })
    .await;
    world.fleet.restart("gateway-1").await.unwrap();

    until_true("the pull request's task", async || acme.tasks_on("unheard-of").await.len() == 1).await;
}

#[tokio::test]
async fn a_persons_task_is_put_away_and_comes_back_with_its_pull_request() {
    let world = World::shared().await;
    let (acme, github) = (world.organization("acme").await, world.github());
    let task = acme.virtual_task("there-and-back").await;
    let (key, number) = (acme.key(&task), task.pull_request.unwrap().number);
    acme.member.does(&key, &Rename { title: "Mine".to_owned() }).await;
    let at = json!({ "repository": task.repository_name, "number": number });

    // Within one of GitHub's seconds, if it is quick: which was later, a reading says.
    github.does("pull-requests/close", at.clone()).await;
    github.does("pull-requests/reopen", at).await;
    acme.hears(&github).await;

    let task = acme.task_on("there-and-back").await;
    assert_eq!(task.pull_request.unwrap().state, PullRequestState::Open);
    assert!(!task.status.is_ended(), "{:?}", task.status);
    acme.member.does(&key, &Rename { title: "Still mine".to_owned() }).await;
}
