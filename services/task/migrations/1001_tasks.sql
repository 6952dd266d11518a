-- The record of each materialised task. A task that nobody has acted on has no row.
CREATE TABLE tasks (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    repository_id text NOT NULL,
    repository_name text NOT NULL,
    -- Kept here, so that the task can still say where it came from when its repository is gone.
    clone_url text NOT NULL,
    title text NOT NULL,
    branch text NOT NULL,
    prompt text NOT NULL,
    -- Made from its line in the sidebar: the prompt is the title, until the organization sends a person's.
    made_from_index boolean NOT NULL,
    status text NOT NULL,
    pull_request jsonb,
    owner_user_id text,
    owner_login text,
    owner_avatar_url text,
    revision bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (organization_id, task_id),
    CONSTRAINT tasks_owner_is_whole CHECK ((owner_user_id IS NULL) = (owner_login IS NULL))
)
-- Room for the next version of a row on its own page: then an update touches no index.
WITH (fillfactor = 70);
