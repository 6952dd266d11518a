-- What the organization was told last of how a repository's pull requests are checked, when GitHub was asked for it, and when
-- something else was told: the same is not told again.
alter table repositories
    add column checks_told bigint,
    add column checks_asked_at bigint not null default 0,
    add column checks_heard_at bigint not null default 0;
