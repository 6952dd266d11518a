//! What an open socket does for its client: topics, what its page shows, signs of life, and the end.

use std::collections::HashMap;

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use contracts::{Access, OrganizationId, Topic, user::Showing};
use futures::SinkExt;
use futures::StreamExt;
use futures::stream::{self, AbortHandle, BoxStream, SelectAll, SplitSink};
use messaging::Caller;

use super::presence::PresenceReporter;
use super::protocol::{ClientMessage, MINE, Reason, SIGNED_OUT, ServerMessage};
use super::socket_session::{Change, SocketSession};
use super::tail::{SessionTopic, tail};
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
    SignedOut,
    Stopping,
}

pub struct Connection<'a> {
    gateway: &'a Gateway,
    pub session: SocketSession,
    sink: SplitSink<WebSocket, Message>,
    /// By the topic's name.
    followed: HashMap<String, Followed>,
    pub updates: SelectAll<BoxStream<'static, Update>>,
    /// `None`: the page has not said what it shows.
    presence: Option<PresenceReporter>,
}

struct Followed {
    topic: Followable,
    updates: AbortHandle,
}

/// What a page can follow.
enum Followable {
    /// Views, each with its present value and then every change.
    Views(Topic),
    /// What is said in a session.
    Session(SessionTopic),
}

impl std::fmt::Display for Followable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Views(topic) => topic.fmt(f),
            Self::Session(topic) => topic.fmt(f),
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
        Self { gateway, session, sink, followed: HashMap::new(), updates: SelectAll::new(), presence: None }
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
            Ok(ClientMessage::Ping) => self.say(&ServerMessage::Pong).await,
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

        let hub = self.gateway.hub.clone();
        let updates = match &topic {
            Followable::Views(views) => {
                let (views, topic) = (views.clone(), name.clone());
                let task = views.task().cloned();
                of_known_task(hub.clone(), task, name.clone(), move || updates(hub.join(&views), topic, since).boxed())
            }
            Followable::Session(session) => {
                let caller = Caller::user(&self.session.person().user_id);
                let (client, session) = (self.gateway.client.clone(), session.clone());
                of_known_task(hub, Some(session.task.clone()), name.clone(), move || {
                    tail(client, caller, session, since.unwrap_or_default()).boxed()
                })
            }
        };
        let (updates, handle) = stream::abortable(updates);
        self.followed.insert(name, Followed { topic, updates: handle });
        self.updates.push(updates.boxed());
        Ok(())
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
        session.or_else(|| Topic::parse(asked).map(Followable::Views))
    }

    fn may(&self, request: AccessRequest<'_>) -> Result<(), Problem> {
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
            Update::Unknown(topic) => {
                self.followed.remove(&topic);
                self.refuse(Some(&topic), "live.topic_unknown", "the organization has no such task").await
            }
            Update::Unavailable(topic) => {
                self.followed.remove(&topic);
                let message = "the topic cannot be read at the moment; subscribe again shortly";
                self.refuse(Some(&topic), "live.unavailable", message).await
            }
        }
    }

    async fn refuse(&mut self, topic: Option<&str>, code: &str, message: &str) -> Result<(), End> {
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
