//! What a batch leaves behind, in one statement: the rows that its handlers saved, its commands' journal rows, what it
//! sends, how far its partitions have come, and the outbox rows that earlier batches have sent.

use sqlx::{PgConnection, Row};

use crate::{Statements, journal, outbox};

/// How far a partition has come with this batch.
pub(crate) struct Settled {
    pub partition: u32,
    pub stream: String,
    pub sequence: u64,
}

/// Everything that is to be recorded.
#[derive(Default)]
pub(crate) struct Entries {
    pub journal: journal::Columns,
    pub outbox: outbox::Columns,
    pub settled: Vec<Settled>,
    pub sent: Vec<i64>,
}

const FORGET_SENT: &str = "delete from outbox where position = any($1)";

// A stalled owner may be slower than the one that has taken its partition over, and must not set it back.
const SETTLE: &str = "
    insert into partitions as known (partition, stream, settled)
    select * from unnest($1::integer[], $2::text[], $3::bigint[])
    on conflict (partition) do update set stream = excluded.stream, settled = excluded.settled
        where known.stream <> excluded.stream or known.settled < excluded.settled";

const JOURNAL: &str = "
    insert into journal (command_id, actor_key, command, input, status, reply, code, message, sent_by, caused_by,
                         stream_sequence, attempts, trace_id, received_at, done_at)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                         $9::text[], $10::text[], $11::bigint[], $12::integer[], $13::text[], $14::bigint[],
                         $15::bigint[])";

const SEND: &str = "
    insert into outbox (lane, kind, subject, headers, body, revision)
    select rows.lane, rows.kind, rows.subject, rows.headers::jsonb, rows.body, rows.revision
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
         with ordinality as rows (lane, kind, subject, headers, body, revision, place)
    order by place
    returning position";

/// Records it together with what `statements` write, and says where the outgoing messages lie in the outbox, in their
/// order.
pub(crate) async fn record(
    db: &mut PgConnection,
    mut statements: Statements,
    entries: Entries,
) -> sqlx::Result<Vec<i64>> {
    let Entries { journal, outbox, settled, sent } = entries;
    // Always all four: as many kinds of statements are prepared as there are kinds of rows, not more.
    statements.add(FORGET_SENT).bind(sent);
    statements
        .add(SETTLE)
        .bind(settled.iter().map(|settled| settled.partition.cast_signed()).collect::<Vec<_>>())
        .bind(settled.iter().map(|settled| settled.stream.as_str()).collect::<Vec<_>>())
        .bind(settled.iter().map(|settled| settled.sequence.cast_signed()).collect::<Vec<_>>());
    journal.bind(statements.add(JOURNAL));
    outbox.bind(statements.add(SEND));
    let rows = statements.run(db).await?;
    let mut positions: Vec<i64> = rows.iter().map(|row| row.get("position")).collect();
    // The sequence counts in the order of the rows, whatever order they come back in.
    positions.sort_unstable();
    Ok(positions)
}

/// How far the partition has come in this stream; 0 when nothing of it is settled.
pub(crate) async fn settled(db: &mut PgConnection, partition: u32, stream: &str) -> sqlx::Result<u64> {
    let settled: Option<i64> =
        sqlx::query_scalar("select settled from partitions where partition = $1 and stream = $2")
            .bind(partition.cast_signed())
            .bind(stream)
            .fetch_optional(db)
            .await?;
    Ok(settled.unwrap_or_default().cast_unsigned())
}

/// Whether the transaction failed because one of its commands is in the journal already.
pub(crate) fn is_known_command(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.constraint()) == Some("journal_pkey")
}
