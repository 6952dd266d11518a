-- The revisions of all this service's views. One sequence, so that a thing that goes and comes back does not begin again
-- at a revision that its watchers have passed. All that is written of a person is written by commands of theirs, which
-- run one after another, so each of their views sees growing numbers.
CREATE SEQUENCE view_revisions AS bigint;

-- Everybody who has signed in.
CREATE TABLE accounts (
    user_id text PRIMARY KEY,
    login text NOT NULL,
    name text,
    email text,
    avatar_url text,
    -- GitHub's token of the person, sealed (shared/vault), and which key opens it.
    token_key_id text NOT NULL,
    token_sealed text NOT NULL,
    token_scopes text[] NOT NULL,
    -- Grows with each new token, so that what GitHub says of an older one is not held against this one.
    token_number bigint NOT NULL,
    -- When GitHub was found to take it no longer.
    token_revoked_at bigint,
    selected_organization_id text,
    default_model text,
    colour_mode text NOT NULL,
    checklist_is_dismissed boolean NOT NULL,
    -- They have a draft, or have opened a session.
    has_begun boolean NOT NULL,
    discovery_status text NOT NULL,
    discovery_message text,
    discovered_at bigint,
    -- The run that a later request joined: another follows it, so its end is not the end of the search.
    joined_run_id text,
    access_revision bigint NOT NULL DEFAULT nextval('view_revisions'),
    app_revision bigint NOT NULL DEFAULT nextval('view_revisions'),
    created_at bigint NOT NULL
)
-- Room for the next version of a row on its own page: then an update touches no index.
WITH (fillfactor = 70);

-- Where each person is signed in. The secret in the browser's cookie is known by its hash.
CREATE TABLE sign_ins (
    user_id text NOT NULL,
    sign_in_id text NOT NULL,
    credential text NOT NULL,
    user_agent text,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (user_id, sign_in_id),
    CONSTRAINT sign_ins_credential_is_unique UNIQUE (credential)
)
WITH (fillfactor = 70);

-- Tokens for scripts, known by their hash, too.
CREATE TABLE api_tokens (
    user_id text NOT NULL,
    api_token_id text NOT NULL,
    credential text NOT NULL,
    name text NOT NULL,
    scope text NOT NULL,
    -- Only these; all of the person's when there are none.
    organizations text[] NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint,
    PRIMARY KEY (user_id, api_token_id),
    CONSTRAINT api_tokens_credential_is_unique UNIQUE (credential),
    CONSTRAINT api_tokens_scope_is_known CHECK (scope IN ('read', 'write', 'admin'))
);

-- What each organization has told of a person. The organization decides who belongs to it.
CREATE TABLE memberships (
    user_id text NOT NULL,
    organization_id text NOT NULL,
    card jsonb NOT NULL,
    -- Null: they belong no longer.
    role text,
    -- The organization's own, by which the newest of its words is known.
    revision bigint NOT NULL,
    PRIMARY KEY (user_id, organization_id),
    CONSTRAINT memberships_role_is_known CHECK (role IN ('member', 'admin'))
)
WITH (fillfactor = 70);
