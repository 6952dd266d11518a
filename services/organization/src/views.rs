//! What whoever watches an organization sees change.

use contracts::{
    OrganizationId, RepositoryId, TaskId, TaskKey, UserId, View,
    organization::{Member, OrganizationSummary, Repository, RepositorySummary, TaskSummary},
};
use runtime::{Cx, Handled};
use serde::Serialize;

use crate::{profile::Profile, store::lines::Line};

/// A view with its revision and value.
pub type Revised<T> = (View, i64, T);

pub fn profile_changed(cx: &mut Cx, organization_id: &OrganizationId, profile: &Profile) -> Handled<()> {
    show(cx, &self::profile(organization_id, profile))
}

pub fn profile(organization_id: &OrganizationId, profile: &Profile) -> Revised<OrganizationSummary> {
    let view = View::OrganizationProfile(organization_id.clone());
    (view, profile.revision, profile_summary(organization_id, profile))
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
    show(cx, &self::line(organization_id, line))
}

pub fn line<'a>(organization_id: &OrganizationId, line: &'a Line) -> Revised<&'a TaskSummary> {
    (task_view(organization_id, &line.summary.task_id), line.revision, &line.summary)
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
    show(cx, &self::repository(organization_id, repository, revision))
}

pub fn repository(
    organization_id: &OrganizationId,
    repository: &Repository,
    revision: i64,
) -> Revised<RepositorySummary> {
    let view = View::RepositorySummary(organization_id.clone(), repository.repository_id.clone());
    let summary = RepositorySummary { repository: repository.clone(), task_count: None, latest_activity_at: None };
    (view, revision, summary)
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
    show(cx, &self::member(organization_id, member, revision))
}

pub fn member<'a>(organization_id: &OrganizationId, member: &'a Member, revision: i64) -> Revised<&'a Member> {
    (View::Member(organization_id.clone(), member.user_id.clone()), revision, member)
}

pub fn member_removed(cx: &mut Cx, organization_id: &OrganizationId, user_id: &UserId, revision: i64) -> Handled<()> {
    cx.hide(&View::Member(organization_id.clone(), user_id.clone()), revision)
}

fn show<T: Serialize>(cx: &mut Cx, (view, revision, value): &Revised<T>) -> Handled<()> {
    cx.show(view, *revision, value)
}
