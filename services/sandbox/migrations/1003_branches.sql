-- What is known of each task's branch in its sandbox, and what is done with it: always read whole.
CREATE TABLE branches (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    -- The generation of the sandbox that it was read in.
    generation int NOT NULL,
    status jsonb,
    is_refreshing boolean NOT NULL,
    error text,
    operation jsonb,
    revision bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (organization_id, task_id)
)
WITH (fillfactor = 70);
