-- What the branch changes, in numbers, as its sandbox has last said.
ALTER TABLE tasks ADD COLUMN changes jsonb;
