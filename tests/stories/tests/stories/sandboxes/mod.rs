//! A task does its work: sandboxes, sessions and turns of an agent, as people see them through the public door.

/// Tests of stories that hold wherever sandboxes come from: once on this machine, once with the stand-in E2B.
macro_rules! everywhere {
    ($($story:ident),+ $(,)?) => {
        mod on_this_machine {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(fleet::SandboxChoice::Local).await;
            })+
        }

        mod at_e2b {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(fleet::SandboxChoice::E2bStandin).await;
            })+
        }
    };
}

mod clocks;
mod credentials;
mod e2b;
mod ends;
mod git;
mod images;
mod killed;
mod leftovers;
mod life;
mod live;
mod memory;
mod opencode;
mod options;
mod people;
mod processes;
mod queue;
mod runs;
mod steering;
mod turns;
mod unpushed;

use contracts::{
    MessageId, SessionId, TaskKey,
    sandbox::{self, Events, Permission, Permissions, SandboxRecord, SandboxStatus, SessionEvent},
    task::{CreateSession, Detail, SendMessage, Session, SessionOption, SessionStatus, TaskRecord},
};
use stories::{Organization, Visitor, World, until};

/// Somebody who works on a task of `acme`, in one session.
struct Workplace<'a> {
    acme: Organization<'a>,
    person: Visitor,
    task: TaskKey,
    session_id: SessionId,
}

impl<'a> Workplace<'a> {
    /// One of GitHub's people opens a session on a branch of their own.
    async fn of(world: &'a World, login: &str, branch: &str) -> Self {
        Self::with(world, login, branch, CreateSession::default()).await
    }

    /// The same with a session of a certain kind.
    async fn with(world: &'a World, login: &str, branch: &str, session: CreateSession) -> Self {
        let acme = world.organization("acme").await;
        let person = world.signs_in(login, &["acme"]).await;
        let task = acme.key(&acme.virtual_task(branch).await);
        let session_id = person.does(&task, &session).await.session_id;
        Self { acme, person, task, session_id }
    }

    async fn sends(&self, text: &str) -> MessageId {
        self.sends_as(&self.person, text).await
    }

    async fn sends_as(&self, person: &Visitor, text: &str) -> MessageId {
        person.does(&self.task, &self.message(text)).await.message_id
    }

    fn message(&self, text: &str) -> SendMessage {
        let (session_id, attachments) = (self.session_id.clone(), Vec::new());
        SendMessage { session_id, text: text.into(), attachments, interrupt: false, steer: false }
    }

    /// Waits until the session's agent has said what can be set of it.
    async fn is_set_up(&self) -> Session {
        until("what can be set", async || Some(self.session().await).filter(|session| !session.options.is_empty()))
            .await
    }

    /// The first option of this category, and what it is set to.
    async fn set_to(&self, category: &str) -> Option<String> {
        let options = self.session().await.options.into_iter();
        let of_category = |option: &SessionOption| option.category.as_deref() == Some(category);
        options.into_iter().find(of_category).map(|option| option.value)
    }

    /// What Foundry has said about something: the bodies.
    async fn notices(&self, about: &str) -> Vec<serde_json::Value> {
        let events = self.events().await.into_iter();
        let notices = events.filter(|event| event.kind == "notice" && event.body["about"] == about);
        notices.map(|event| event.body).collect()
    }

    async fn task(&self) -> TaskRecord {
        self.person.sees(&self.task, &Detail {}).await
    }

    async fn session(&self) -> Session {
        let session = self.task().await.sessions.into_iter().find(|session| session.session_id == self.session_id);
        session.expect("the session is open")
    }

    /// Waits until the session is so.
    async fn comes_to(&self, status: SessionStatus) -> Session {
        until(&format!("{status:?}"), async || {
            let session = self.session().await;
            let gave_up = session.status == SessionStatus::Error && status != SessionStatus::Error;
            assert!(!gave_up, "{session:?}\n{:?}", self.sandbox().await);
            (session.status == status && session.queue.is_empty()).then_some(session)
        })
        .await
    }

    /// Sends, waits for the end of the turn, and gives what the agent has said in it.
    async fn hears(&self, text: &str) -> String {
        let message_id = self.sends(text).await;
        self.ended(&message_id).await;
        self.said(&message_id).await
    }

    /// Waits until the message's turn has ended.
    async fn ended(&self, message_id: &MessageId) {
        until("the turn's end", async || {
            let is_over = |event: &SessionEvent| event.kind == "ended" && event.message_id.as_ref() == Some(message_id);
            self.events().await.iter().any(is_over).then_some(())
        })
        .await;
        until("the task knows", async || (self.session().await.turn.as_ref() != Some(message_id)).then_some(())).await;
    }

    /// What was said in a turn, in one text.
    async fn said(&self, message_id: &MessageId) -> String {
        let events = self.events().await;
        let of_turn = events.iter().filter(|event| event.message_id.as_ref() == Some(message_id));
        let texts = of_turn.filter(|event| event.kind == "update").map(|event| text(&event.body));
        texts.collect()
    }

    /// Everything that was said in the session, page by page.
    async fn events(&self) -> Vec<SessionEvent> {
        let mut events: Vec<SessionEvent> = Vec::new();
        loop {
            let after = events.last().map_or(0, |event| event.index);
            let query = Events::behind(self.session_id.clone(), after, 1_000);
            let page = self.person.sees(&self.task, &query).await;
            if page.events.is_empty() {
                return events;
            }
            events.extend(page.events);
        }
    }

    async fn questions(&self) -> Vec<Permission> {
        self.person.sees(&self.task, &Permissions { open: true }).await.permissions
    }

    async fn sandbox(&self) -> SandboxRecord {
        self.person.sees(&self.task, &sandbox::SandboxDetail {}).await
    }

    async fn sandbox_is(&self, status: SandboxStatus) -> SandboxRecord {
        until(&format!("{status:?}"), async || {
            let answer = self.person.looks(&self.task, &sandbox::SandboxDetail {}).await;
            let record: SandboxRecord = serde_json::from_value(answer.body).ok()?;
            let failed = record.status == SandboxStatus::Failed && status != SandboxStatus::Failed;
            assert!(!failed, "{record:#?}");
            (record.status == status).then_some(record)
        })
        .await
    }
}

/// The text of an agent's chunk; of a command that it has run, what that said.
fn text(update: &serde_json::Value) -> String {
    match update["sessionUpdate"].as_str() {
        Some("agent_message_chunk") => update["content"]["text"].as_str().unwrap_or_default().to_owned(),
        Some("tool_call_update") => update["content"].to_string(),
        _ => String::new(),
    }
}
