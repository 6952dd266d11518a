-- What people have started inside, as the sandbox's record has it: few, shown together, and gone with the sandbox.
ALTER TABLE sandboxes ADD COLUMN processes jsonb NOT NULL DEFAULT '[]';
CREATE INDEX sandboxes_with_processes ON sandboxes (organization_id, task_id) WHERE processes <> '[]';
