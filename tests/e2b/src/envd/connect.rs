//! The Connect protocol with JSON (<https://connectrpc.com/docs/protocol>).

use axum::Json;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sandboxes::ClientError;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The flag of a stream's last frame.
const LAST: u8 = 2;
const HEADER: usize = 5;

/// An error of the protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    code: &'static str,
    message: String,
}

impl Problem {
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    pub fn unimplemented(what: &str) -> Self {
        Self::new("unimplemented", format!("{what} is not offered by this stand-in"))
    }

    pub fn unauthenticated(message: &str) -> Self {
        Self::new("unauthenticated", message)
    }

    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new("not_found", message)
    }

    fn status(&self) -> StatusCode {
        match self.code {
            "unauthenticated" => StatusCode::UNAUTHORIZED,
            "not_found" => StatusCode::NOT_FOUND,
            "invalid_argument" => StatusCode::BAD_REQUEST,
            "already_exists" => StatusCode::CONFLICT,
            "unimplemented" => StatusCode::NOT_IMPLEMENTED,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub fn body(&self) -> Value {
        json!({ "code": self.code, "message": self.message })
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status(), Json(self.body())).into_response()
    }
}

impl From<ClientError> for Problem {
    fn from(error: ClientError) -> Self {
        let code = if error.is_not_found() { "not_found" } else { "internal" };
        Self::new(code, error.to_string())
    }
}

/// A message of a call with one answer.
pub fn message<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|error| Problem::new("invalid_argument", error.to_string()))
}

/// The one message of a call whose answer is a stream.
pub fn framed_message<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let short = || Problem::new("invalid_argument", "a message has five bytes before it");
    let (header, rest) = body.split_at_checked(HEADER).ok_or_else(short)?;
    let length = u32::from_be_bytes([header[1], header[2], header[3], header[4]]) as usize;
    message(rest.get(..length).ok_or_else(short)?)
}

/// A message of a stream.
pub fn frame(message: &Value) -> Bytes {
    with_flags(0, message)
}

/// The end of a stream that ended well, or with an error.
pub fn last_frame(problem: Option<&Problem>) -> Bytes {
    with_flags(LAST, &problem.map_or_else(|| json!({}), |problem| json!({ "error": problem.body() })))
}

fn with_flags(flags: u8, message: &Value) -> Bytes {
    let body = message.to_string();
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    let mut frame = vec![flags];
    frame.extend(length.to_be_bytes());
    frame.extend(body.into_bytes());
    frame.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_read_as_it_was_written() {
        let message = json!({ "a": [1, "é"] });
        assert_eq!(framed_message::<Value>(&frame(&message)), Ok(message));
        assert!(framed_message::<Value>(b"\0\0\0\0\x09{}").is_err() && framed_message::<Value>(b"\0").is_err());
        assert_eq!(last_frame(None)[0], LAST);
    }
}
