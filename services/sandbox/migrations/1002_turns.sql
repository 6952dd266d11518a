-- One turn of an agent for each message that began one.
CREATE TABLE turns (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    message_id text NOT NULL,
    session_id text NOT NULL,
    text text NOT NULL,
    attachments jsonb NOT NULL,
    author text,
    owner text,
    -- Raised by whoever follows the turn: only the newest one writes down what the agent says.
    epoch int NOT NULL DEFAULT 0,
    -- The agent was about to be told, at this time.
    prompted_at bigint,
    stop_requested_at bigint,
    ended jsonb,
    created_at bigint NOT NULL,
    PRIMARY KEY (organization_id, task_id, message_id)
);
CREATE INDEX turns_that_wait ON turns (organization_id, task_id, created_at) WHERE ended IS NULL;

-- What was said in each session, in order, as it was said. Only added to.
CREATE TABLE events (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    session_id text NOT NULL,
    index bigint NOT NULL,
    message_id text,
    kind text NOT NULL,
    at bigint NOT NULL,
    body jsonb NOT NULL,
    -- The agent's process and its number of the event, so that what is read again is known.
    source text NOT NULL,
    PRIMARY KEY (organization_id, task_id, session_id, index),
    CONSTRAINT events_are_written_once UNIQUE (organization_id, task_id, session_id, source)
);

-- What agents have asked people.
CREATE TABLE permissions (
    organization_id text NOT NULL,
    task_id text NOT NULL,
    permission_id text NOT NULL,
    session_id text NOT NULL,
    message_id text NOT NULL,
    title text NOT NULL,
    tool_call jsonb NOT NULL,
    options jsonb NOT NULL,
    -- What the agent's answer must carry.
    request_id text NOT NULL,
    asked_at bigint NOT NULL,
    option_id text,
    answered_by text,
    answered_at bigint,
    -- The agent has got the answer.
    is_delivered boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organization_id, task_id, permission_id)
);
CREATE INDEX permissions_by_turn ON permissions (organization_id, task_id, message_id);

-- The agent's process that has the session: a later one has another number.
ALTER TABLE sessions ADD COLUMN process bigint;
