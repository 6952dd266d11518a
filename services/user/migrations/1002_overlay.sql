-- What an organization's tasks are to one person, and nobody else.

-- One row for each task that is anything to them.
CREATE TABLE task_overlays (
    user_id text NOT NULL,
    organization_id text NOT NULL,
    task_id text NOT NULL,
    active_session_id text,
    revision bigint NOT NULL DEFAULT nextval('view_revisions'),
    updated_at bigint NOT NULL,
    PRIMARY KEY (user_id, organization_id, task_id)
)
WITH (fillfactor = 70);

CREATE TABLE sessions (
    user_id text NOT NULL,
    organization_id text NOT NULL,
    task_id text NOT NULL,
    session_id text NOT NULL,
    unread boolean NOT NULL,
    -- Whatever finished until then was marked, watched or read: word of it that arrives later is no news.
    known_until bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (user_id, organization_id, task_id, session_id)
)
WITH (fillfactor = 70);

CREATE TABLE drafts (
    user_id text NOT NULL,
    organization_id text NOT NULL,
    task_id text NOT NULL,
    -- '' for a session that is yet to be opened.
    session_id text NOT NULL,
    text text NOT NULL,
    attachments jsonb NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (user_id, organization_id, task_id, session_id)
)
WITH (fillfactor = 70);

CREATE TABLE sidebars (
    user_id text NOT NULL,
    organization_id text NOT NULL,
    repository_order text[] NOT NULL,
    collapsed text[] NOT NULL,
    revision bigint NOT NULL DEFAULT nextval('view_revisions'),
    PRIMARY KEY (user_id, organization_id)
);

-- The session that each open page shows. A page whose gateway has died is forgotten at its time.
CREATE TABLE pages (
    user_id text NOT NULL,
    page_id text NOT NULL,
    organization_id text NOT NULL,
    task_id text NOT NULL,
    session_id text NOT NULL,
    until bigint NOT NULL,
    PRIMARY KEY (user_id, page_id)
)
WITH (fillfactor = 70);
