//! What whoever watches an organization sees change.

use contracts::{
    OrganizationId, RepositoryId, TaskId, TaskKey, UserId, View,
    organization::{Member, OrganizationSummary, Repository, RepositorySummary},
};
use runtime::{Cx, Handled};

use crate::{profile::Profile, store::lines::Line};

pub fn profile_changed(cx: &mut Cx, organization_id: &OrganizationId, profile: &Profile) -> Handled<()> {
    let summary = profile_summary(organization_id, profile);
    cx.show(&View::OrganizationProfile(organization_id.clone()), profile.revision, &summary)
}

/// The profile without the counts.
pub fn profile_summary(organization_id: &OrganizationId, profile: &Profile) -> OrganizationSummary {
    OrganizationSummary {
        organization_id: organization_id.clone(),
        profile: profile.shown(organization_id),
        github: profile.github.clone(),
        last_webhook_at: profile.last_webhook_at,
        last_webhook_event: profile.last_webhook_event.clone(),
        counts: None,
    }
}

pub fn line_changed(cx: &mut Cx, organization_id: &OrganizationId, line: &Line) -> Handled<()> {
    cx.show(&task_view(organization_id, &line.summary.task_id), line.revision, &line.summary)
}

pub fn line_removed(cx: &mut Cx, organization_id: &OrganizationId, task_id: &TaskId, revision: i64) -> Handled<()> {
    cx.hide(&task_view(organization_id, task_id), revision)
}

fn task_view(organization_id: &OrganizationId, task_id: &TaskId) -> View {
    View::TaskSummary(TaskKey { organization_id: organization_id.clone(), task_id: task_id.clone() })
}

pub fn repository_changed(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository: &Repository,
    revision: i64,
) -> Handled<()> {
    let view = View::RepositorySummary(organization_id.clone(), repository.repository_id.clone());
    let summary = RepositorySummary { repository: repository.clone(), task_count: None, latest_activity_at: None };
    cx.show(&view, revision, &summary)
}

pub fn repository_removed(
    cx: &mut Cx,
    organization_id: &OrganizationId,
    repository_id: &RepositoryId,
    revision: i64,
) -> Handled<()> {
    cx.hide(&View::RepositorySummary(organization_id.clone(), repository_id.clone()), revision)
}

pub fn member_changed(cx: &mut Cx, organization_id: &OrganizationId, member: &Member, revision: i64) -> Handled<()> {
    cx.show(&View::Member(organization_id.clone(), member.user_id.clone()), revision, member)
}

pub fn member_removed(cx: &mut Cx, organization_id: &OrganizationId, user_id: &UserId, revision: i64) -> Handled<()> {
    cx.hide(&View::Member(organization_id.clone(), user_id.clone()), revision)
}
