-- What people have set of a session's agent, what can be set of it, and what it can do and remembers.
ALTER TABLE sessions ADD COLUMN choices jsonb NOT NULL DEFAULT '[]';
ALTER TABLE sessions ADD COLUMN options jsonb NOT NULL DEFAULT '[]';
ALTER TABLE sessions ADD COLUMN abilities jsonb;
ALTER TABLE sessions ADD COLUMN memory text;
-- Since when the agent at work has said nothing.
ALTER TABLE sessions ADD COLUMN quiet_since bigint;
-- The ids of the messages on their way into the turn under way.
ALTER TABLE sessions ADD COLUMN steering text[] NOT NULL DEFAULT '{}';

-- The columns model and mode are read no more; the next release takes them away.
UPDATE sessions SET choices =
    coalesce((SELECT jsonb_agg(jsonb_build_object('optionId', chosen.what, 'value', chosen.value))
              FROM (VALUES ('model', model), ('mode', mode)) AS chosen (what, value)
              WHERE chosen.value IS NOT NULL), '[]');
