-- When GitHub's word of a check came here, or was asked for: an answer of GitHub's is told from what was delivered since by it.
ALTER TABLE checks ADD COLUMN heard_at bigint NOT NULL DEFAULT 0;
