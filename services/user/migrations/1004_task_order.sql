-- The tasks that somebody has put in an order of their own, each among its repository's.
ALTER TABLE sidebars ADD COLUMN task_order text[] NOT NULL DEFAULT '{}';
