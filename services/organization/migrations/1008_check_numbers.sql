-- Which run of a check it is, and since when its commit is checked: what tells a late word from a new one.
ALTER TABLE checks
    ADD COLUMN number bigint NOT NULL DEFAULT 0,
    ADD COLUMN since bigint;
