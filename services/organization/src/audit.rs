//! What happened in an organization, for the audit log.

use contracts::{OrganizationId, RepositoryId, audit_log::Append, organization::TaskSummary};
use runtime::{Cx, Handled};
use serde_json::Value;
use service_kit::audit::entry;

/// Something happened to the organization as a whole.
pub fn happened(cx: &mut Cx, organization_id: &OrganizationId, event: &str, details: Value) -> Handled<()> {
    let append = entry(cx, event, details);
    cx.send(organization_id, &append)
}

/// Something happened to one of its repositories.
pub fn happened_to_repository(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    event: &str,
    details: Value,
) -> Handled<()> {
    let append = Append { repository_id: Some(repository_id.clone()), ..entry(cx, event, details) };
    cx.send(organization_id, &append)
}

/// Something happened to one of its tasks.
pub fn happened_to_task(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    task: &TaskSummary,
    event: &str,
    details: Value,
) -> Handled<()> {
    let append = Append {
        repository_id: Some(task.repository_id.clone()),
        task_id: Some(task.task_id.clone()),
        branch: Some(task.branch.clone()),
        ..entry(cx, event, details)
    };
    cx.send(organization_id, &append)
}
