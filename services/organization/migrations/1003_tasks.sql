-- Which branch is whose: one row for each task, virtual or materialised. A branch is one task's for good.
CREATE TABLE task_index (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    repository_id text NOT NULL,
    -- Which repository the branch is in: '' is the task's own, otherwise the fork's name in lower case. Forks whose
    -- branches have the same name are different tasks.
    head_repository text NOT NULL,
    branch text NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (organization_id, task_id),
    CONSTRAINT task_index_branch_is_unique UNIQUE (organization_id, repository_id, head_repository, branch)
);

-- The sidebar: one line for each row of the index.
CREATE TABLE task_summaries (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    repository_id text NOT NULL,
    repository_name text NOT NULL,
    branch text NOT NULL,
    title text NOT NULL,
    status text NOT NULL,
    -- The one to show, of those in pull_requests.
    pull_request jsonb,
    owner_user_id text,
    owner_login text,
    owner_avatar_url text,
    -- Whether a person has acted on it. What GitHub says never sets it.
    materialised boolean NOT NULL,
    -- The newest of the task's own revisions that was applied; 0 when it has told nothing yet.
    task_revision bigint NOT NULL DEFAULT 0,
    revision bigint NOT NULL DEFAULT nextval('view_revisions'),
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (organization_id, task_id),
    FOREIGN KEY (organization_id, task_id) REFERENCES task_index ON DELETE CASCADE,
    CONSTRAINT task_summaries_owner_is_whole CHECK ((owner_user_id IS NULL) = (owner_login IS NULL))
);

CREATE INDEX task_summaries_by_change ON task_summaries (organization_id, updated_at, task_id);
CREATE INDEX task_summaries_by_repository ON task_summaries (organization_id, repository_id, updated_at, task_id);

-- The pull requests of each task's branch: usually one, but a branch may be offered to several bases, or again after it
-- was closed. A virtual task has open ones only.
CREATE TABLE pull_requests (
    organization_id text NOT NULL,
    repository_id text NOT NULL,
    number bigint NOT NULL,
    task_id text NOT NULL,
    pull_request jsonb NOT NULL,
    PRIMARY KEY (organization_id, repository_id, number),
    FOREIGN KEY (organization_id, task_id) REFERENCES task_index ON DELETE CASCADE
);

CREATE INDEX pull_requests_by_task ON pull_requests (organization_id, task_id);
