-- The revisions of all this service's views. One sequence, so that a thing that goes and comes back (a repository, a
-- member) does not begin again at a revision that its watchers have passed. Commands of one organization run one after
-- another, so each of its views sees growing numbers.
CREATE SEQUENCE view_revisions AS bigint;

-- What is known of each organization as a whole. The first report of a sync makes the row, and with it the organization.
CREATE TABLE profiles (
    organization_id text PRIMARY KEY,
    -- The connection to GitHub and its sync, as github-data reports it.
    github jsonb NOT NULL,
    -- The report's own revision.
    github_revision bigint NOT NULL,
    last_webhook_at bigint,
    last_webhook_event text,
    revision bigint NOT NULL DEFAULT nextval('view_revisions')
);
