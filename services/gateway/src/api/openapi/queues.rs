//! The address of what waits in the fleet, which is no message.

use contracts::OrganizationId;
use schemars::schema_for;
use serde_json::{Value, json};

use super::schemas::Schemas;
use crate::api::queues::Queues;

/// Its address, and what can be asked there.
pub fn path(schemas: &mut Schemas) -> (String, Value) {
    let queues = schemas.add(&schema_for!(Queues));
    let organization = schemas.add(&schema_for!(OrganizationId));
    let get = json!({
        "operationId": "fleet_queues",
        "tags": ["fleet"],
        "description": "What waits in the fleet's streams, of all organizations together. For admins.",
        "parameters": [{ "name": "organization", "in": "path", "required": true, "schema": organization }],
        "responses": {
            "200": { "description": "The streams.", "content": { "application/json": { "schema": queues } } },
            "default": { "$ref": "#/components/responses/Problem" },
        },
    });
    ("/v1/queues/{organization}".to_owned(), json!({ "get": get }))
}
