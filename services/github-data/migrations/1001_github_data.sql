-- What GitHub said, for each organization. Times are milliseconds since 1970.
--
-- Generations: each reading of GitHub (a sync, a reload) takes the next number of its organization. A row carries the
-- number that was the newest when it was written, so a reading removes only what is older than itself.

create table accounts (
    organization_id text primary key,
    -- What the organization is told (contracts: GithubState), without the failures, which have their own table.
    github jsonb not null,
    -- Grows with each report to the organization.
    revision bigint not null,
    latest_generation bigint not null,
    -- The sync whose progress is shown; null when none runs.
    syncing_generation bigint,
    -- As the last complete sync found them.
    synced_repositories integer not null,
    latest_run_id text,
    updated_at bigint not null
);

create table repositories (
    organization_id text not null,
    repository_id text not null,
    full_name text not null,
    clone_url text not null,
    default_branch text not null,
    private boolean not null,
    -- GitHub's tag for the list we hold; null when what we hold may differ from that list.
    branches_etag text,
    pull_requests_etag text,
    generation bigint not null,
    updated_at bigint not null,
    primary key (organization_id, repository_id)
);

create table branches (
    organization_id text not null,
    repository_id text not null,
    name text not null,
    commit_sha text not null,
    primary key (organization_id, repository_id, name),
    constraint branches_repository foreign key (organization_id, repository_id) references repositories on delete cascade
);

-- Closed ones stay until the next sync has read their repository: a list read before the closing must not reopen them.
create table pull_requests (
    organization_id text not null,
    repository_id text not null,
    number bigint not null,
    title text not null,
    state text not null,
    url text not null,
    head_branch text not null,
    head_repository text,
    base_branch text not null,
    author_login text,
    updated_at bigint not null,
    generation bigint not null,
    primary key (organization_id, repository_id, number),
    constraint pull_requests_state check (state in ('open', 'draft', 'closed', 'merged')),
    constraint pull_requests_repository foreign key (organization_id, repository_id)
        references repositories on delete cascade
);

create table members (
    organization_id text not null,
    user_id text not null,
    login text not null,
    name text,
    avatar_url text,
    role text not null,
    primary key (organization_id, user_id),
    constraint members_role check (role in ('member', 'admin'))
);

-- Repositories the newest sync could not read.
create table sync_failures (
    organization_id text not null,
    repository_id text not null,
    full_name text not null,
    message text not null,
    failed_at bigint not null,
    primary key (organization_id, repository_id)
);
