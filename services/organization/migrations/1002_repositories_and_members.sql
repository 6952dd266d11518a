CREATE TABLE repositories (
    organization_id text NOT NULL,
    repository_id text NOT NULL,
    full_name text NOT NULL,
    clone_url text NOT NULL,
    default_branch text NOT NULL,
    private boolean NOT NULL,
    revision bigint NOT NULL DEFAULT nextval('view_revisions'),
    PRIMARY KEY (organization_id, repository_id)
);

CREATE TABLE members (
    organization_id text NOT NULL,
    user_id text NOT NULL,
    login text NOT NULL,
    name text,
    avatar_url text,
    role text NOT NULL,
    revision bigint NOT NULL DEFAULT nextval('view_revisions'),
    PRIMARY KEY (organization_id, user_id),
    CONSTRAINT members_role_is_known CHECK (role IN ('member', 'admin'))
);
