//! The rows of agents' sessions.

use contracts::{
    Millis, SessionId, TaskKey,
    sandbox::OpenSession,
    task::{AgentAbilities, AgentMemory, OptionChoice, SessionOption},
};
use service_kit::columns;
use sqlx::{FromRow, PgConnection, PgExecutor, Row, postgres::PgRow, types::Json};

/// Remembers a session that the task has opened, or puts another agent into it. Says whether something is new.
pub async fn open_or_change(
    db: &mut PgConnection,
    key: &TaskKey,
    command: &OpenSession,
    now: Millis,
) -> sqlx::Result<bool> {
    let changed = sqlx::query(
        "INSERT INTO sessions AS known (organization_id, task_id, session_id, agent, choices, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (organization_id, task_id, session_id) DO UPDATE
         SET agent = excluded.agent, choices = excluded.choices, options = '[]', abilities = NULL, memory = NULL,
             agent_session_id = NULL, process = NULL, summary = NULL, applied = '[]', dropped = '[]', heard = 0
         WHERE NOT known.is_closed AND known.agent IS DISTINCT FROM excluded.agent",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(command.session_id.as_str())
    .bind(&command.agent)
    .bind(Json(&command.choices))
    .bind(now)
    .execute(db)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// Says whether it was open.
pub async fn close(db: &mut PgConnection, key: &TaskKey, session_id: &SessionId) -> sqlx::Result<bool> {
    let closed = sqlx::query(
        "UPDATE sessions SET is_closed = true
         WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND NOT is_closed",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .execute(db)
    .await?;
    Ok(closed.rows_affected() == 1)
}

/// The task's open sessions with the agent of each, in the order in which they were opened.
pub async fn open(db: &mut PgConnection, key: &TaskKey) -> sqlx::Result<Vec<(SessionId, String)>> {
    let rows = sqlx::query(
        "SELECT session_id, coalesce(agent, '') AS agent FROM sessions
         WHERE organization_id = $1 AND task_id = $2 AND NOT is_closed ORDER BY created_at, session_id",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((columns::id(row, "session_id")?, row.try_get("agent")?))).collect()
}

/// How an agent's options are set (Agent Client Protocol).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SetsBy {
    /// `session/set_config_option`.
    #[default]
    Config,
    /// `session/set_mode` and `session/set_model`, of agents that know no options.
    Modes,
}

impl SetsBy {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Modes => "modes",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Config, Self::Modes].into_iter().find(|known| known.as_str() == text)
    }
}

/// A session, as its agent is to have it and has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredSession {
    pub agent: Option<String>,
    /// What people have set.
    pub choices: Vec<OptionChoice>,
    pub is_closed: bool,
    /// In which generation of the sandbox an agent has it.
    pub generation: Option<i32>,
    /// The agent's own id for it.
    pub agent_session_id: Option<String>,
    /// The agent's process that has it.
    pub process: Option<i64>,
    /// What the process has said up to this number is of before.
    pub heard: u64,
    /// What can be set, as the agent lists it.
    pub options: Vec<SessionOption>,
    pub sets_by: SetsBy,
    pub abilities: Option<AgentAbilities>,
    pub memory: Option<AgentMemory>,
    /// What the agent is to be told before the next message.
    pub summary: Option<String>,
    /// What it has taken of what was set: an agent may set itself otherwise later, and is left to it.
    pub applied: Vec<OptionChoice>,
    /// What it did not take of what was set.
    pub dropped: Vec<OptionChoice>,
}

impl StoredSession {
    /// The session as it is in this generation of the sandbox: what an agent knew in an earlier one is gone with that.
    pub fn within(self, generation: i32) -> Self {
        if self.generation == Some(generation) {
            return self;
        }
        let Self { agent, choices, is_closed, .. } = self;
        Self { agent, choices, is_closed, generation: self.generation, ..Self::default() }
    }
}

pub async fn find(
    db: impl PgExecutor<'_>,
    key: &TaskKey,
    session_id: &SessionId,
) -> sqlx::Result<Option<StoredSession>> {
    sqlx::query_as(
        "SELECT agent, choices, is_closed, generation, agent_session_id, process, heard, options, sets_by, abilities,
                memory, summary, applied, dropped
         FROM sessions WHERE organization_id = $1 AND task_id = $2 AND session_id = $3",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .fetch_optional(db)
    .await
}

/// The agent has it so now. What people have set meanwhile stays, but for what the agent does not take.
pub async fn save(
    db: impl PgExecutor<'_>,
    key: &TaskKey,
    session_id: &SessionId,
    session: &StoredSession,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE sessions
         SET generation = $4, agent_session_id = $5, process = $6, heard = $7, options = $8, sets_by = $9,
             abilities = $10, memory = $11, summary = $12, applied = $13, dropped = $14,
             choices = (SELECT coalesce(jsonb_agg(choice ORDER BY place), '[]')
                        FROM jsonb_array_elements(choices) WITH ORDINALITY AS chosen (choice, place)
                        WHERE NOT $14 @> jsonb_build_array(choice))
         WHERE organization_id = $1 AND task_id = $2 AND session_id = $3",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .bind(session.generation)
    .bind(&session.agent_session_id)
    .bind(session.process)
    .bind(i64::try_from(session.heard).unwrap_or(i64::MAX))
    .bind(Json(&session.options))
    .bind(session.sets_by.as_str())
    .bind(session.abilities.map(Json))
    .bind(session.memory.map(AgentMemory::as_str))
    .bind(&session.summary)
    .bind(Json(&session.applied))
    .bind(Json(&session.dropped))
    .execute(db)
    .await
    .map(|_| ())
}

/// What people have set now. Says whether that is new.
pub async fn choose(
    db: &mut PgConnection,
    key: &TaskKey,
    session_id: &SessionId,
    choices: &[OptionChoice],
) -> sqlx::Result<bool> {
    let changed = sqlx::query(
        "UPDATE sessions SET choices = $4
         WHERE organization_id = $1 AND task_id = $2 AND session_id = $3 AND NOT is_closed AND choices <> $4",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .bind(Json(choices))
    .execute(db)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// How the agent is set now, as it says itself.
pub async fn save_options(
    db: &mut PgConnection,
    key: &TaskKey,
    session_id: &SessionId,
    session: &StoredSession,
) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE sessions SET options = $4, applied = $5, dropped = $6, choices = $7
         WHERE organization_id = $1 AND task_id = $2 AND session_id = $3",
    )
    .bind(key.organization_id.as_str())
    .bind(key.task_id.as_str())
    .bind(session_id.as_str())
    .bind(Json(&session.options))
    .bind(Json(&session.applied))
    .bind(Json(&session.dropped))
    .bind(Json(&session.choices))
    .execute(db)
    .await
    .map(|_| ())
}

/// The agent has the summary.
pub async fn forget_summary(db: impl PgExecutor<'_>, key: &TaskKey, session_id: &SessionId) -> sqlx::Result<()> {
    sqlx::query("UPDATE sessions SET summary = NULL WHERE organization_id = $1 AND task_id = $2 AND session_id = $3")
        .bind(key.organization_id.as_str())
        .bind(key.task_id.as_str())
        .bind(session_id.as_str())
        .execute(db)
        .await
        .map(|_| ())
}

/// The task knows what was not taken.
pub async fn forget_dropped(db: &mut PgConnection, key: &TaskKey, session_id: &SessionId) -> sqlx::Result<()> {
    sqlx::query("UPDATE sessions SET dropped = '[]' WHERE organization_id = $1 AND task_id = $2 AND session_id = $3")
        .bind(key.organization_id.as_str())
        .bind(key.task_id.as_str())
        .bind(session_id.as_str())
        .execute(db)
        .await
        .map(|_| ())
}

impl FromRow<'_, PgRow> for StoredSession {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let heard: i64 = row.try_get("heard")?;
        let memory: Option<&str> = row.try_get("memory")?;
        Ok(Self {
            agent: row.try_get("agent")?,
            choices: columns::json(row, "choices")?,
            is_closed: row.try_get("is_closed")?,
            generation: row.try_get("generation")?,
            agent_session_id: row.try_get("agent_session_id")?,
            process: row.try_get("process")?,
            heard: u64::try_from(heard).unwrap_or_default(),
            options: columns::json(row, "options")?,
            sets_by: columns::word(row, "sets_by", SetsBy::parse)?,
            abilities: columns::optional_json(row, "abilities")?,
            memory: memory.and_then(AgentMemory::parse),
            summary: row.try_get("summary")?,
            applied: columns::json(row, "applied")?,
            dropped: columns::json(row, "dropped")?,
        })
    }
}
