//! What people want of an agent while it works: that it is set otherwise, or takes another message.

use std::collections::HashMap;

use contracts::{MessageId, task::OptionChoice};
use serde_json::{Value, json};

use super::{
    super::agent::{
        self,
        options::{self, Due},
    },
    following::{Following, Lost},
    said,
};
use crate::store::{
    events::NewEvent,
    sessions::{self, StoredSession},
    steers::{self, Steer},
};

pub struct Beside<'a> {
    following: &'a Following<'a>,
    /// How the agent is set.
    session: StoredSession,
    /// What was asked of it and not answered yet, by the ids of the requests: what people have chosen, and what that means.
    asked: HashMap<String, (OptionChoice, OptionChoice)>,
    /// Messages whose fate nobody knows yet.
    steers: Vec<Steer>,
}

impl<'a> Beside<'a> {
    pub fn new(following: &'a Following<'a>, session: StoredSession) -> Self {
        Self { following, session, asked: HashMap::new(), steers: Vec::new() }
    }

    /// Asks the agent for what people want now and did not before; what is to be said of it.
    pub async fn look(&mut self) -> Result<Option<NewEvent>, Lost> {
        self.steer().await?;
        let log = self.following.log;
        let stored = sessions::find(log.pool, log.key, log.session_id).await?.unwrap_or_default();
        let is_asked = |choice: &OptionChoice| self.asked.values().any(|(asked, _)| asked == choice);
        let is_new = |choice: &&OptionChoice| !self.session.applied.contains(choice) && !is_asked(choice);
        let new: Vec<_> = stored.choices.iter().filter(is_new).cloned().collect();
        self.session.choices = stored.choices;
        let before = self.session.dropped.len();
        for choice in options::in_order(&new, &self.session.options) {
            match options::due(&choice, &self.session.options) {
                Due::Nothing => self.session.applied.push(choice),
                Due::Drop => self.session.dropped.push(choice),
                Due::Set(wanted) => self.ask(choice, wanted),
            }
        }
        if self.session.dropped.len() == before {
            return Ok(None);
        }
        let now = u64::try_from((log.now)()).unwrap_or_default();
        let notice =
            agent::options_notice(&self.session, &[], &format!("dropped:{}:{now}", self.following.turn.message_id));
        self.note_options(now).await?;
        Ok(notice.map(|notice| NewEvent { message_id: Some(self.following.turn.message_id.clone()), ..notice }))
    }

    fn ask(&mut self, choice: OptionChoice, wanted: OptionChoice) {
        let Following { agent, turn, log, .. } = self.following;
        let session = &self.session;
        let (method, params) = options::request(session.sets_by, &wanted, &session.options, &agent.agent_session_id);
        let id = format!("{}{}/{}/{}", said::SET, turn.message_id, wanted.option_id, (log.now)());
        let envelope = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.following.ask(&envelope);
        self.asked.insert(id, (choice, wanted));
    }

    /// The agent says how it is set now. Says whether that is about something that can be set.
    pub fn hears_of_options(&mut self, update: &Value) -> bool {
        let updated = options::updated(update, &self.session.options);
        let is_news = updated.is_some();
        self.session.options = updated.unwrap_or_else(|| std::mem::take(&mut self.session.options));
        is_news
    }

    /// The agent has answered a request to set something; what is to be said of it. `None`: nobody here has asked.
    pub fn is_answered(&mut self, request_id: &str, result: Result<Value, String>) -> Option<Value> {
        let (choice, wanted) = self.asked.remove(request_id)?;
        let set = match result {
            Ok(answer) => {
                self.session.options = options::answered(&answer, &self.session.options, &wanted);
                self.session.applied.push(choice);
                vec![wanted]
            }
            Err(_) => {
                self.session.dropped.push(choice);
                vec![]
            }
        };
        agent::options_notice(&self.session, &set, "").map(|notice| notice.body)
    }

    /// Has what can be set, and what was not taken, noted.
    pub async fn note_options(&mut self, number: u64) -> Result<(), Lost> {
        let session = &mut self.session;
        let dropped = std::mem::take(&mut session.dropped);
        session.choices.retain(|choice| !dropped.contains(choice));
        session.applied.retain(|choice| session.choices.contains(choice));
        Ok(self.following.note_options(number, session.options.clone(), session.applied.clone(), dropped).await?)
    }

    /// Sends what people have sent into the turn. Each message once: whether it arrived is known by the agent's answer.
    async fn steer(&mut self) -> Result<(), Lost> {
        let Following { log, turn, agent, .. } = self.following;
        self.steers = steers::unanswered(log.pool, log.key, &turn.message_id).await?;
        for steer in self.steers.iter().filter(|steer| steer.told_at.is_none()) {
            let images = self.following.images(&steer.attachments).await?;
            if !steers::tell(log.pool, log.key, &steer.steered_id, (log.now)()).await? {
                continue;
            }
            let params = json!({
                "sessionId": agent.agent_session_id,
                "prompt": said::prompt(&steer.text, &steer.attachments, &images),
                "idleBehavior": "promptRequired",
            });
            let id = format!("{}{}", said::STEER, steer.steered_id);
            let envelope = json!({ "jsonrpc": "2.0", "id": id, "method": "_session/steering", "params": params });
            self.following.ask(&envelope);
        }
        Ok(())
    }

    /// The agent has answered a message that was sent into the turn; what is to be said of it. `None`: nobody waits for that.
    pub fn has_steered(&mut self, steered_id: &str, is_taken: bool) -> Option<(MessageId, Value)> {
        let place = self.steers.iter().position(|steer| steer.steered_id.as_str() == steered_id)?;
        let steer = self.steers.remove(place);
        let event = said::steered(&steer, is_taken);
        Some((steer.steered_id, event))
    }
}
