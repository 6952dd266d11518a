//! What an open socket does for its client: topics, what its page shows, signs of life, and the end.

use std::collections::HashMap;

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use contracts::{Access, OrganizationId, TaskKey, Topic, sandbox::TerminalTopic, user::Showing};
use futures::SinkExt;
use futures::StreamExt;
use futures::stream::{self, AbortHandle, BoxStream, SelectAll, SplitSink};
use messaging::Caller;
use tokio::time::Instant;

use super::attendance::{self, Attendance};
use super::input::{input, size};
use super::logs;
use super::presence::PresenceReporter;
use super::protocol::{ClientMessage, MINE, Reason, SIGNED_OUT, ServerMessage};
use super::socket_session::{Change, SocketSession};
use super::tail::{SessionTopic, tail};
use super::terminals::{Typing, allowance::Allowance, typing, view, watching::watching};
use super::updates::{Update, of_known_task, updates};
use crate::{
    http::problem::Problem,
    identity::{AccessRequest, Resource, authorise},
    limits,
    state::Gateway,
};

/// Why a socket ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Left,
    Silent,
    /// It takes nothing any more.
    Stuck,
    /// It has sent more in one message than is taken.
    TooLarge,
    /// It has sent what is no frame, or none that belongs there.
    NoWebSocket,
    /// It has sent a text that is none.
    NoText,
    SignedOut,
    Stopping,
}

pub struct Connection<'a> {
    pub(super) gateway: &'a Gateway,
    pub session: SocketSession,
    sink: SplitSink<WebSocket, Message>,
    /// By the topic's name.
    pub(super) followed: HashMap<String, Followed>,
    /// What may still be typed into terminals, all together.
    pub(super) typed: Allowance,
    pub updates: SelectAll<BoxStream<'static, Update>>,
    /// `None`: the page has not said what it shows.
    presence: Option<PresenceReporter>,
    /// Where its person is seen by others.
    pub(super) attendance: Attendance,
}

pub(super) struct Followed {
    pub topic: Followable,
    /// Where what is typed goes, into a terminal.
    pub typing: Option<Typing>,
    updates: AbortHandle,
}

/// What a page can follow.
pub(super) enum Followable {
    /// Views, each with its present value and then every change.
    Views(Topic),
    /// What is said in a session.
    Session(SessionTopic),
    /// What a process prints; it takes input.
    Terminal(TerminalTopic),
    /// Who is in an organization.
    Presence(OrganizationId),
    /// What the fleet's processes say of an organization.
    Logs(OrganizationId),
}

impl Followable {
    /// The task that it is about; `None` when it is about more or something else.
    fn task(&self) -> Option<&TaskKey> {
        match self {
            Self::Views(topic) => topic.task(),
            Self::Session(topic) => Some(&topic.task),
            Self::Terminal(topic) => Some(&topic.task),
            Self::Presence(_) | Self::Logs(_) => None,
        }
    }
}

impl std::fmt::Display for Followable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Views(topic) => topic.fmt(f),
            Self::Session(topic) => topic.fmt(f),
            Self::Terminal(topic) => topic.fmt(f),
            Self::Presence(organization_id) => f.write_str(&attendance::topic(organization_id)),
            Self::Logs(organization_id) => f.write_str(&logs::topic(organization_id)),
        }
    }
}

/// Ends its stream of updates.
impl Drop for Followed {
    fn drop(&mut self) {
        self.updates.abort();
    }
}

impl<'a> Connection<'a> {
    pub fn new(gateway: &'a Gateway, session: SocketSession, sink: SplitSink<WebSocket, Message>) -> Self {
        let (followed, updates) = (HashMap::new(), SelectAll::new());
        let now = Instant::now();
        let (typed, attendance) = (Allowance::new(limits::INPUT_PER_SECOND, now), Attendance::new(now));
        Self { gateway, session, sink, followed, typed, updates, presence: None, attendance }
    }

    pub async fn apply(&mut self, message: Message) -> Result<(), End> {
        let text = match message {
            Message::Text(text) => text,
            Message::Binary(_) => return self.refuse(None, "live.message_malformed", "send JSON as text").await,
            Message::Close(_) => return Err(End::Left),
            Message::Ping(_) | Message::Pong(_) => return Ok(()),
        };
        match serde_json::from_str(&text) {
            Ok(ClientMessage::Subscribe { topic, since }) => self.subscribe(&topic, since).await,
            Ok(ClientMessage::Unsubscribe { topic }) => self.unsubscribe(&topic).await,
            Ok(ClientMessage::Show { showing }) => self.show(showing).await,
            Ok(ClientMessage::Attend { at }) => self.attend(at).await,
            Ok(ClientMessage::Input { topic, data }) => self.type_in(&topic, input(&data)).await,
            Ok(ClientMessage::Resize { topic, cols, rows }) => self.type_in(&topic, size(cols, rows)).await,
            Ok(ClientMessage::Ping {}) => self.say(&ServerMessage::Pong).await,
            Err(error) => self.refuse(None, "live.message_malformed", &error.to_string()).await,
        }
    }

    async fn subscribe(&mut self, asked: &str, since: Option<u64>) -> Result<(), End> {
        let Some(topic) = self.topic(asked) else {
            return self.refuse(Some(asked), "live.topic_unknown", "there is no such topic").await;
        };
        let name = topic.to_string();
        if let Err(problem) = self.may(follows(&topic)) {
            return self.refuse(Some(&name), &problem.code, &problem.detail).await;
        }
        if self.followed.len() >= limits::TOPICS && !self.followed.contains_key(&name) {
            let message = format!("a socket follows at most {} topics", limits::TOPICS);
            return self.refuse(Some(&name), "live.too_many_topics", &message).await;
        }

        if let Err(exceeded) = self.gateway.quotas.subscription(&self.session.person().user_id) {
            return self.refuse(Some(&name), "live.too_many_subscriptions", &exceeded.to_string()).await;
        }

        let (updates, typing) = self.updates_of(&topic, &name, since);
        let updates = of_known_task(self.gateway.hub.clone(), topic.task().cloned(), name.clone(), updates);
        let (updates, handle) = stream::abortable(updates);
        self.followed.insert(name, Followed { topic, typing, updates: handle });
        self.updates.push(updates.boxed());
        Ok(())
    }

    fn updates_of(
        &self,
        topic: &Followable,
        name: &str,
        since: Option<u64>,
    ) -> (BoxStream<'static, Update>, Option<Typing>) {
        let (gateway, since_number) = (self.gateway, since.unwrap_or_default());
        match topic {
            Followable::Views(views) => {
                let (hub, views, name) = (gateway.hub.clone(), views.clone(), name.to_owned());
                let joined = async move { updates(hub.join(&views), name, since) };
                (stream::once(joined).flatten().boxed(), None)
            }
            Followable::Session(session) => {
                let caller = Caller::user(&self.session.person().user_id);
                let said = tail(gateway.client.clone(), caller, session.clone(), since_number);
                (stream::select(said, watching(gateway.client.nats().clone(), &session.task)).boxed(), None)
            }
            Followable::Terminal(terminal) => {
                let (typing, told) = typing(gateway.terminals.clone(), terminal.clone());
                let printed = view(gateway.terminals.clone(), terminal.clone(), since_number);
                let watching = watching(gateway.client.nats().clone(), &terminal.task);
                (stream::select(stream::select(printed, told), watching).boxed(), Some(typing))
            }
            Followable::Presence(organization_id) => (attendance::people(&gateway.rooms, organization_id), None),
            Followable::Logs(organization_id) => (gateway.logs.follow(organization_id), None),
        }
    }

    async fn unsubscribe(&mut self, asked: &str) -> Result<(), End> {
        let name = self.topic(asked).map_or_else(|| asked.to_owned(), |topic| topic.to_string());
        if self.followed.remove(&name).is_none() {
            return self.refuse(Some(&name), "live.topic_not_followed", "this topic is not followed here").await;
        }
        self.say(&ServerMessage::Closed { topic: &name, reason: Reason::Unsubscribed }).await
    }

    fn topic(&self, asked: &str) -> Option<Followable> {
        if asked == MINE {
            return Some(Followable::Views(Topic::User(self.session.person().user_id.clone())));
        }
        let session = SessionTopic::parse(asked).map(Followable::Session);
        let terminal = || TerminalTopic::parse(asked).map(Followable::Terminal);
        let presence = || attendance::parse(asked).map(Followable::Presence);
        let logs = || logs::parse(asked).map(Followable::Logs);
        session.or_else(terminal).or_else(presence).or_else(logs).or_else(|| Topic::parse(asked).map(Followable::Views))
    }

    pub(super) fn may(&self, request: AccessRequest<'_>) -> Result<(), Problem> {
        authorise(&self.session.identity(), request).map(drop)
    }

    async fn show(&mut self, showing: Option<Showing>) -> Result<(), End> {
        let user_id = self.session.person().user_id.clone();
        let changes_own =
            AccessRequest { access: Access::SignedIn, changes: true, resource: Resource::Person(&user_id) };
        let allowed = self.may(changes_own).and_then(|()| showing.as_ref().map_or(Ok(()), |it| self.may(shows(it))));
        if let Err(problem) = allowed {
            return self.refuse(None, &problem.code, &problem.detail).await;
        }
        match &self.presence {
            Some(presence) => presence.show(showing),
            None => {
                let (client, tasks) = (self.gateway.client.clone(), &self.gateway.tasks);
                self.presence = Some(PresenceReporter::start(client, tasks, user_id, showing));
            }
        }
        Ok(())
    }

    /// What the person may is another: what they may no longer follow is closed.
    pub async fn apply_change(&mut self, change: Change) -> Result<(), End> {
        match change {
            Change::Permissions => {}
            Change::Asking => return Ok(()),
            Change::Ended => return Err(End::SignedOut),
        }
        let is_revoked = |(_, followed): &(&String, &Followed)| self.may(follows(&followed.topic)).is_err();
        let revoked: Vec<_> = self.followed.iter().filter(is_revoked).map(|(name, _)| name.clone()).collect();
        let shown = self.presence.as_ref().and_then(PresenceReporter::showing);
        if let (Some(presence), Some(shown)) = (&self.presence, shown)
            && self.may(shows(&shown)).is_err()
        {
            presence.show(None);
        }
        self.leave_if_revoked();
        for topic in revoked {
            self.followed.remove(&topic);
            self.say(&ServerMessage::Closed { topic: &topic, reason: Reason::AccessRevoked }).await?;
        }
        Ok(())
    }

    pub async fn live_on(&mut self) -> Result<(), End> {
        self.session.stay();
        self.send(Message::Ping(bytes::Bytes::new())).await
    }

    pub async fn notify(&mut self, update: Update) -> Result<(), End> {
        match update {
            Update::Message(text) => self.send(Message::Text(text)).await,
            Update::TooSlow(topic) => {
                self.followed.remove(&topic);
                self.say(&ServerMessage::Closed { topic: &topic, reason: Reason::TooSlow }).await
            }
            Update::Unavailable(topic) => {
                self.followed.remove(&topic);
                let message = "the topic cannot be read at the moment; subscribe again shortly";
                self.refuse(Some(&topic), "live.unavailable", message).await
            }
            Update::Ended(topic) => {
                self.followed.remove(&topic);
                self.say(&ServerMessage::Closed { topic: &topic, reason: Reason::Ended }).await
            }
            Update::Refused { topic, code, message } => {
                self.followed.remove(&topic);
                self.refuse(Some(&topic), &code, &message).await
            }
        }
    }

    pub(super) async fn refuse(&mut self, topic: Option<&str>, code: &str, message: &str) -> Result<(), End> {
        self.say(&ServerMessage::Error { topic, code, message }).await
    }

    async fn say(&mut self, message: &ServerMessage<'_>) -> Result<(), End> {
        self.send(Message::Text(message.to_json().into())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match tokio::time::timeout(limits::SOCKET_WRITE, self.sink.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Left),
            Err(_) => Err(End::Stuck),
        }
    }

    pub async fn close(&mut self, end: End) {
        tracing::debug!(?end, "A live socket ended");
        let frame = |code, reason: &'static str| Message::Close(Some(CloseFrame { code, reason: reason.into() }));
        let goodbye = match end {
            End::Stopping => frame(close_code::AWAY, "going away"),
            End::TooLarge => frame(close_code::SIZE, "a message has at most 16 KiB"),
            End::NoWebSocket => frame(close_code::PROTOCOL, "this is not how a WebSocket's client speaks"),
            End::NoText => frame(close_code::INVALID, "a text is UTF-8"),
            End::Silent => frame(close_code::POLICY, "no sign of life"),
            End::SignedOut => frame(SIGNED_OUT, "signed out"),
            // An answer to the client's goodbye, if it said any.
            End::Left => Message::Close(None),
            End::Stuck => return,
        };
        if let Err(end) = self.send(goodbye).await {
            tracing::debug!(?end, "A client left before it could be told");
        }
    }
}

fn follows(topic: &Followable) -> AccessRequest<'_> {
    let topic = match topic {
        Followable::Session(session) => return member_of(&session.task.organization_id),
        Followable::Terminal(terminal) => return member_of(&terminal.task.organization_id),
        Followable::Presence(organization_id) => return member_of(organization_id),
        Followable::Logs(organization_id) => {
            return AccessRequest { access: Access::Admin, ..member_of(organization_id) };
        }
        Followable::Views(topic) => topic,
    };
    match topic {
        Topic::User(user_id) => {
            AccessRequest { access: Access::SignedIn, changes: false, resource: Resource::Person(user_id) }
        }
        Topic::Organization(organization_id) => member_of(organization_id),
        Topic::Task(task) | Topic::Sandbox(task) => member_of(&task.organization_id),
    }
}

fn shows(showing: &Showing) -> AccessRequest<'_> {
    member_of(&showing.organization_id)
}

fn member_of(organization_id: &OrganizationId) -> AccessRequest<'_> {
    AccessRequest { access: Access::Member, changes: false, resource: Resource::Organization(organization_id) }
}
