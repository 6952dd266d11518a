//! What changes a task: one file for each command.

pub mod apply_branch;
pub mod apply_session;
pub mod apply_turn;
pub mod begin_turn;
pub mod change_agent;
pub mod change_owner;
pub mod clear_owner;
pub mod close_session;
pub mod create_session;
pub mod edit_message;
pub mod end_task;
pub mod initialize;
pub mod move_message;
pub mod pull_request_sync;
pub mod put_away;
pub mod remove_message;
pub mod rename;
pub mod rename_session;
pub mod reorder_sessions;
pub mod resume_queue;
pub mod send_message;
pub mod set_session_option;
pub mod stop_session;
