-- The runs of all actors of one organization, newest first: an actor's key begins with it. How they stand comes before when they
-- began, so that a few that have failed are found without those that have not.
--
-- Not concurrently, as all indexes here: that would wait for the instance that waits to migrate, too. Meanwhile the version before
-- reads on, and what it would write waits: 2 s for a million runs, of which there are those of 30 days.
create index workflows_by_organization on workflows (split_part(actor_key, '.', 1), status, started_at desc);
