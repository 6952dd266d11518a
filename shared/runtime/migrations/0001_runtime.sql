-- What the runtime keeps for every service, in the service's own schema.

-- Each command once: the duplicate check, the recorded outcome and the history that people read.
create table journal (
    entry           bigserial not null,
    command_id      text    not null,
    actor_key       text    not null,
    command         text    not null,
    input           text    not null,
    status          text    not null constraint journal_status_is_known check (status in ('done', 'refused', 'dead')),
    reply           text,
    code            text,
    message         text,
    sent_by         text    not null,
    caused_by       text,
    stream_sequence bigint  not null,
    attempts        integer not null,
    trace_id        text,
    received_at     bigint  not null,
    done_at         bigint  not null,
    -- Ids are their callers' own, so the same one given to another actor is another command.
    primary key (command_id, actor_key)
);
create index journal_by_actor on journal (actor_key, entry desc);
-- Rows are written in time order, so pruning by age needs no more than the block ranges.
create index journal_by_age on journal using brin (done_at);

-- What a transaction sends once it is committed. A lane is a partition or a workflow run; its rows leave in order.
create table outbox (
    position bigserial primary key,
    lane     text   not null,
    kind     text   not null constraint outbox_kind_is_known check (kind in ('message', 'view')),
    subject  text   not null,
    headers  jsonb  not null,
    body     text   not null,
    revision bigint not null
);
create index outbox_by_lane on outbox (lane, position);

-- Commands that could not be processed, and those that wait behind a parked one.
create table dead_letters (
    position        bigserial primary key,
    command_id      text    not null,
    partition       integer not null,
    actor_key       text    not null,
    command         text    not null,
    state           text    not null constraint dead_letters_state_is_known check (state in ('dead', 'parked', 'held')),
    reason          text    not null,
    headers         jsonb   not null,
    body            bytea   not null,
    stream_sequence bigint  not null,
    received_at     bigint  not null,
    trace_id        text,
    constraint dead_letters_command_is_unique unique (command_id, actor_key)
);
create index dead_letters_by_actor on dead_letters (actor_key, position);

create table workflows (
    run_id           text    primary key,
    workflow         text    not null,
    workflow_id      text    not null,
    actor_key        text    not null,
    input            jsonb   not null,
    status           text    not null constraint workflows_status_is_known
        check (status in ('waiting', 'running', 'sleeping', 'done', 'failed', 'cancelled')),
    result           jsonb,
    -- Raised by each worker that takes the run over; a step is recorded only under its own epoch.
    epoch            integer not null default 0,
    -- The announcement that its worker holds, by its sequence; it comes again when the worker dies.
    delivery         bigint,
    last_error       text,
    wakes_at         bigint,
    cancel_requested boolean not null default false,
    -- The input of the run that is to follow this one.
    next_input       jsonb,
    sent_by          text    not null,
    caused_by        text    not null,
    traceparent      text,
    started_at       bigint  not null,
    updated_at       bigint  not null
);
create unique index workflows_one_active on workflows (workflow_id) where status in ('waiting', 'running', 'sleeping');
create index workflows_by_actor on workflows (actor_key, started_at desc);

create table workflow_steps (
    run_id     text    not null references workflows on delete cascade,
    position   integer not null,
    step       text    not null,
    result     jsonb   not null,
    epoch      integer not null,
    attempts   integer not null,
    started_at bigint  not null,
    done_at    bigint  not null,
    primary key (run_id, position)
);
