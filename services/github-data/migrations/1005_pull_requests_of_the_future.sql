-- What was said of a year to come, before such dates were cut to the present, would outdo whatever GitHub says until then. The
-- next reading of such a repository sees its whole list, and holds.
update repositories set pull_requests_etag = null
where (organization_id, repository_id) in (
    select organization_id, repository_id from pull_requests
    where updated_at > extract(epoch from now())::bigint * 1000 + 3600000
);

update pull_requests set updated_at = 0 where updated_at > extract(epoch from now())::bigint * 1000 + 3600000;
