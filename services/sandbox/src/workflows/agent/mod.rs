//! A session's agent inside the sandbox: its process, with the session that people talk to, set as they want it.

mod beginning;
pub mod memory;
pub mod options;

use contracts::{
    MessageId, SessionId, TaskKey,
    task::{AgentMemory, ApplySession, OptionChoice, SessionNews},
};
use runtime::{Cx, Handled};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{PgConnection, PgPool, Postgres, pool::PoolConnection};

use self::{
    beginning::{Beginning, Opened},
    options::Due,
};
use super::{Inside, Trouble, log::Log};
use crate::{
    git,
    store::{
        self,
        events::NewEvent,
        sessions::{self, StoredSession},
    },
};

/// The session as its agent's process has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentSession {
    /// The agent's own id for it.
    pub agent_session_id: String,
    /// When the agent's process was started, as a name for it.
    pub process: i64,
    /// Everything up to this number is of before: a history that was read again, say.
    pub after: u64,
}

/// Somebody who sees to it that the agent is there.
pub struct Attendant<'a> {
    pub inside: &'a Inside,
    pub log: &'a Log<'a>,
    pub generation: i32,
    pub default_agent: Option<&'a str>,
    /// The turn that is about to begin.
    pub turn: Option<&'a MessageId>,
    /// Makes the ids of requests, which must never be used twice.
    pub attempt: String,
}

impl Attendant<'_> {
    /// The session with its process: the one that is there, or a new one, which reads its own memory if it has one. It is set
    /// as people want it, and what came of that is in the session's log and row before anybody else looks.
    ///
    /// One at a time for a session: a turn that begins and a person who sets something would else start two processes.
    pub async fn attend(&self) -> Result<AgentSession, Trouble> {
        let Log { pool, key, session_id, .. } = *self.log;
        // Everything goes through this connection: with a second one each, many at once would wait for each other.
        let mut db = lock(pool, key, session_id).await?;
        let found = sessions::find(&mut *db, key, session_id).await?;
        let found = found.ok_or_else(|| Trouble::Lasting("the session was never opened".into()))?;
        let (was_here, stored) = (found.generation, found.within(self.generation));

        let running = self.inside.client.acp_servers().await?;
        let running = running.into_iter().find(|found| found.server_id == self.server());
        let is_there = running.as_ref().is_some_and(|found| Some(found.created_at_ms) == stored.process);
        let mut session = if is_there {
            stored
        } else {
            if running.is_some() {
                self.inside.client.close_acp_server(self.server()).await?;
            }
            self.begin(&mut db, stored, was_here).await?
        };
        let set = self.set_up(&mut session).await?;
        sessions::save(&mut *db, key, session_id, &session).await?;
        self.note(&mut db, &session, is_there, &set).await?;
        match (session.agent_session_id, session.process) {
            (Some(agent_session_id), Some(process)) => {
                Ok(AgentSession { agent_session_id, process, after: session.heard })
            }
            _ => Err(Trouble::Passing("the agent has no session".into())),
        }
    }

    fn server(&self) -> &str {
        self.log.session_id.as_str()
    }

    fn beginning(&self) -> Beginning<'_> {
        let cwd = git::repository(&self.inside.home);
        Beginning { client: &self.inside.client, server: self.server(), attempt: self.attempt.clone(), cwd }
    }

    async fn begin(
        &self,
        db: &mut PgConnection,
        stored: StoredSession,
        was_here: Option<i32>,
    ) -> Result<StoredSession, Trouble> {
        let agent = stored.agent.as_deref().or(self.default_agent);
        let agent = agent.ok_or_else(|| Trouble::Lasting("No agent is installed here".into()))?;
        let opened = self.beginning().open(agent, stored.agent_session_id.as_deref()).await?;
        let (Opened { agent_session_id, is_resumed, heard, answer }, abilities) = opened;
        let found = self.inside.client.acp_servers().await?;
        let found = found.into_iter().find(|found| found.server_id == self.server());
        let found = found.ok_or_else(|| Trouble::Passing("the agent ended as soon as it had begun".into()))?;

        let (memory, summary) = match is_resumed {
            true => (AgentMemory::Resumed, None),
            false => self.remember(db).await?,
        };
        let is_another_sandbox = was_here.is_some_and(|was| was != self.generation);
        let summary = summary.map(|summary| match is_another_sandbox {
            true => format!("{summary}\n\n(The sandbox is a new one: files that were not pushed may be missing.)"),
            false => summary,
        });
        let (options, sets_by) = options::listed(&answer);
        Ok(StoredSession {
            generation: Some(self.generation),
            agent_session_id: Some(agent_session_id),
            process: Some(found.created_at_ms),
            heard,
            options,
            sets_by,
            abilities: Some(abilities),
            memory: Some(memory),
            summary,
            applied: Vec::new(),
            ..stored
        })
    }

    /// What an agent that begins anew is told of what was said before.
    async fn remember(&self, db: &mut PgConnection) -> Result<(AgentMemory, Option<String>), Trouble> {
        let Log { key, session_id, .. } = *self.log;
        let said = store::event_pages::conversation(db, key, session_id, self.turn).await?;
        if said.iter().all(|event| event.kind == "prompt") {
            // No agent has answered yet, so there is nothing to remember.
            return Ok((AgentMemory::Native, None));
        }
        Ok(match memory::summary(&said) {
            Some(summary) => (AgentMemory::Summary, Some(summary)),
            None => (AgentMemory::Nothing, None),
        })
    }

    /// Has the agent set as people want it: what was set now. What it does not take goes from the choices.
    async fn set_up(&self, session: &mut StoredSession) -> Result<Vec<OptionChoice>, Trouble> {
        let (mut set, mut dropped) = (Vec::new(), Vec::new());
        let beginning = self.beginning();
        let new = session.choices.iter().filter(|choice| !session.applied.contains(choice));
        let new: Vec<_> = new.cloned().collect();
        for choice in options::in_order(&new, &session.options) {
            let wanted = match options::due(&choice, &session.options) {
                Due::Nothing => continue,
                Due::Drop => {
                    dropped.push(choice);
                    continue;
                }
                Due::Set(wanted) => wanted,
            };
            let agent_session_id = session.agent_session_id.as_deref().unwrap_or_default();
            let (method, params) = options::request(session.sets_by, &wanted, &session.options, agent_session_id);
            let id = format!("{method}/{}/{}", wanted.option_id, self.attempt);
            match beginning.ask_as(&id, method, params, None).await {
                Ok(answer) => {
                    session.options = options::answered(&answer, &session.options, &wanted);
                    set.push(wanted);
                }
                Err(Trouble::Lasting(_)) => dropped.push(choice),
                Err(trouble) => return Err(trouble),
            }
        }
        session.choices.retain(|choice| !dropped.contains(choice));
        session.applied = session.choices.clone();
        session.dropped.extend(dropped);
        Ok(set)
    }

    /// Says in the log what the agent remembers and how it is set, if that is something to know.
    async fn note(
        &self,
        db: &mut PgConnection,
        session: &StoredSession,
        was_there: bool,
        set: &[OptionChoice],
    ) -> sqlx::Result<()> {
        let process = session.process.unwrap_or_default();
        let remembers = session.memory.filter(|memory| !was_there && *memory != AgentMemory::Native);
        let memory = remembers.map(|memory| {
            let body =
                json!({ "about": "memory", "memory": memory, "text": words(memory), "summary": session.summary });
            event(body, format!("memory:{process}"))
        });
        let options = options_notice(session, set, &format!("options:{process}:{}", self.attempt));
        let events: Vec<_> = memory.into_iter().chain(options).collect();
        if events.is_empty() { Ok(()) } else { self.log.note_with(db, &events).await }
    }
}

fn event(body: serde_json::Value, source: String) -> NewEvent {
    NewEvent { message_id: None, kind: "notice", body, source }
}

/// What was set and what was not taken, in a sentence; `None` when neither.
pub fn options_notice(session: &StoredSession, set: &[OptionChoice], source: &str) -> Option<NewEvent> {
    let sets = (!set.is_empty()).then(|| format!("Set as chosen: {}.", options::words(set, &session.options)));
    let drops = (!session.dropped.is_empty()).then(|| {
        let what = options::words(&session.dropped, &session.options);
        format!("The agent no longer offers what was chosen, and uses its own choice: {what}.")
    });
    let text: Vec<_> = [sets, drops].into_iter().flatten().collect();
    let body = json!({ "about": "options", "text": text.join(" "), "set": set, "dropped": session.dropped });
    (!text.is_empty()).then(|| event(body, source.to_owned()))
}

fn words(memory: AgentMemory) -> &'static str {
    match memory {
        AgentMemory::Native => "The agent remembers everything.",
        AgentMemory::Resumed => "The agent was started again and has read its own notes of this session.",
        AgentMemory::Summary => {
            "The agent was started anew and remembers nothing itself: it gets a summary with the next message."
        }
        AgentMemory::Nothing => "The agent was started anew and does not remember what was said before.",
    }
}

/// Held until it is dropped, also when the process dies: it is the connection's.
async fn lock(pool: &PgPool, key: &TaskKey, session_id: &SessionId) -> sqlx::Result<PoolConnection<Postgres>> {
    let mut connection = pool.acquire().await?;
    connection.close_on_drop();
    let name = format!("{}/{}/{session_id}", key.organization_id, key.task_id);
    sqlx::query("SELECT pg_advisory_lock(hashtextextended($1, 0))").bind(name).execute(&mut *connection).await?;
    Ok(connection)
}

/// Tells the task how the session's agent is now.
pub async fn tell(cx: &mut Cx, key: &TaskKey, session_id: &SessionId) -> Handled<()> {
    let Some(session) = sessions::find(cx.read().await?, key, session_id).await? else { return Ok(()) };
    let began = session.abilities.zip(session.memory);
    let began = began.map(|(abilities, memory)| SessionNews::Began { abilities, memory });
    let options = options::cut(session.options, contracts::limit::OPTION_BYTES);
    let dropped = (!session.dropped.is_empty()).then_some(SessionNews::ChoicesDropped { choices: session.dropped });
    if dropped.is_some() {
        sessions::forget_dropped(cx.write().await?, key, session_id).await?;
    }
    for news in began.into_iter().chain([SessionNews::Options { options }]).chain(dropped) {
        cx.send(key, &ApplySession { session_id: session_id.clone(), news })?;
    }
    Ok(())
}
