//! Titles.

use std::collections::BTreeSet;

use contracts::{
    audit_log::List,
    task::{Detail, Rename},
};
use futures::future::join_all;
use stories::World;

use super::created;

#[tokio::test]
async fn two_people_who_rename_at_the_same_time_both_succeed_and_one_is_last() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let task = acme.virtual_task("ours").await;
    let key = acme.key(&task);
    let (ann, bob) = (world.visitor().await, world.visitor().await);
    let titles: Vec<_> = (0..20).map(|number| format!("Title {number}")).collect();

    let renames = titles.iter().enumerate().map(async |(number, title)| {
        let person = if number % 2 == 0 { &ann } else { &bob };
        person.does(&key, &Rename { title: title.clone() }).await
    });
    let records = join_all(renames).await;

    let revisions: BTreeSet<_> = records.iter().map(|record| record.revision).collect();
    assert_eq!(revisions, (1..=20).collect(), "each saw its own change");
    world.settle().await;
    let last = records.iter().max_by_key(|record| record.revision).unwrap();
    assert_eq!(acme.member.sees(&key, &Detail {}).await, *last);
    assert_eq!(acme.task_on("ours").await.title, last.title);

    // The audit log tells one chain of titles.
    let fit = List { task_id: Some(key.task_id.clone()), event: Some("task.renamed".to_owned()), ..List::default() };
    let events = acme.audit(fit).await;
    assert_eq!(events.len(), 20);
    for pair in events.windows(2) {
        assert_eq!(pair[0].details["to"], pair[1].details["from"]);
    }
    assert_eq!(events[0].details["from"], task.title);
    assert_eq!(events[19].details["to"], last.title);
}

#[tokio::test]
async fn a_title_that_is_none_is_refused_and_changes_nothing() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let key = created(&acme, "Keep my title").await;
    let before = acme.member.sees(&key, &Detail {}).await;

    for (title, code) in [
        ("", "task.title_is_blank"),
        (" \t ", "task.title_is_blank"),
        // What is too long does not even come into the queue.
        (&"x".repeat(201), "http.body_invalid"),
        ("two\nlines", "task.title_is_not_one_line"),
    ] {
        acme.member.asks(&key, &Rename { title: title.to_owned() }).await.is_refused(400, code);
    }

    world.settle().await;
    assert_eq!(acme.member.sees(&key, &Detail {}).await, before);
    assert_eq!(acme.history(&key).await, ["task.created", "task.initialized"]);
}
