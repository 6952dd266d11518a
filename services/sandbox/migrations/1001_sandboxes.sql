-- Each task's sandbox, as it is now; the generations before it are in the history of its workflows.
CREATE TABLE sandboxes (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    generation int NOT NULL,
    status text NOT NULL,
    -- What this generation has gone through: few, and always read whole.
    stages jsonb NOT NULL,
    -- What is worked on, and whose credentials the clone is made with.
    source jsonb NOT NULL,
    person text NOT NULL,
    provider text,
    provider_id text,
    expires_at bigint,
    identity jsonb,
    note text,
    revision bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (organization_id, task_id)
)
WITH (fillfactor = 70);

-- The sessions of agents that a task has opened. Closed ones stay, as their events do.
CREATE TABLE sessions (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    session_id text NOT NULL,
    agent text,
    model text,
    mode text,
    is_closed boolean NOT NULL DEFAULT false,
    -- In which generation the agent has it, and under which id of its own; null when no agent has it yet.
    generation int,
    agent_session_id text,
    created_at bigint NOT NULL,
    PRIMARY KEY (organization_id, task_id, session_id)
);
