-- Why a sandbox is to end and what follows, and that somebody wants it to live on.
ALTER TABLE sandboxes ADD COLUMN ending jsonb, ADD COLUMN extension jsonb;
-- Until now nothing but the end of its task has destroyed one.
UPDATE sandboxes SET ending = jsonb_build_object('cause', 'taskEnded', 'by', NULL, 'at', updated_at)
WHERE status IN ('destroying', 'destroyed');
