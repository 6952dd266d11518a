-- How each check of a branch's newest commit stands, as GitHub has delivered it: of one commit at a time.
CREATE TABLE checks (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    name text NOT NULL,
    head text NOT NULL,
    state text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (organization_id, task_id, name),
    FOREIGN KEY (organization_id, task_id) REFERENCES task_index ON DELETE CASCADE
);

-- The same in numbers, for the line.
ALTER TABLE task_summaries ADD COLUMN checks jsonb;
