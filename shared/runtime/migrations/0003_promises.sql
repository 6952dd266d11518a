-- Postgres promises, JetStream carries: what is needed to go on when a NATS server comes back without its newest messages,
-- or Postgres without its newest commits.

-- A sequence alone does not tell where a partition stands: a server that lost its tail gives sequences out anew.
alter table partitions
    -- When the stream had stored the newest settled message.
    add column settled_at bigint not null default 0,
    -- The server process that had delivered it.
    add column server text not null default '',
    -- The outbox rows of the partition's lane up to this position are published.
    add column published bigint not null default 0,
    -- Added to the revision of every view. Raised when the database was put back, so that what is shown from then on is
    -- newer than what was shown before.
    add column revision_base bigint not null default 0;

-- The floors that a batch has moved must be all that it began from: otherwise another owner has gone on, or the database was
-- put back, and the batch is undone.
create function floors_must_match(moved bigint, expected bigint) returns boolean language plpgsql as $$
begin
    if moved <> expected then
        raise exception 'a partition stands elsewhere than its owner left it' using errcode = 'FD001';
    end if;
    return true;
end $$;

-- Published rows are kept for a while and published again when the NATS server is another process. The lane of a partition
-- says itself how far it is published; the rows of a workflow run say so each.
alter table outbox
    add column published_at bigint;
create index outbox_by_publication on outbox (published_at) where published_at is not null;

-- What kind of no a refusal is.
alter table journal add column kind text;

-- Nothing parks or waits behind a parked command any more.
update dead_letters set state = 'dead' where state in ('parked', 'held');

alter table workflows
    -- The worker's last sign of life. A run without one for long is announced again.
    add column alive_at bigint not null default 0,
    -- The step that waits for an outside system, and how often it has waited.
    add column waiting_position integer,
    add column waiting_tries integer not null default 0;
create index workflows_unfinished on workflows (updated_at) where status in ('waiting', 'running', 'sleeping');
create index workflows_by_age on workflows (updated_at) where status in ('done', 'failed', 'cancelled');
create index dead_letters_by_age on dead_letters (received_at);

-- Facts of the service as a whole, by name.
create table service_facts (
    name  text primary key,
    value jsonb not null
);
