-- Whoever once belonged is kept: news of one person come from syncs, webhooks and sign-ins, and older ones that arrive late
-- must not bring somebody back.
ALTER TABLE members
    -- NULL: they were gone before they were ever heard of.
    ALTER COLUMN login DROP NOT NULL,
    -- NULL: they belong no longer.
    ALTER COLUMN role DROP NOT NULL,
    -- Whether they have signed in to Foundry. Stays when they leave: if they come back, they are told.
    ADD COLUMN linked boolean NOT NULL DEFAULT false,
    -- When GitHub said what the row says.
    ADD COLUMN observed_at bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT members_belong_by_login CHECK (role IS NULL OR login IS NOT NULL);

-- What an admin has chosen; NULL: nothing yet, and the account's login and the organization's id are shown.
ALTER TABLE profiles
    ADD COLUMN display_name text,
    ADD COLUMN slug text,
    ADD COLUMN primary_domain text;

-- Whose tasks are to be nobody's when they leave.
CREATE INDEX task_summaries_by_owner ON task_summaries (organization_id, owner_user_id, task_id);
