//! The requests that are answered at once.

use serde_json::{Value, json};

use super::Agent;
use crate::protocol::{PROTOCOL_VERSION, Refusal, params, update};

/// Every method but `session/prompt`.
const METHODS: [&str; 8] = [
    "initialize",
    "session/new",
    "session/load",
    "session/resume",
    "session/list",
    "session/set_mode",
    "session/set_config_option",
    "session/close",
];

impl Agent {
    pub(super) fn call(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        if !METHODS.contains(&method) {
            return Err(Refusal::method_not_found(method));
        }
        if method != "initialize" {
            self.require_initialized()?;
        }
        match method {
            "initialize" => self.initialize(params),
            "session/new" => self.new_session(params),
            "session/load" => self.load(params),
            "session/resume" => self.resume(params),
            "session/list" => self.list(params),
            "session/set_mode" => self.set_mode(params),
            "session/set_config_option" => self.set_config_option(params),
            _ => self.close(params),
        }
    }

    fn initialize(&mut self, params: Value) -> Result<Value, Refusal> {
        let params: params::Initialize = params::read(params)?;
        if params.protocol_version == 0 {
            return Err(Refusal::invalid_params("there is no protocol version 0 any more"));
        }
        self.client_capabilities = Some(params.client_capabilities);
        Ok(json!({
            "protocolVersion": PROTOCOL_VERSION,
            "agentCapabilities": {
                "loadSession": true,
                "promptCapabilities": {"image": true, "audio": false, "embeddedContext": true},
                "sessionCapabilities": {"list": {}, "resume": {}, "close": {}},
            },
            "authMethods": [],
            "agentInfo": {
                "name": "scripted-agent",
                "title": "Scripted agent",
                "version": env!("CARGO_PKG_VERSION"),
            },
        }))
    }

    fn set_mode(&mut self, params: Value) -> Result<Value, Refusal> {
        let params: params::SetMode = params::read(params)?;
        let session = self.session(&params.session_id)?;
        session.set(|settings| settings.set("mode", &params.mode_id))?;
        // Whoever shows the options sees the new mode there, too.
        self.tell(&session.id, &update::config_options(session.settings().options()));
        Ok(json!({}))
    }

    fn set_config_option(&mut self, params: Value) -> Result<Value, Refusal> {
        let params: params::SetConfigOption = params::read(params)?;
        let session = self.session(&params.session_id)?;
        session.set(|settings| settings.set(&params.config_id, &params.value))?;
        if params.config_id == "mode" {
            self.tell(&session.id, &update::current_mode(session.settings().mode_id()));
        }
        Ok(json!({"configOptions": session.settings().options()}))
    }

    pub(super) fn tell(&self, session_id: &str, update: &Value) {
        if self.client.push_update(session_id, update).is_err() {
            eprintln!("scripted-agent: nobody reads the updates of session {session_id}");
        }
    }
}
