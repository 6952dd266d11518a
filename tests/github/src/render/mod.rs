//! The JSON of GitHub's answers and webhooks: the documented fields that a client plausibly reads.

mod accounts;
mod checks;
mod installations;
mod pull_requests;
mod repositories;

pub(crate) use accounts::{account, account_in_full, membership, organization_brief, organization_in_full};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
pub(crate) use checks::{branches_with, check_runs, combined_status, contexts, draw, status};
pub(crate) use installations::{app, installation, permissions};
pub(crate) use pull_requests::{pull_request, pull_request_in_full};
pub(crate) use repositories::{branch, repository, repository_brief, repository_for};

/// GitHub's global id, of which clients may only know that it is stable.
pub(crate) fn node_id(kind: &str, id: u64) -> String {
    STANDARD_NO_PAD.encode(format!("{kind}{id}"))
}
