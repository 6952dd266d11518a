//! Views: a late old revision never replaces a newer one, and what is gone says so.

use async_nats::jetstream;
use contracts::{TaskKey, View, view::Stored};
use futures::{StreamExt, future::join_all};
use stories::{World, notebook::Show, task};

use crate::world_with_notebook;

/// What the bucket holds of a notebook.
async fn shown(world: &World, key: &TaskKey) -> Option<Stored<String>> {
    let views = jetstream::new(world.nats.clone()).get_key_value("views").await.unwrap();
    let value = views.get(View::Task(key.clone()).key()).await.unwrap()?;
    Some(serde_json::from_slice(&value).unwrap())
}

fn show(revision: i64, text: &str) -> Show {
    Show { revision, text: Some(text.to_owned()), of: None }
}

#[tokio::test]
async fn a_late_old_revision_replaces_nothing() {
    let (world, mut notebooks) = world_with_notebook().await;
    let (bob, notebook) = (world.person("bob"), task("acme", "n-1"));
    for (revision, text) in [(1, "first"), (5, "fifth"), (3, "third"), (5, "another fifth")] {
        assert_eq!(bob.asks(&notebook, &show(revision, text)).await.status(), "done");
    }
    // Another process, which has not seen the fifth go by.
    notebooks.kill("one").await;
    notebooks.start("two").await;
    bob.asks(&notebook, &show(4, "fourth")).await;
    world.settle().await;

    let stored = shown(&world, &notebook).await.unwrap();
    assert_eq!((stored.revision, stored.value.as_deref()), (5, Some("fifth")));
}

#[tokio::test]
async fn many_writers_at_once_leave_the_newest() {
    let (world, mut notebooks) = world_with_notebook().await;
    notebooks.start("two").await;
    let bob = world.person("bob");
    // Other actors, in all partitions of both processes, write the same view in no order.
    let writes = (1..=200_i64).map(|number| {
        let (writer, revision) = (task("acme", &format!("writer-{number}")), number * 7919 % 200 + 1);
        let of = Some("n-1".to_owned());
        (writer, Show { revision, text: Some(format!("revision {revision}")), of })
    });
    let writes: Vec<_> = writes.collect();
    let outcomes = join_all(writes.iter().map(|(writer, show)| bob.asks(writer, show))).await;
    assert!(outcomes.iter().all(|outcome| outcome.status() == "done"), "{outcomes:?}");
    world.settle().await;

    let stored = shown(&world, &task("acme", "n-1")).await.unwrap();
    assert_eq!((stored.revision, stored.value.as_deref()), (200, Some("revision 200")));
}

#[tokio::test]
async fn a_watcher_sees_revisions_grow_and_a_removal_last() {
    let (world, _notebooks) = world_with_notebook().await;
    let (bob, notebook) = (world.person("bob"), task("acme", "n-1"));
    bob.asks(&notebook, &show(1, "first")).await;
    world.settle().await;
    let views = jetstream::new(world.nats.clone()).get_key_value("views").await.unwrap();
    let mut watch = views.watch_with_history(View::Task(notebook.clone()).key()).await.unwrap();
    for revision in 2..20 {
        bob.asks(&notebook, &show(revision, "more")).await;
    }
    bob.asks(&notebook, &Show { revision: 20, text: None, of: None }).await;
    bob.asks(&notebook, &show(19, "too late")).await;
    world.settle().await;

    let mut revisions = Vec::new();
    while revisions.last() != Some(&20) {
        let entry = watch.next().await.unwrap().unwrap();
        let stored: Stored<String> = serde_json::from_slice(&entry.value).unwrap();
        assert_eq!(stored.value.is_none(), stored.revision == 20, "a removal tells of itself and nothing else does");
        revisions.push(stored.revision);
    }
    assert!(revisions.is_sorted() && revisions[0] == 1, "{revisions:?}");
    assert_eq!(shown(&world, &notebook).await.unwrap().value, None);
}
