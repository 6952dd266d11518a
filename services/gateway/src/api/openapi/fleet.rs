//! The addresses of what goes on in the fleet, which are no messages.

use contracts::OrganizationId;
use schemars::{Schema, schema_for};
use serde_json::{Value, json};

use super::schemas::Schemas;
use crate::api::{dead_letters::DeadLetterActors, instances::Instances, queues::Queues};

/// Their addresses, and what can be asked there.
pub fn paths(schemas: &mut Schemas) -> [(String, Value); 3] {
    let queues = "What waits in the fleet's streams, of all organizations together. For admins.";
    let instances = "Which instances of each service live, what they are and what they hold. For admins.";
    let dead_letters = "Whose commands could not be processed in the last 90 days. For admins; each actor's `deadLetters` has the letters.";
    [
        path(schemas, "queues", queues, &schema_for!(Queues)),
        path(schemas, "instances", instances, &schema_for!(Instances)),
        path(schemas, "dead-letters", dead_letters, &schema_for!(DeadLetterActors)),
    ]
}

fn path(schemas: &mut Schemas, name: &str, about: &str, answer: &Schema) -> (String, Value) {
    let answer = schemas.add(answer);
    let organization = schemas.add(&schema_for!(OrganizationId));
    let get = json!({
        "operationId": format!("fleet_{}", name.replace('-', "_")),
        "tags": ["fleet"],
        "description": about,
        "parameters": [{ "name": "organization", "in": "path", "required": true, "schema": organization }],
        "responses": {
            "200": { "description": "The answer.", "content": { "application/json": { "schema": answer } } },
            "default": { "$ref": "#/components/responses/Problem" },
        },
    });
    (format!("/v1/{name}/{{organization}}"), json!({ "get": get }))
}
