//! What changes a sandbox: one file for each command.

pub mod answer_permission;
pub mod apply_git;
pub mod apply_process;
pub mod apply_provisioning;
pub mod clear_credentials;
pub mod create_process;
pub mod destroy;
pub mod end_session;
pub mod expire_permission;
pub mod git;
pub mod kill_process;
pub mod note_options;
pub mod note_permission;
pub mod note_steered;
pub mod open_session;
pub mod refresh_git;
pub mod remove_process;
pub mod rename_process;
pub mod replace_credentials;
pub mod run_turn;
pub mod set_up_session;
pub mod steer_turn;
pub mod stop_process;
pub mod stop_turn;
pub mod upload_image;
