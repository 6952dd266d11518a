-- What was said of a year to come, before such dates were cut to the present, would outdo whatever is told until then, and keep
-- its line above all others.
UPDATE pull_requests SET pull_request = jsonb_set(pull_request, '{updatedAt}', '0')
WHERE (pull_request ->> 'updatedAt')::bigint > extract(epoch FROM now())::bigint * 1000 + 3600000;

UPDATE task_summaries SET updated_at = floor(extract(epoch FROM now()) * 1000)::bigint, revision = nextval('view_revisions')
WHERE updated_at > extract(epoch FROM now())::bigint * 1000 + 3600000;
