//! Putting tasks away, and throwing them away.

use contracts::{
    audit_log::List,
    task::{Archive, Detail, Kill, Rename, TaskStatus},
};
use stories::World;

use super::created;

#[tokio::test]
async fn an_ended_task_takes_nothing_more_and_says_how_it_ended() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let (archived, killed) = (created(&acme, "Archive me").await, created(&acme, "Kill me").await);
    let (why, member) = (Some("done with it".to_owned()), &acme.member);

    member.does(&archived, &Archive { reason: why.clone() }).await;
    member.does(&killed, &Kill { reason: why.clone() }).await;
    world.settle().await;

    for (key, status, event) in
        [(&archived, TaskStatus::Archived, "task.archived"), (&killed, TaskStatus::Killed, "task.killed")]
    {
        let before = member.sees(key, &Detail {}).await;
        assert_eq!(before.status, status);
        member.asks(key, &Rename { title: "Still here".to_owned() }).await.is_refused(409, "task.is_ended");
        member.asks(key, &Kill { reason: None }).await.is_refused(409, "task.is_ended");
        let again = member.asks(key, &Archive { reason: None }).await;
        again.is_refused(409, "task.is_ended");
        assert!(again.body["detail"].as_str().unwrap().contains(status.as_str()), "{again:?}");

        world.settle().await;
        assert_eq!(member.sees(key, &Detail {}).await, before);
        assert_eq!(acme.history(key).await, ["task.created", "task.initialized", event]);
        let fit = List { task_id: Some(key.task_id.clone()), event: Some(event.to_owned()), ..List::default() };
        assert_eq!(acme.audit(fit).await[0].details["reason"], "done with it");
    }
}

#[tokio::test]
async fn the_audit_log_lists_everything_of_a_task_with_who_did_it_and_in_pages() {
    let world = World::shared().await;
    let acme = world.organization("acme").await;
    let key = created(&acme, "Note everything").await;
    for number in 1..=5 {
        acme.member.does(&key, &Rename { title: format!("Title {number}") }).await;
    }
    acme.member.does(&key, &Kill { reason: None }).await;
    world.settle().await;

    let fit = List { task_id: Some(key.task_id.clone()), limit: Some(3), ..List::default() };
    let first = acme.member.sees(&acme.id, &fit).await;
    let second = acme.member.sees(&acme.id, &List { before: first.next, ..fit.clone() }).await;
    let third = acme.member.sees(&acme.id, &List { before: second.next, ..fit }).await;

    assert_eq!(third.next, None);
    let events = [first.events, second.events, third.events].concat();
    let names: Vec<_> = events.iter().map(|event| event.event.as_str()).collect();
    let renamed = ["task.renamed"; 5];
    let mut expected = vec!["task.killed"];
    expected.extend(renamed);
    // Created is told by the organization, initialized by the task that hears of it: newest first.
    expected.extend(["task.initialized", "task.created"]);
    assert_eq!(names, expected);
    assert!(events.is_sorted_by(|one, next| one.event_id > next.event_id));
    let by = format!("user:{}", acme.member.user_id);
    assert!(events.iter().all(|event| event.by == by), "{events:#?}");
    assert!(events.iter().all(|event| event.repository_id.is_some() && event.branch.is_some()));

    let page = |limit| List { limit: Some(limit), ..List::default() };
    acme.member.looks(&acme.id, &page(0)).await.is_refused(400, "http.body_invalid");
    acme.member.looks(&acme.id, &page(201)).await.is_refused(400, "http.body_invalid");
}
