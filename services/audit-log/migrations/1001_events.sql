-- What happened in each organization. Append-only: nothing updates or deletes a row.
CREATE TABLE events (
    organization_id text NOT NULL,
    event_id bigint GENERATED ALWAYS AS IDENTITY,
    event text NOT NULL,
    repository_id text,
    task_id text,
    branch text,
    by text NOT NULL,
    at bigint NOT NULL,
    details jsonb NOT NULL,
    PRIMARY KEY (organization_id, event_id)
);

-- One task's history, which is read whenever somebody asks why it looks as it does.
CREATE INDEX events_by_task ON events (organization_id, task_id, event_id) WHERE task_id IS NOT NULL;
