-- An account on GitHub may take another login, and its old one may become another's: what is said of an account is found by
-- GitHub's numbers for it and its installation. Both stand in the state that is reported.
alter table accounts
    add column account_id text generated always as (github ->> 'accountId') stored,
    add column installation_id bigint generated always as ((github ->> 'installationId')::bigint) stored;

-- One account is one organization.
create unique index accounts_by_account on accounts (account_id);
create index accounts_by_installation on accounts (installation_id);

-- When GitHub said so: a list that was read before a webhook came must not undo it.
alter table members add column observed_at bigint not null default 0;
