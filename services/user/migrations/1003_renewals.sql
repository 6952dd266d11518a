-- A GitHub App's tokens end; another is got with a refresh token, once. Null for those that do not end.
ALTER TABLE accounts
    ADD COLUMN token_issued_at bigint,
    ADD COLUMN token_expires_at bigint,
    ADD COLUMN refresh_key_id text,
    ADD COLUMN refresh_sealed text,
    ADD COLUMN refresh_expires_at bigint;
