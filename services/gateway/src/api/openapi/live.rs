//! What is said on `/v1/live`, and the values of views, which are no messages of the catalog.

use contracts::{organization, sandbox, task, user};
use schemars::{Schema, schema_for};
use serde_json::{Map, Value, json};

use super::schemas::Schemas;
use crate::live::protocol::{ClientMessage, ServerMessage};

/// Adds `LiveClientMessage`, `LiveServerMessage` and `Views`.
pub fn add(schemas: &mut Schemas) {
    schemas.add(&schema_for!(ClientMessage));
    schemas.add(&schema_for!(ServerMessage<'_>));
    let values = views().into_iter().map(|(key, value)| (key.to_owned(), schemas.add(&value)));
    let properties: Map<String, Value> = values.collect();
    let required: Vec<_> = properties.keys().cloned().collect();
    let views = json!({
        "description": "The values of views, each by the pattern of its key. No message has this shape.",
        "type": "object",
        "required": required,
        "properties": properties,
    });
    schemas.insert("Views", views);
}

/// What [`contracts::view::View`] says in words. A person's access is for gateways, so no page is told what it looks like.
fn views() -> Vec<(&'static str, Schema)> {
    vec![
        ("organization.{organization}.profile", schema_for!(organization::OrganizationSummary)),
        ("organization.{organization}.task.{task}", schema_for!(organization::TaskSummary)),
        ("organization.{organization}.repository.{repository}", schema_for!(organization::RepositorySummary)),
        ("organization.{organization}.member.{user}", schema_for!(organization::Member)),
        ("task.{organization}.{task}", schema_for!(task::TaskRecord)),
        ("sandbox.{organization}.{task}", schema_for!(sandbox::SandboxRecord)),
        ("sandbox.{organization}.{task}.git", schema_for!(sandbox::GitState)),
        ("user.{user}.app", schema_for!(user::App)),
        ("user.{user}.task.{organization}.{task}", schema_for!(user::TaskOverlay)),
        ("user.{user}.sidebar.{organization}", schema_for!(user::Sidebar)),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use contracts::{TaskKey, View};

    use super::*;

    /// The pattern of a view's key; a new kind of view must be described above, and then here.
    fn pattern(view: &View) -> Option<&'static str> {
        Some(match view {
            View::OrganizationProfile(_) => "organization.{organization}.profile",
            View::TaskSummary(_) => "organization.{organization}.task.{task}",
            View::RepositorySummary(..) => "organization.{organization}.repository.{repository}",
            View::Member(..) => "organization.{organization}.member.{user}",
            View::Task(_) => "task.{organization}.{task}",
            View::Sandbox(_) => "sandbox.{organization}.{task}",
            View::Git(_) => "sandbox.{organization}.{task}.git",
            View::App(_) => "user.{user}.app",
            View::TaskOverlay(..) => "user.{user}.task.{organization}.{task}",
            View::Sidebar(..) => "user.{user}.sidebar.{organization}",
            View::Access(_) => return None,
        })
    }

    #[test]
    fn every_view_that_pages_are_told_is_described_by_the_pattern_of_its_key() {
        let organization = || "acme".parse().expect("an id");
        let user = || "u1".parse().expect("an id");
        let task = || TaskKey { organization_id: organization(), task_id: "t-1".parse().expect("an id") };
        let all = [
            View::OrganizationProfile(organization()),
            View::TaskSummary(task()),
            View::RepositorySummary(organization(), "r1".parse().expect("an id")),
            View::Member(organization(), user()),
            View::Task(task()),
            View::Sandbox(task()),
            View::Git(task()),
            View::App(user()),
            View::TaskOverlay(user(), task()),
            View::Sidebar(user(), organization()),
        ];
        let ids = [("{organization}", "acme"), ("{task}", "t-1"), ("{repository}", "r1"), ("{user}", "u1")];
        for view in &all {
            let pattern = pattern(view).expect("one that pages are told").to_owned();
            let key = ids.iter().fold(pattern, |key, (placeholder, id)| key.replace(placeholder, id));
            assert_eq!(key, view.key());
        }
        let described: BTreeSet<_> = views().into_iter().map(|(pattern, _)| pattern).collect();
        assert_eq!(described, all.iter().filter_map(pattern).collect());
    }
}
