-- That the files of one before it are left of one that could not be made ready.
ALTER TABLE sandboxes ADD COLUMN files_left boolean NOT NULL DEFAULT false;
