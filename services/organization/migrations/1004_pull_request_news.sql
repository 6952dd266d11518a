-- The newest news of each pull request ever heard of, gone ones included: older news that arrive late must not bring one
-- back.
CREATE TABLE pull_request_news (
    organization_id text NOT NULL,
    repository_id text NOT NULL,
    number bigint NOT NULL,
    revision bigint NOT NULL,
    PRIMARY KEY (organization_id, repository_id, number)
);
