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
        ("user.{user}.app", schema_for!(user::App)),
        ("user.{user}.task.{organization}.{task}", schema_for!(user::TaskOverlay)),
        ("user.{user}.sidebar.{organization}", schema_for!(user::Sidebar)),
    ]
}
