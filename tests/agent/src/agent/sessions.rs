//! Opening, listing and closing sessions.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;

use super::Agent;
use crate::protocol::{Refusal, params};
use crate::session::Session;
use crate::session::memory::Memory;

/// Sessions that a list names, the newest first. Without it a HOME of years would make one enormous line.
const LISTED_SESSIONS: usize = 500;

impl Agent {
    pub(super) fn new_session(&mut self, params: Value) -> Result<Value, Refusal> {
        let params: params::NewSession = params::read(params)?;
        require_folder(&params.cwd)?;
        let memory = Memory::new(Uuid::new_v4().to_string(), params.cwd, jiff::Timestamp::now());
        self.store.save(&memory).map_err(|error| Refusal::internal(format!("{error:#}")))?;
        let session = self.open(memory);

        let mut answer = opened(&session);
        answer["sessionId"] = json!(session.id);
        Ok(answer)
    }

    /// Opens a session that this or an earlier process began, and tells the client what was said in it.
    pub(super) fn load(&mut self, params: Value) -> Result<Value, Refusal> {
        let session = self.reopen(params)?;
        for update in session.remembers(Memory::replay) {
            self.tell(&session.id, &update);
        }
        Ok(opened(&session))
    }

    /// The same without telling.
    pub(super) fn resume(&mut self, params: Value) -> Result<Value, Refusal> {
        let session = self.reopen(params)?;
        Ok(opened(&session))
    }

    pub(super) fn list(&mut self, params: Value) -> Result<Value, Refusal> {
        let params: params::ListSessions = params::read(params)?;
        let sessions = self.store.list().map_err(|error| Refusal::internal(format!("{error:#}")))?;
        let here = |session: &Memory| params.cwd.as_ref().is_none_or(|cwd| *cwd == session.cwd);
        let sessions: Vec<Value> = sessions
            .into_iter()
            .filter(here)
            .take(LISTED_SESSIONS)
            .map(|session| {
                json!({
                    "sessionId": session.session_id,
                    "cwd": session.cwd,
                    "title": session.title,
                    "updatedAt": session.updated_at,
                })
            })
            .collect();
        Ok(json!({"sessions": sessions}))
    }

    /// Cancels what runs in the session and forgets it in this process; it can be loaded again.
    pub(super) fn close(&mut self, params: Value) -> Result<Value, Refusal> {
        let params: params::OfSession = params::read(params)?;
        self.session(&params.session_id)?.cancel();
        self.sessions.remove(&params.session_id);
        Ok(json!({}))
    }

    pub(super) fn session(&self, id: &str) -> Result<Arc<Session>, Refusal> {
        self.sessions.get(id).cloned().ok_or_else(|| Refusal::not_found(format!("session {id} is not open")))
    }

    /// Tells clients of each new session which commands there are, as real agents do after their answer.
    pub(super) fn offer_commands(&mut self) {
        for id in std::mem::take(&mut self.just_opened) {
            self.tell(&id, &crate::acts::offered_commands());
        }
    }

    fn reopen(&mut self, params: Value) -> Result<Arc<Session>, Refusal> {
        let params: params::LoadSession = params::read(params)?;
        require_folder(&params.cwd)?;
        if self.sessions.get(&params.session_id).is_some_and(|session| session.is_running()) {
            return Err(Refusal::invalid_request("a prompt is running in this session"));
        }
        let memory = self.store.load(&params.session_id).map_err(|error| Refusal::internal(format!("{error:#}")))?;
        let unknown = || Refusal::not_found(format!("there is no session {} in this directory", params.session_id));
        Ok(self.open(memory.filter(|memory| memory.cwd == params.cwd).ok_or_else(unknown)?))
    }

    fn open(&mut self, memory: Memory) -> Arc<Session> {
        let session = Arc::new(Session::new(memory, self.store.clone()));
        self.sessions.insert(session.id.clone(), Arc::clone(&session));
        self.just_opened.push(session.id.clone());
        session
    }
}

fn opened(session: &Session) -> Value {
    let settings = session.settings();
    json!({"modes": settings.modes(), "configOptions": settings.options()})
}

fn require_folder(path: &Path) -> Result<(), Refusal> {
    if path.is_absolute() && path.is_dir() {
        return Ok(());
    }
    Err(Refusal::invalid_params(format!("cwd must be the absolute path of a folder that exists: {}", path.display())))
}
