-- Since when the task is its owner's: an order to clear it that was given before must not take it from them.
ALTER TABLE tasks ADD COLUMN owner_since bigint;
