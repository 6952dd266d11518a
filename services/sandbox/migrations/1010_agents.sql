-- What people have set of a session's agent; what can be set of it, as the agent lists it, and how; what it can do; what it
-- knows of what was said before; and what it is still to be told of that.
ALTER TABLE sessions ADD COLUMN choices jsonb NOT NULL DEFAULT '[]';
ALTER TABLE sessions ADD COLUMN options jsonb NOT NULL DEFAULT '[]';
ALTER TABLE sessions ADD COLUMN sets_by text NOT NULL DEFAULT 'config';
ALTER TABLE sessions ADD COLUMN abilities jsonb;
ALTER TABLE sessions ADD COLUMN memory text;
ALTER TABLE sessions ADD COLUMN summary text;
-- What the agent's process has taken of what was set.
ALTER TABLE sessions ADD COLUMN applied jsonb NOT NULL DEFAULT '[]';
-- What was set and its agent did not take; until the task was told.
ALTER TABLE sessions ADD COLUMN dropped jsonb NOT NULL DEFAULT '[]';
-- What the agent's process has said up to this number is of before: a history that was read again, say.
ALTER TABLE sessions ADD COLUMN heard bigint NOT NULL DEFAULT 0;

-- The columns model and mode are read no more; the next release takes them away.
UPDATE sessions SET choices =
    coalesce((SELECT jsonb_agg(jsonb_build_object('optionId', chosen.what, 'value', chosen.value))
              FROM (VALUES ('model', model), ('mode', mode)) AS chosen (what, value)
              WHERE chosen.value IS NOT NULL), '[]');

-- How far each session's log goes, and how large it is: what was removed of it leaves no gap for its places to be used again.
CREATE TABLE logs (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    session_id text NOT NULL,
    -- The places of the oldest event that is kept and of the newest one; 0 when there is none.
    first bigint NOT NULL DEFAULT 1,
    last bigint NOT NULL DEFAULT 0,
    bytes bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (organization_id, task_id, session_id)
)
WITH (fillfactor = 70);
INSERT INTO logs (organization_id, task_id, session_id, last, bytes)
SELECT organization_id, task_id, session_id, max(index), sum(octet_length(body::text))
FROM events GROUP BY organization_id, task_id, session_id;
CREATE INDEX logs_by_size ON logs (bytes);
-- Events are written in the order of time, so that a few pages tell where the old ones end.
CREATE INDEX events_by_age ON events USING brin (at);

-- Messages that people send into a turn under way.
CREATE TABLE steers (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    steered_id text NOT NULL,
    message_id text NOT NULL,
    session_id text NOT NULL,
    text text NOT NULL,
    attachments jsonb NOT NULL,
    author text,
    created_at bigint NOT NULL,
    -- The agent was about to be told, at this time.
    told_at bigint,
    -- Null until it is known.
    is_taken boolean,
    PRIMARY KEY (organization_id, task_id, steered_id)
);
CREATE INDEX steers_that_wait ON steers (organization_id, task_id, message_id) WHERE is_taken IS NULL;

ALTER TABLE permissions ADD COLUMN expires_at bigint;

-- Images that messages point at, stored once for a task.
CREATE TABLE images (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    image_id text NOT NULL,
    bytes integer NOT NULL,
    -- What its bytes say; null until all parts are there.
    media_type text,
    -- A message points at it.
    is_used boolean NOT NULL DEFAULT false,
    uploaded_by text NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (organization_id, task_id, image_id)
);
CREATE INDEX images_that_nobody_uses ON images (created_at) WHERE NOT is_used;
CREATE TABLE image_parts (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    image_id text NOT NULL,
    part integer NOT NULL,
    data bytea NOT NULL,
    PRIMARY KEY (organization_id, task_id, image_id, part),
    CONSTRAINT image_parts_have_an_image FOREIGN KEY (organization_id, task_id, image_id)
        REFERENCES images ON DELETE CASCADE
);
