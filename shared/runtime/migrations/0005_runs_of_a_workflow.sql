-- The same of one workflow: a rare one is found without all the others. By itself, so that what waits for an index waits for one.
create index workflows_by_organization_and_name
    on workflows (split_part(actor_key, '.', 1), workflow, status, started_at desc);
