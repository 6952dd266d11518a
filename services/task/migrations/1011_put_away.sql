-- The pull request with which the task was archived; null when a person has archived it, or nobody.
ALTER TABLE tasks ADD COLUMN archived_with bigint;
