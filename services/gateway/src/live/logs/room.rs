//! One organization's lines, for as long as somebody here follows them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_nats::Message;
use axum::extract::ws::Utf8Bytes;
use contracts::{
    OrganizationId,
    logs::{FOLLOW, LogBatch, LogFollow, LogLine},
};
use futures::StreamExt;
use tokio::{
    sync::broadcast::{self, error::RecvError},
    time::{MissedTickBehavior, interval},
};

use super::{Logs, history::History, topic};
use crate::{
    limits,
    live::{protocol::ServerMessage, updates::Update},
};

pub struct Room {
    pub organization_id: OrganizationId,
    history: Mutex<History>,
    told: broadcast::Sender<Told>,
}

/// A frame, written once for all who follow.
#[derive(Clone)]
struct Told {
    text: Utf8Bytes,
    /// Lines that were told before it, and with it: whoever has been told fewer has missed some.
    before: u64,
    after: u64,
}

/// A place in a room.
pub struct Seat {
    topic: String,
    told: broadcast::Receiver<Told>,
    /// Lines that were told here, or told to be missing.
    known: u64,
    /// What comes after the word that something is missing.
    next: Option<Told>,
}

impl Room {
    pub fn new(organization_id: OrganizationId) -> Self {
        Self { organization_id, history: Mutex::default(), told: broadcast::Sender::new(limits::LOGS_QUEUE) }
    }

    pub fn is_empty(&self) -> bool {
        self.told.receiver_count() == 0
    }

    /// What is remembered, and a seat for what follows.
    pub fn enter(&self) -> (Vec<Utf8Bytes>, Seat) {
        let (topic, history) = (topic(&self.organization_id), self.history());
        let pages = history.pages().iter().map(|lines| frame(&topic, lines, 0)).collect();
        let seat = Seat { topic, told: self.told.subscribe(), known: history.told, next: None };
        (pages, seat)
    }

    fn take_in(&self, message: &Message) {
        let LogBatch { lines, skipped } = match serde_json::from_slice(&message.payload) {
            Ok(batch) => batch,
            Err(error) => return tracing::error!(%error, "What a process says cannot be read"),
        };
        let mut history = self.history();
        // A subject says whose lines they are; what is said there of others is not believed.
        let is_own = |line: &LogLine| line.key.split('.').next() == Some(self.organization_id.as_str());
        let new = history.take_in(lines.into_iter().filter(is_own).collect());
        if new.is_empty() && skipped == 0 {
            return;
        }
        let before = history.told;
        history.told += new.len() as u64 + skipped;
        let text = frame(&topic(&self.organization_id), &new.iter().collect::<Vec<_>>(), skipped);
        // An error says that nobody follows at the moment.
        self.told.send(Told { text, before, after: history.told }).ok();
    }

    fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn frame(topic: &str, lines: &[&LogLine], skipped: u64) -> Utf8Bytes {
    ServerMessage::Lines { topic, lines, skipped }.to_json().into()
}

impl Seat {
    /// The next frame; before it how much was missed, if something was.
    pub async fn next(mut self) -> Option<(Update, Option<Self>)> {
        let told = match self.next.take() {
            Some(told) => told,
            None => loop {
                match self.told.recv().await {
                    Ok(told) => break told,
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return Some((Update::Unavailable(self.topic), None)),
                }
            },
        };
        if told.before > self.known {
            let text = frame(&self.topic, &[], told.before - self.known);
            self.known = told.before;
            self.next = Some(told);
            return Some((Update::Message(text), Some(self)));
        }
        self.known = told.after;
        Some((Update::Message(told.text), Some(self)))
    }
}

/// Keeps a room until nobody has been in it for a while.
pub async fn keep(logs: Logs, room: Arc<Room>) {
    let mut said = match logs.nats.subscribe(LogBatch::subject(&room.organization_id)).await {
        Ok(said) => said,
        Err(error) => {
            tracing::error!(%error, "An organization's lines cannot be followed");
            return logs.close(&room);
        }
    };
    let mut pace = interval(limits::LOGS_FOLLOWED_EVERY);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut asks, mut left) = (true, 0);
    loop {
        tokio::select! {
            () = logs.tasks.stopping() => break,
            message = said.next() => match message {
                Some(message) => room.take_in(&message),
                None => break,
            },
            _ = pace.tick() => {
                left = if room.is_empty() { left + 1 } else { 0 };
                if left >= limits::LOGS_LEFT && logs.close_if_empty(&room) {
                    return;
                }
                asks = !ask(&logs, &room.organization_id, asks).await && asks;
            }
        }
    }
    logs.close(&room);
}

/// Whether it is on its way; it is said again.
async fn ask(logs: &Logs, organization_id: &OrganizationId, asks: bool) -> bool {
    let follow = LogFollow { organization_id: organization_id.clone(), asks };
    let body = serde_json::to_vec(&follow).expect("ids are always JSON");
    let said = logs.nats.publish(FOLLOW, body.into()).await;
    said.inspect_err(|error| tracing::debug!(%error, "That lines are followed is said again")).is_ok()
}

#[cfg(test)]
mod tests {
    use contracts::logs::LogLevel;
    use serde_json::{Value, json};

    use super::*;

    fn line(sequence: u64, key: &str) -> LogLine {
        let (instance, service, message) = ("task-1".into(), "task".into(), format!("line {sequence}"));
        let (fields, level) = (Default::default(), LogLevel::Info);
        LogLine { instance, sequence, at: 5, level, service, message, fields, key: key.into(), trace_id: None }
    }

    fn say(room: &Room, lines: Vec<LogLine>, skipped: u64) {
        let payload = serde_json::to_vec(&LogBatch { lines, skipped }).expect("JSON").into();
        let subject = LogBatch::subject(&room.organization_id).into();
        room.take_in(&Message {
            subject,
            reply: None,
            payload,
            headers: None,
            status: None,
            description: None,
            length: 0,
        });
    }

    fn acme() -> Room {
        Room::new("acme".parse().expect("an id"))
    }

    async fn next(seat: Seat) -> (Value, Seat) {
        let Some((Update::Message(text), Some(seat))) = seat.next().await else { panic!("a frame") };
        (serde_json::from_str(&text).expect("JSON"), seat)
    }

    #[tokio::test]
    async fn who_comes_later_is_told_what_was_said_before_and_each_line_once() {
        let room = acme();
        say(&room, vec![line(1, "acme"), line(2, "acme.t-1")], 0);
        let (pages, seat) = room.enter();
        assert_eq!(pages.len(), 1);
        say(&room, vec![line(2, "acme.t-1"), line(3, "acme")], 0);
        let (told, _) = next(seat).await;
        assert_eq!((told["lines"].as_array().map(Vec::len), &told["lines"][0]["sequence"]), (Some(1), &json!(3)));
    }

    #[tokio::test]
    async fn a_line_of_another_organization_is_not_told_though_it_is_said_here() {
        let room = acme();
        let (_, seat) = room.enter();
        say(&room, vec![line(1, "tidepool.t-1"), line(2, "acmeother"), line(3, "acme.t-1")], 0);
        let (told, _) = next(seat).await;
        assert_eq!(told["lines"], json!([line(3, "acme.t-1")]));
    }

    #[tokio::test]
    async fn a_slow_reader_is_told_how_much_it_has_missed_and_goes_on_with_the_newest() {
        let room = acme();
        let (_, mut seat) = room.enter();
        let all = 3 * limits::LOGS_QUEUE as u64;
        (1..=all).for_each(|sequence| say(&room, vec![line(sequence, "acme")], 0));
        let (mut missed, mut heard, mut last) = (0, 0, 0);
        while last < all {
            let (told, then) = next(seat).await;
            seat = then;
            missed += told["skipped"].as_u64().expect("a number");
            for line in told["lines"].as_array().expect("lines") {
                (heard, last) = (heard + 1, line["sequence"].as_u64().expect("a number"));
            }
        }
        assert_eq!((missed + heard, heard), (all, limits::LOGS_QUEUE as u64));
    }

    #[tokio::test]
    async fn what_a_process_has_skipped_is_told() {
        let room = acme();
        let (_, seat) = room.enter();
        say(&room, vec![], 7);
        let (told, _) = next(seat).await;
        assert_eq!((&told["skipped"], &told["lines"]), (&json!(7), &json!([])));
    }
}
