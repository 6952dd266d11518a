-- What the task's branch changes, in numbers, as its sandbox has last said.
ALTER TABLE task_summaries ADD COLUMN changes jsonb;
