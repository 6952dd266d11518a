//! Where each partition stands. Written in the statement of what it settles, so that it is neither behind nor ahead of it;
//! and compared there, so that a stalled owner, or a database that was put back, is noticed.

use contracts::PARTITIONS;
use sqlx::{PgConnection, PgPool, Row, postgres::PgRow};

use crate::core::floor::Floor;

/// A partition's row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    pub floor: Floor,
    /// The outbox rows of its lane up to this position are published.
    pub published: i64,
    /// Added to the revision of each view that is written.
    pub revision_base: i64,
}

/// A step of a revision base. A service does not change a view so often; and JavaScript reads whole numbers up to 2⁵³, so
/// a database may be put back two million times.
const REVISIONS: i64 = 1 << 32;

/// What a batch makes of a partition's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub partition: u32,
    /// As its owner left it.
    pub from: Standing,
    pub to: Floor,
    /// How far its lane is published by now.
    pub published: i64,
}

/// Makes the rows of all partitions.
pub async fn prepare(pool: &PgPool) -> sqlx::Result<()> {
    sqlx::query(
        "insert into partitions (partition, stream, settled)
         select number, '', 0 from generate_series(0, $1) as numbers (number)
         on conflict (partition) do nothing",
    )
    .bind(PARTITIONS.cast_signed() - 1)
    .execute(pool)
    .await?;
    Ok(())
}

/// How a partition stands.
pub async fn read(db: &mut PgConnection, partition: u32) -> sqlx::Result<Standing> {
    let row = sqlx::query(
        "select stream, server, settled, settled_at, published, revision_base from partitions where partition = $1",
    )
    .bind(partition.cast_signed())
    .fetch_one(db)
    .await?;
    Ok(standing(&row))
}

fn standing(row: &PgRow) -> Standing {
    Standing {
        floor: Floor {
            stream: row.get("stream"),
            server: row.get("server"),
            sequence: row.get::<i64, _>("settled").cast_unsigned(),
            at: row.get("settled_at"),
        },
        published: row.get("published"),
        revision_base: row.get("revision_base"),
    }
}

/// Notes how far lanes are published, as a partition and a position each, and gives those that are noted. A batch notes it,
/// too; this is for the last one. A partition that a batch is moving just then is passed over: waiting for it while others
/// are held could lead to a deadlock.
pub async fn note_published(pool: &PgPool, published: &[(u32, i64)]) -> sqlx::Result<Vec<(u32, i64)>> {
    if published.is_empty() {
        return Ok(Vec::new());
    }
    let (partitions, positions): (Vec<_>, Vec<_>) =
        published.iter().map(|(partition, position)| (partition.cast_signed(), *position)).unzip();
    let noted: Vec<(i32, i64)> = sqlx::query_as(
        "with free as (
            select partition from partitions where partition = any($1) for update skip locked)
         update partitions set published = greatest(partitions.published, news.position)
         from unnest($1::integer[], $2::bigint[]) as news (partition, position) join free using (partition)
         where partitions.partition = news.partition
         returning partitions.partition, news.position",
    )
    .bind(partitions)
    .bind(positions)
    .fetch_all(pool)
    .await?;
    Ok(noted.into_iter().map(|(partition, position)| (partition.cast_unsigned(), position)).collect())
}

/// The base of view revisions now.
pub async fn revision_base(db: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar("select coalesce(max(revision_base), 0) from partitions").fetch_one(db).await
}

/// Raises the base of view revisions above everything that was shown under `known`. Only the first who notices raises it.
pub async fn raise_revision_base(db: &mut PgConnection, known: i64) -> sqlx::Result<()> {
    sqlx::query("update partitions set revision_base = $2 where revision_base <= $1")
        .bind(known)
        .bind(known + REVISIONS)
        .execute(db)
        .await?;
    Ok(())
}

/// The lowest floor of the present stream: everything before it is settled. `None` when a partition has none in it yet.
pub async fn lowest(pool: &PgPool, stream: &str) -> sqlx::Result<Option<u64>> {
    let (known, lowest): (i64, Option<i64>) =
        sqlx::query_as("select count(*), min(settled) from partitions where stream = $1 and settled > 0")
            .bind(stream)
            .fetch_one(pool)
            .await?;
    let is_complete = known == i64::from(PARTITIONS);
    Ok(lowest.filter(|_| is_complete).map(i64::cast_unsigned))
}
