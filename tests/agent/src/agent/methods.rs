//! The requests that are answered at once.

use serde_json::{Value, json};

use super::Agent;
use crate::protocol::{PROTOCOL_VERSION, Refusal, params, update, update::Speech};
use crate::turn::Prompt;

/// Every method but `session/prompt`.
const METHODS: [&str; 9] = [
    "initialize",
    "session/new",
    "session/load",
    "session/resume",
    "session/list",
    "session/set_mode",
    "session/set_config_option",
    "session/close",
    "_session/steering",
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
            "_session/steering" => self.steer(params),
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
            "_meta": {"steering": {"supported": true}},
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

    /// Takes a message into the turn that runs, and says so. Without one it is the client's to send as a prompt.
    fn steer(&mut self, params: Value) -> Result<Value, Refusal> {
        let params: params::Prompt = params::read(params)?;
        let session = self.session(&params.session_id)?;
        if !session.is_running() {
            return Ok(json!({"outcome": "promptRequired", "reason": "noRunningTurn"}));
        }
        self.steered += 1;
        let heard = format!("Heard: {}\n", Prompt::new(&params.prompt).text);
        let update = update::chunk(Speech::Message, &format!("steered-{}", self.steered), &heard);
        self.tell(&session.id, &update);
        session.keep(&update);
        Ok(json!({"outcome": "injected"}))
    }

    pub(super) fn tell(&self, session_id: &str, update: &Value) {
        if self.client.push_update(session_id, update).is_err() {
            eprintln!("scripted-agent: nobody reads the updates of session {session_id}");
        }
    }
}
