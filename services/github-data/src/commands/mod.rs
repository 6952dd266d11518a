//! One file for each command.

pub mod check_installation;
pub mod check_membership;
pub mod clear_state;
pub mod connect_account;
pub mod handle_branch_webhook;
pub mod handle_member_webhook;
pub mod handle_pull_request_webhook;
pub mod handle_repository_webhook;
pub mod reload_repository;
pub mod sync_repos;
pub mod take_delivery;
