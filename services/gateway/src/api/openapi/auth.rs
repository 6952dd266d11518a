//! The addresses of signing in and out, which are no messages.

use contracts::user::{ApiToken, OrganizationRole};
use schemars::schema_for;
use serde_json::{Map, Value, json};

use super::{operation::parameter, schemas::Schemas};
use crate::web::auth::SignInError;

/// By path.
pub fn paths(schemas: &mut Schemas) -> Map<String, Value> {
    schemas.insert("SignInErrorCode", sign_in_error());
    let api_token = schemas.add(&schema_for!(ApiToken));
    let organization = schemas.add(&schema_for!(OrganizationRole));
    let session = session(&api_token, &organization);
    let who = json!({ "200": answer("Who I am, and by what I am known.", &session) });
    let paths = [
        ("/v1/page", json!({ "get": start(&session) })),
        ("/v1/auth/session", json!({ "get": operation("session", "Who I am.", &[], None, &who) })),
        ("/v1/auth/tokens", json!({ "post": create_token(&api_token) })),
        ("/v1/auth/sign-out", json!({ "post": sign_out() })),
        ("/v1/auth/sign-out-everywhere", json!({ "post": sign_out_everywhere() })),
    ];
    paths.into_iter().map(|(path, item)| (path.to_owned(), item)).collect()
}

/// The page tells in words what the code says.
fn sign_in_error() -> Value {
    json!({
        "description": "Why a sign-in did not succeed: `error` in the address of the sign-in page.",
        "type": "string",
        "enum": SignInError::ALL.map(SignInError::code),
    })
}

fn session(api_token: &Value, organization: &Value) -> Value {
    let text = || json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["userId", "login", "organizations", "expiresAt"],
        "properties": {
            "userId": text(), "login": text(),
            "organizations": { "type": "array", "items": organization },
            "signInId": text(), "apiToken": api_token,
            "expiresAt": { "type": ["integer", "null"] },
            "csrfToken": text(),
        },
    })
}

fn start(session: &Value) -> Value {
    let schema = json!({
        "type": "object",
        "required": ["session", "tracesUrl"],
        "properties": {
            "session": { "anyOf": [session, { "type": "null" }] },
            "tracesUrl": { "type": ["string", "null"], "description": "`<this>/trace/<id>` shows a trace; null: nowhere." },
        },
    });
    let responses = json!({ "200": answer("Who I am, if anybody, and where traces are.", &schema) });
    operation("start", "What a page must know to begin.", &[], None, &responses)
}

fn create_token(api_token: &Value) -> Value {
    let input = json!({
        "type": "object",
        "required": ["name", "scope"],
        "additionalProperties": false,
        "properties": {
            "name": { "type": "string", "minLength": 1, "maxLength": contracts::limit::NAME_CHARACTERS },
            "scope": { "enum": ["read", "write", "admin"] },
            "organizations": {
                "type": "array", "items": { "type": "string" },
                "description": "Only these; all of mine without any.",
            },
            "expiresInDays": {
                "type": ["integer", "null"], "minimum": 1, "maximum": crate::limits::API_TOKEN_DAYS,
                "description": "Never ends without one.",
            },
        },
    });
    let schema = json!({
        "type": "object",
        "required": ["token", "apiToken"],
        "properties": { "token": { "type": "string" }, "apiToken": api_token },
    });
    let responses = json!({ "201": answer("The token, which is shown this once.", &schema) });
    let about = "Makes a personal API token. For the person; with an API token, only one of scope `admin`.";
    operation("createToken", about, &[parameter("Csrf")], Some(input), &responses)
}

fn sign_out() -> Value {
    let sign_in_id = json!({ "type": "string", "description": "Another sign-in of mine; this one without." });
    let input = json!({ "type": "object", "properties": { "signInId": sign_in_id } });
    operation("signOut", "Ends a sign-in.", &[parameter("Csrf")], Some(input), &ended())
}

fn sign_out_everywhere() -> Value {
    let input = json!({ "type": "object", "properties": { "exceptHere": { "type": "boolean" } } });
    operation("signOutEverywhere", "Ends all my sign-ins.", &[parameter("Csrf")], Some(input), &ended())
}

fn ended() -> Value {
    let schema = json!({ "type": "object", "properties": { "ended": { "type": "integer" } } });
    json!({ "200": answer("How many have ended.", &schema) })
}

fn operation(name: &str, about: &str, parameters: &[Value], input: Option<Value>, responses: &Value) -> Value {
    let mut responses = responses.clone();
    responses["default"] = json!({ "$ref": "#/components/responses/Problem" });
    let mut operation = json!({
        "operationId": format!("auth_{name}"),
        "tags": ["auth"],
        "description": about,
        "parameters": parameters,
        "responses": responses,
    });
    if let Some(schema) = input {
        operation["requestBody"] = json!({ "content": { "application/json": { "schema": schema } } });
    }
    operation
}

fn answer(about: &str, schema: &Value) -> Value {
    json!({ "description": about, "content": { "application/json": { "schema": schema } } })
}
