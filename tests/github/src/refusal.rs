//! Refusals: why a change cannot be made or a request cannot be answered, in GitHub's words.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

const DOCUMENTATION: &str = "https://docs.github.com/rest";

#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    pub status: StatusCode,
    pub message: String,
    /// The `errors` of a failed validation.
    pub errors: Vec<Value>,
}

impl Refusal {
    pub fn new(status: StatusCode, message: impl Into<String>) -> Refusal {
        Refusal { status, message: message.into(), errors: Vec::new() }
    }

    pub fn not_found() -> Refusal {
        Refusal::new(StatusCode::NOT_FOUND, "Not Found")
    }

    /// For control routes and direct changes, where a person wants to know what is missing.
    pub fn unknown(kind: &str, name: &str) -> Refusal {
        Refusal::new(StatusCode::NOT_FOUND, format!("There is no {kind} {name:?}"))
    }

    /// Something went wrong here, which is written to the log and not told to the caller.
    pub(crate) fn broken(error: &anyhow::Error) -> Refusal {
        tracing::error!(error = format!("{error:#}"), "A request could not be answered");
        Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "Server Error")
    }

    pub fn bad_credentials() -> Refusal {
        Refusal::new(StatusCode::UNAUTHORIZED, "Bad credentials")
    }

    pub fn requires_authentication() -> Refusal {
        Refusal::new(StatusCode::UNAUTHORIZED, "Requires authentication")
    }

    pub fn forbidden(message: &str) -> Refusal {
        Refusal::new(StatusCode::FORBIDDEN, message)
    }

    pub fn not_for_integrations() -> Refusal {
        Refusal::forbidden("Resource not accessible by integration")
    }

    pub fn unprocessable(message: impl Into<String>) -> Refusal {
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, message)
    }

    /// A failed validation of one field; `code` is one of GitHub's: `missing_field`, `invalid`, `already_exists`.
    pub fn invalid(resource: &str, field: &str, code: &str) -> Refusal {
        let errors = vec![json!({"resource": resource, "field": field, "code": code})];
        Refusal { errors, ..Refusal::unprocessable("Validation Failed") }
    }

    /// A failed validation that GitHub explains with a sentence.
    pub fn custom(resource: &str, message: impl Into<String>) -> Refusal {
        let errors = vec![json!({"resource": resource, "code": "custom", "message": message.into()})];
        Refusal { errors, ..Refusal::unprocessable("Validation Failed") }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut body = json!({
            "message": self.message,
            "documentation_url": DOCUMENTATION,
            "status": self.status.as_u16().to_string(),
        });
        if !self.errors.is_empty() {
            body["errors"] = Value::Array(self.errors);
        }
        (self.status, Json(body)).into_response()
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} ({})", self.message, self.status)?;
        for error in &self.errors {
            write!(formatter, " {error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
