-- How many were ever opened: by that they are named, and a task that never had one need not look for them.
ALTER TABLE tasks ADD COLUMN sessions_opened integer NOT NULL DEFAULT 0;

-- The open sessions of each task. One that is closed goes; what was said in it is the sandbox's.
CREATE TABLE sessions (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    session_id text NOT NULL,
    -- Its place among the task's sessions.
    position integer NOT NULL,
    name text NOT NULL,
    agent text,
    model text,
    mode text,
    status text NOT NULL,
    error text,
    turn text,
    running_since bigint,
    is_stopping boolean NOT NULL,
    -- The ids of the messages that wait, the next one first: a message that goes leaves the others' rows alone.
    queue text[] NOT NULL,
    queue_is_paused boolean NOT NULL,
    created_by text,
    created_at bigint NOT NULL,
    PRIMARY KEY (organization_id, task_id, session_id),
    CONSTRAINT sessions_status_is_known
        CHECK (status IN ('opening', 'idle', 'running', 'needsAnswer', 'error')),
    CONSTRAINT sessions_turn_is_whole CHECK ((turn IS NULL) = (running_since IS NULL))
)
WITH (fillfactor = 70);

-- The messages that wait. When a message's turn begins, its row goes.
CREATE TABLE queued_messages (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    message_id text NOT NULL,
    text text NOT NULL,
    attachments jsonb NOT NULL,
    author text,
    sent_at bigint NOT NULL,
    PRIMARY KEY (organization_id, task_id, message_id)
);
