CREATE TABLE notes (
    position bigserial PRIMARY KEY,
    actor_key text NOT NULL,
    text text NOT NULL
);
