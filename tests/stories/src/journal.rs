//! The journals, read by the database's superuser, and what must hold of each.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use sqlx::{AssertSqlSafe, PgPool};

/// A row that is there after this long has been left behind.
const LEFT_BEHIND: Duration = Duration::from_secs(15);

/// Between two looks.
const EVERY: Duration = Duration::from_millis(100);

/// One command in a journal.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    pub entry: i64,
    pub command_id: String,
    pub actor_key: String,
    pub command: String,
    pub input: String,
    pub status: String,
    pub stream_sequence: i64,
    pub attempts: i32,
}

/// Everything in a schema's journal, in the order it was recorded.
pub async fn read(database: &PgPool, schema: &str) -> Vec<Entry> {
    let sql = format!(
        "select entry, command_id, actor_key, command, input, status, stream_sequence, attempts
         from {schema}.journal order by entry"
    );
    sqlx::query_as(AssertSqlSafe(sql)).fetch_all(database).await.expect("the journal can be read")
}

/// How many commands a schema's journal has.
pub async fn count(database: &PgPool, schema: &str) -> i64 {
    let sql = format!("select count(*) from {schema}.journal");
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(database).await.expect("the journal can be counted")
}

/// The same, by actor.
pub fn by_actor(entries: &[Entry]) -> BTreeMap<&str, Vec<&Entry>> {
    let mut actors: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        actors.entry(&entry.actor_key).or_default().push(entry);
    }
    actors
}

/// Each actor's commands ran once, in the order the stream accepted them, and all of them did.
pub fn assert_in_order_and_once(entries: &[Entry], accepted: &BTreeMap<String, Vec<String>>) {
    let actors = by_actor(entries);
    assert!(actors.keys().copied().eq(accepted.keys()), "some actors' commands are missing");
    for (actor, entries) in actors {
        for pair in entries.windows(2) {
            let [first, second] = pair else { continue };
            assert!(
                first.stream_sequence < second.stream_sequence,
                "{actor}: {second:?} ran after {first:?}, which the stream accepted later"
            );
        }
        let ids: Vec<_> = entries.iter().map(|entry| entry.command_id.clone()).collect();
        assert_eq!(&ids, &accepted[actor], "{actor}: what ran is not what was accepted");
    }
}

/// What an outbox still has to publish, by lane: a partition says how far its lane is published within a second, the rows
/// of a run say so each.
async fn outbox(database: &PgPool, schema: &str) -> Vec<(String, i64)> {
    let sql = format!(
        "select lane, count(*) from {schema}.outbox
         left join {schema}.partitions on lane = 'p' || lpad(partition::text, 2, '0')
         where published_at is null and position > coalesce(published, 0)
         group by lane order by lane"
    );
    sqlx::query_as(AssertSqlSafe(sql)).fetch_all(database).await.expect("the outbox can be read")
}

/// Waits until nothing is left to publish.
pub async fn outbox_is_empty(database: &PgPool, schema: &str) {
    let began = Instant::now();
    loop {
        let left = outbox(database, schema).await;
        if left.is_empty() {
            return;
        }
        assert!(began.elapsed() < LEFT_BEHIND, "{schema}: the outbox still has {left:?}");
        fleet::wait::pause(EVERY).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, stream_sequence: i64) -> Entry {
        let (actor_key, command) = ("acme.t-1".to_owned(), "rename".to_owned());
        let (input, status) = ("{}".to_owned(), "done".to_owned());
        Entry { entry: 0, command_id: id.to_owned(), actor_key, command, input, status, stream_sequence, attempts: 1 }
    }

    fn assert_so(ran: &[(&str, i64)]) {
        let accepted = BTreeMap::from([("acme.t-1".to_owned(), ["a", "b", "c"].map(str::to_owned).to_vec())]);
        let entries: Vec<_> = ran.iter().map(|(id, sequence)| entry(id, *sequence)).collect();
        assert_in_order_and_once(&entries, &accepted);
    }

    #[test]
    fn all_that_was_accepted_ran_in_order() {
        assert_so(&[("a", 1), ("b", 2), ("c", 5)]);
    }

    #[test]
    #[should_panic(expected = "which the stream accepted later")]
    fn another_order_is_found() {
        assert_so(&[("a", 1), ("c", 5), ("b", 2)]);
    }

    #[test]
    #[should_panic(expected = "what ran is not what was accepted")]
    fn a_lost_command_is_found() {
        assert_so(&[("a", 1), ("c", 5)]);
    }

    #[test]
    #[should_panic(expected = "what ran is not what was accepted")]
    fn a_command_that_overtook_by_a_repeat_is_found() {
        assert_so(&[("b", 2), ("c", 5), ("a", 9)]);
    }
}
