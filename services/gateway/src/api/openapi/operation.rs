//! One address as OpenAPI describes it.

use contracts::{Access, catalog::Entry};
use serde_json::{Value, json};

use super::schemas::{Schemas, relocate};
use crate::api::routes::{Form, Route};

/// Everything that can be done at this address.
pub fn path(route: &Route, schemas: &mut Schemas) -> Value {
    match route.form {
        Form::Command => json!({ "post": enqueue(route, schemas) }),
        Form::Request => json!({ "post": request(route, schemas) }),
        Form::Query => json!({ "get": query(route, schemas), "post": query_with_body(route, schemas) }),
    }
}

fn enqueue(route: &Route, schemas: &mut Schemas) -> Value {
    let mut operation = operation(route, "", key(route), json!({ "202": accepted(), "503": not_known_stored() }));
    let parameters = operation["parameters"].as_array_mut().expect("an array");
    parameters.extend([parameter("IdempotencyKey"), parameter("Csrf")]);
    operation["requestBody"] = body(route, schemas);
    operation
}

fn request(route: &Route, schemas: &mut Schemas) -> Value {
    let responses = json!({ "200": answer("It is done.", schemas.add(&route.entry.reply)), "202": accepted() });
    let mut operation = operation(route, "", key(route), responses);
    let parameters = operation["parameters"].as_array_mut().expect("an array");
    parameters.extend([parameter("IdempotencyKey"), parameter("Wait"), parameter("Csrf")]);
    operation["requestBody"] = body(route, schemas);
    operation
}

fn query(route: &Route, schemas: &mut Schemas) -> Value {
    let responses = json!({ "200": answer("The answer.", schemas.add(&route.entry.reply)) });
    // The definitions that the parameters refer to come with the input.
    schemas.add(&route.entry.input);
    let parameters = [key(route), input(route)].concat();
    operation(route, "", parameters, responses)
}

fn query_with_body(route: &Route, schemas: &mut Schemas) -> Value {
    let responses = json!({ "200": answer("The answer.", schemas.add(&route.entry.reply)) });
    let parameters = [key(route), vec![parameter("Csrf")]].concat();
    let mut operation = operation(route, "_post", parameters, responses);
    operation["requestBody"] = body(route, schemas);
    operation
}

fn operation(route: &Route, suffix: &str, parameters: Vec<Value>, mut responses: Value) -> Value {
    let entry = route.entry;
    let (actor, form) = (entry.actor.token(), route.form.token());
    responses["default"] = json!({ "$ref": "#/components/responses/Problem" });
    json!({
        "operationId": format!("{actor}_{form}_{}{suffix}", entry.name),
        "tags": [actor],
        "description": description(entry),
        "x-foundry-access": entry.access,
        "parameters": parameters,
        "responses": responses,
    })
}

fn description(entry: &Entry) -> String {
    let who = match entry.access {
        Access::SignedIn => "For the person it is.",
        Access::Credentials => "For the person it is; with an API token, only one of scope `admin`.",
        Access::Member => "For members of the organization.",
        Access::Admin => "For admins of the organization.",
        Access::Service => "For services only.",
    };
    format!("{} {who}", entry.about()).trim().to_owned()
}

fn key(route: &Route) -> Vec<Value> {
    let tokens = route.entry.key_tokens().iter();
    let schema = json!({ "type": "string", "pattern": "^[a-z0-9-]{1,64}$" });
    tokens.map(|token| json!({ "name": token, "in": "path", "required": true, "schema": schema })).collect()
}

/// The input's properties as parameters.
fn input(route: &Route) -> Vec<Value> {
    let input = route.entry.input.as_value();
    let required = input["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    let properties = input["properties"].as_object().into_iter().flatten();
    let parameter = |(name, schema): (&String, &Value)| {
        let mut schema = schema.clone();
        relocate(&mut schema);
        let is_required = required.iter().any(|one| one == name);
        json!({ "name": name, "in": "query", "required": is_required, "schema": schema })
    };
    properties.map(parameter).collect()
}

pub fn parameter(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

fn body(route: &Route, schemas: &mut Schemas) -> Value {
    let schema = schemas.add(&route.entry.input);
    // Nothing is read as an empty object.
    let needs_some = route.entry.input.get("required").and_then(Value::as_array).is_some_and(|names| !names.is_empty());
    json!({ "required": needs_some, "content": { "application/json": { "schema": schema } } })
}

fn answer(about: &str, schema: Value) -> Value {
    json!({ "description": about, "content": { "application/json": { "schema": schema } } })
}

fn accepted() -> Value {
    let text = json!({ "type": "string" });
    let schema = json!({ "type": "object", "properties": { "id": text, "status": { "const": "pending" } } });
    let about = "It has run, or is stored so that it is not lost and will run.";
    let mut accepted = answer(about, schema);
    accepted["headers"] = json!({ "Location": { "description": "Where its outcome will be; until it has run, its status there is `unknown`.", "schema": text } });
    accepted
}

fn not_known_stored() -> Value {
    let about = "With the code `runtime.not_known_stored`: the command is not known to be stored; send it again with the \
        same id, and it runs once.";
    json!({
        "description": about,
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    })
}
