//! A task that is worked on.

use std::ops::Deref;

use contracts::{
    SessionId,
    organization::Member,
    task::{
        ApplySession, ApplyTurn, BeginTurn, CreateSession, Initialize, MessageAccepted, SendMessage, Session,
        SessionApplied, SessionNews, TurnEnd, TurnNews,
    },
};
use runtime::testing::Handling;

use super::{Acme, bob, initialize, owner, speaks};
use crate::lookups::Known;

/// Bob's task, with one session of his whose agent is there.
pub struct Working {
    acme: Acme,
    pub session_id: SessionId,
}

impl Working {
    pub async fn opened() -> Self {
        let working = Self::opening().await;
        working.done(&working.news(SessionNews::Opened { agent: "claude".into() })).await;
        working
    }

    /// The agent is not there yet.
    pub async fn opening() -> Self {
        let acme = Acme::new().await;
        acme.done(&Initialize { owner: Some(owner(&bob())), ..initialize("Add a page") }).await;
        let opened = acme.send_as(speaks(&bob()), &CreateSession::default()).await;
        Self { acme, session_id: opened.outcome.unwrap().session_id }
    }

    pub async fn session(&self) -> Session {
        self.record().await.sessions.remove(0)
    }

    pub fn message(&self, text: &str) -> SendMessage {
        let session_id = self.session_id.clone();
        SendMessage { session_id, text: text.into(), attachments: vec![], interrupt: false, steer: false }
    }

    pub async fn says(&self, who: &Member, text: &str) -> Handling<MessageAccepted> {
        self.send_as(speaks(who), &self.message(text)).await
    }

    /// What the organization answers when it is asked about an author.
    pub async fn is_member(&self, who: &Member) -> Handling<SessionApplied> {
        let command = BeginTurn { session_id: self.session_id.clone(), author: who.user_id.clone() };
        self.send_knowing(&command, Known { entry: None, members: vec![who.clone()] }).await
    }

    pub fn news(&self, news: SessionNews) -> ApplySession {
        ApplySession { session_id: self.session_id.clone(), news }
    }

    /// The turn under way has ended.
    pub async fn ends(&self, end: TurnEnd) -> Handling<SessionApplied> {
        let message_id = self.session().await.turn.unwrap();
        let news = TurnNews::Ended { end, at: 77 };
        self.send(&ApplyTurn { session_id: self.session_id.clone(), message_id, news }).await
    }
}

impl Deref for Working {
    type Target = Acme;

    fn deref(&self) -> &Self::Target {
        &self.acme
    }
}
