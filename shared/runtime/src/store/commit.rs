//! What a batch leaves behind, in one statement: the rows that its handlers saved, its commands' journal rows, what it
//! sends, and how far its partitions have come.

use sqlx::{PgConnection, Row};

use super::{floors::Move, journal, outbox, statements::Statements};

/// Everything that is to be recorded.
#[derive(Default)]
pub struct Entries {
    pub journal: journal::Columns,
    pub outbox: outbox::Columns,
    pub floors: Vec<Move>,
}

// An owner that was stalled while another one went on, or whose database was put back, does not find the floor that it left.
const FLOORS: &str = "
    update partitions set stream = moved.stream, server = moved.server, settled = moved.settled,
                          settled_at = moved.settled_at, published = greatest(partitions.published, moved.published)
    from unnest($1::integer[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
                $9::bigint[])
         as moved (partition, old_stream, old_settled, revision_base, stream, server, settled, settled_at, published)
    where partitions.partition = moved.partition and partitions.stream = moved.old_stream
      and partitions.settled = moved.old_settled and partitions.revision_base = moved.revision_base
    returning 1";

const JOURNAL: &str = "
    insert into journal (command_id, actor_key, command, input, status, reply, kind, code, message, sent_by, caused_by,
                         stream_sequence, attempts, trace_id, received_at, done_at)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                         $9::text[], $10::text[], $11::text[], $12::bigint[], $13::integer[], $14::text[], $15::bigint[],
                         $16::bigint[])";

const RESULT: &str = "
    select (select coalesce(array_agg(position order by position), '{}') from sent) as positions,
           floors_must_match((select count(*) from floors), $1)";

/// Records it together with what `saved` writes, and gives where the outgoing messages lie in the outbox, in their order.
pub async fn commit(db: &mut PgConnection, mut saved: Statements, entries: Entries) -> sqlx::Result<Vec<i64>> {
    let Entries { journal, outbox, floors } = entries;
    let numbers = |pick: fn(&Move) -> i64| floors.iter().map(pick).collect::<Vec<_>>();
    let texts = |pick: fn(&Move) -> &str| floors.iter().map(pick).collect::<Vec<_>>();
    // Always all of them: as many kinds of statements are prepared as there are kinds of saved rows, not more.
    saved
        .named("floors", FLOORS)
        .bind(floors.iter().map(|floor| floor.partition.cast_signed()).collect::<Vec<_>>())
        .bind(texts(|floor| &floor.from.floor.stream))
        .bind(numbers(|floor| floor.from.floor.sequence.cast_signed()))
        .bind(numbers(|floor| floor.from.revision_base))
        .bind(texts(|floor| &floor.to.stream))
        .bind(texts(|floor| &floor.to.server))
        .bind(numbers(|floor| floor.to.sequence.cast_signed()))
        .bind(numbers(|floor| floor.to.at))
        .bind(numbers(|floor| floor.published));
    journal.bind(saved.add(JOURNAL));
    outbox.bind(saved.named("sent", outbox::INSERT));
    saved.add(RESULT).bind(i64::try_from(floors.len()).unwrap_or(i64::MAX));
    let rows = saved.run(db).await?;
    // The sequence counts in the order of the rows, whatever order they come back in.
    Ok(rows.first().map(|row| row.get("positions")).unwrap_or_default())
}

/// Whether the batch failed because one of its commands is in the journal already.
pub fn is_known_command(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.constraint()) == Some("journal_pkey")
}

/// Whether the batch failed because one of its partitions stands elsewhere than its owner left it.
pub fn has_floor_moved(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).as_deref() == Some("FD001")
}
