//! `envd`, E2B's own server in each sandbox: it starts the sandbox-agent server.
//!
//! It speaks Connect (<https://connectrpc.com/docs/protocol>) with JSON: a message of a stream has a byte of flags and four of
//! length before it; the flag 2 marks the end of the stream, which carries an error or nothing.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::api::{read, transport};
use super::sandbox::Access;
use super::settings::{E2bSettings, ENVD_PORT, SERVER_PORT};
use crate::{Endpoint, ProviderError};

/// The script ends as soon as the server runs in the background.
const LIMIT: Duration = Duration::from_secs(30);
const END_OF_STREAM: u8 = 2;
const HEADER: usize = 5;
/// A turn may take days; its answer comes as an event.
const ACP_LIMIT: &str = "604800000";
/// The server goes on when we no longer listen. One that is there already keeps its port, and this one ends.
const SCRIPT: &str = r#"cd "$HOME" && setsid nohup sh -c 'exec sandbox-agent server --token "$FOUNDRY_SERVER_TOKEN" \
--no-telemetry --host 0.0.0.0 --port "$FOUNDRY_SERVER_PORT"' >/tmp/sandbox-agent.log 2>&1 </dev/null &"#;

/// Starts the server of the sandbox with the token of `endpoint`.
pub(super) async fn start_server(
    settings: &E2bSettings,
    access: &Access,
    endpoint: &Endpoint,
) -> Result<(), ProviderError> {
    let token = endpoint.token.as_ref().map_or("", |token| token.reveal());
    let message = json!({
        "process": {
            "cmd": "/bin/bash",
            "args": ["-l", "-c", SCRIPT],
            "envs": {
                "FOUNDRY_SERVER_TOKEN": token,
                "FOUNDRY_SERVER_PORT": SERVER_PORT.to_string(),
                "SANDBOX_AGENT_ACP_REQUEST_TIMEOUT_MS": ACP_LIMIT,
            },
        },
        "stdin": false,
    });
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(LIMIT).build();
    let mut request = http
        .map_err(transport)?
        .post(format!("{}/process.Process/Start", settings.address(access, ENVD_PORT)))
        .header("content-type", "application/connect+json")
        .header("connect-protocol-version", "1")
        // Which user of the sandbox it is.
        .header("authorization", format!("Basic {}", STANDARD.encode("user:")));
    for (name, value) in E2bSettings::headers(access, ENVD_PORT) {
        request = request.header(name, value.reveal());
    }
    if let Some(token) = &access.envd_access_token {
        request = request.header("x-access-token", token.reveal());
    }
    let response = request.body(framed(&message)).send().await.map_err(transport)?;
    let status = response.status();
    if !status.is_success() {
        return Err(ProviderError::Failed(format!("the sandbox does not start our server ({})", status.as_u16())));
    }
    ended_well(&read(response).await?).map_err(|reason| ProviderError::NotStarted { reason, log: String::new() })
}

fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    let length = u32::try_from(body.len()).expect("a start message is short");
    let mut frame = vec![0];
    frame.extend(length.to_be_bytes());
    frame.extend(body.into_bytes());
    frame
}

/// Whether the stream says that the process ended with exit code 0.
fn ended_well(mut stream: &[u8]) -> Result<(), String> {
    let mut ended = None;
    while let Some((header, rest)) = stream.split_at_checked(HEADER) {
        let length = u32::from_be_bytes([header[1], header[2], header[3], header[4]]);
        let (body, rest) = rest.split_at_checked(length as usize).ok_or("its answer broke off")?;
        stream = rest;
        let message: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        if header[0] & END_OF_STREAM != 0 {
            if let Some(error) = message.get("error") {
                return Err(error["message"].as_str().unwrap_or("it failed").to_owned());
            }
        } else if let Some(end) = message.pointer("/event/end") {
            // What is 0 is left out.
            ended = Some(end["exitCode"].as_i64().unwrap_or(0));
        }
    }
    match ended {
        Some(0) => Ok(()),
        Some(code) => Err(format!("starting its server ended with exit code {code}")),
        None => Err("starting its server did not end".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(messages: &[(u8, Value)]) -> Vec<u8> {
        let frame = |(flags, message): &(u8, Value)| {
            let mut frame = framed(message);
            frame[0] = *flags;
            frame
        };
        messages.iter().flat_map(frame).collect()
    }

    #[test]
    fn a_process_that_ended_with_zero_ended_well() {
        let start = (0, json!({"event": {"start": {"pid": 7}}}));
        let end = |code: Value| (0, json!({"event": {"end": code}}));
        let last = (END_OF_STREAM, json!({}));

        assert_eq!(ended_well(&stream(&[start.clone(), end(json!({"exited": true})), last.clone()])), Ok(()));
        assert!(ended_well(&stream(&[start.clone(), end(json!({"exitCode": 127})), last.clone()])).is_err());
        assert!(ended_well(&stream(&[start.clone(), last])).is_err());
    }

    #[test]
    fn an_error_at_the_end_of_the_stream_and_a_stream_that_broke_off_are_errors() {
        let error = (END_OF_STREAM, json!({"error": {"code": "not_found", "message": "no such user"}}));
        assert_eq!(ended_well(&stream(&[error])), Err("no such user".to_owned()));

        let whole = stream(&[(0, json!({"event": {"end": {}}}))]);
        assert!(ended_well(&whole[..whole.len() - 1]).is_err());
    }
}
