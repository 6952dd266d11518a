//! What changes a person's state: one file for each command.

pub mod apply_discovery;
pub mod apply_membership;
pub mod apply_renewal;
pub mod arrange_sidebar;
pub mod discover_organizations;
pub mod dismiss_checklist;
pub mod end_all_sign_ins;
pub mod end_sign_in;
pub mod extend_sign_in;
pub mod mark_unread;
pub mod register_api_token;
pub mod renew_token;
pub mod revoke_api_token;
pub mod save_draft;
pub mod select_organization;
pub mod select_session;
pub mod set_preferences;
pub mod set_unread;
pub mod sign_in;
pub mod watch;
