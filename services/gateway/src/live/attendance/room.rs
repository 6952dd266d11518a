//! One organization's people, as long as a page here shows one of its tasks or follows who is there.
//!
//! Each gateway says who is at its own pages: the whole list, when it changes and from time to time, on a subject of core
//! NATS. Nothing of it is stored: whoever missed a word hears the next one, and whoever comes asks for all.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_nats::Subscriber;
use axum::extract::ws::Utf8Bytes;
use contracts::OrganizationId;
use futures::{FutureExt, StreamExt};
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

use super::roll::{Attendant, Roll, together};
use super::{Rooms, topic};
use crate::{limits, live::protocol::ServerMessage};

pub struct Room {
    pub organization_id: OrganizationId,
    /// By the seat's number.
    own: Mutex<HashMap<u64, Attendant>>,
    own_changed: Notify,
    /// Who holds a seat.
    holders: watch::Sender<usize>,
    /// What its followers are told, written once for all of them.
    told: watch::Sender<Utf8Bytes>,
}

/// A place in a room: of a page that shows one of its tasks, or follows who is there. Whoever leaves it is there no more.
pub struct Seat {
    room: Arc<Room>,
    number: u64,
}

/// What one gateway says of an organization's people.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    gateway: String,
    people: Vec<Attendant>,
    /// It has just come, and knows of nobody.
    asks: bool,
}

impl Room {
    pub fn new(organization_id: OrganizationId) -> Self {
        let nobody = told(&organization_id, &[]);
        let (holders, told) = (watch::Sender::new(0), watch::Sender::new(nobody));
        Self { organization_id, own: Mutex::default(), own_changed: Notify::new(), holders, told }
    }

    pub fn is_empty(&self) -> bool {
        *self.holders.borrow() == 0
    }

    fn own(&self) -> Vec<Attendant> {
        together(self.own.lock().unwrap_or_else(PoisonError::into_inner).values())
    }

    fn tell(&self, people: &[Attendant]) {
        let text = told(&self.organization_id, people);
        self.told.send_if_modified(|before| {
            let is_another = *before != text;
            *before = text;
            is_another
        });
    }
}

fn told(organization_id: &OrganizationId, people: &[Attendant]) -> Utf8Bytes {
    ServerMessage::People { topic: &topic(organization_id), people }.to_json().into()
}

impl Seat {
    pub fn in_room(room: &Arc<Room>, number: u64) -> Self {
        room.holders.send_modify(|holders| *holders += 1);
        Self { room: room.clone(), number }
    }

    pub fn organization_id(&self) -> &OrganizationId {
        &self.room.organization_id
    }

    /// What the page shows from now on.
    pub fn attend(&self, attendant: Attendant) {
        self.room.own.lock().unwrap_or_else(PoisonError::into_inner).insert(self.number, attendant);
        self.room.own_changed.notify_one();
    }

    /// Who is there now, and then each change.
    pub fn told(&self) -> watch::Receiver<Utf8Bytes> {
        self.room.told.subscribe()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.room.own.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
        self.room.holders.send_modify(|holders| *holders -= 1);
        self.room.own_changed.notify_one();
    }
}

/// Keeps a room until nobody is in it any more.
pub async fn keep(rooms: Rooms, room: Arc<Room>) {
    let heard = match rooms.nats.subscribe(subject(&room.organization_id)).await {
        Ok(heard) => heard,
        Err(error) => return tracing::error!(%error, "Who is there is not known"),
    };
    let mut keeper = Keeper { rooms, room, heard, roll: Roll::default(), said: Vec::new(), owes: true, asks: true };
    let mut pace = interval(limits::ATTENDANCE_EVERY);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        pace.tick().await;
        keeper.take_in(Instant::now());
        keeper.say_if_due().await;
        if keeper.said.is_empty() && keeper.rooms.close_if_empty(&keeper.room) {
            return;
        }
        if keeper.wait().await.is_none() {
            // A gateway that stops has nobody.
            keeper.say(Vec::new()).await;
            return;
        }
    }
}

struct Keeper {
    rooms: Rooms,
    room: Arc<Room>,
    heard: Subscriber,
    roll: Roll,
    /// Who is here, as the others have it from us.
    said: Vec<Attendant>,
    /// The others are to be told, though nothing has changed.
    owes: bool,
    /// We have just come.
    asks: bool,
}

impl Keeper {
    /// Everything that was said since the last time.
    fn take_in(&mut self, now: Instant) {
        while let Some(Some(message)) = self.heard.next().now_or_never() {
            self.hear(&message, now);
        }
        self.roll.hear(&self.rooms.gateway, self.room.own(), now);
        self.roll.forget_silent(now);
        self.room.tell(&self.roll.people());
    }

    fn hear(&mut self, message: &async_nats::Message, now: Instant) {
        match serde_json::from_slice::<Said>(&message.payload) {
            Ok(said) if said.gateway == self.rooms.gateway => {}
            Ok(said) => {
                self.owes |= said.asks;
                self.roll.hear(&said.gateway, said.people, now);
            }
            Err(error) => tracing::error!(%error, "What a gateway says of its people cannot be read"),
        }
    }

    async fn say_if_due(&mut self) {
        let people = self.room.own();
        let is_due = self.asks || people != self.said || (self.owes && !people.is_empty());
        self.owes = is_due && !self.say(people).await;
    }

    /// Whether it is on its way. Whoever misses it hears the next one.
    async fn say(&mut self, people: Vec<Attendant>) -> bool {
        let said = Said { gateway: self.rooms.gateway.clone(), people, asks: self.asks };
        let body = serde_json::to_vec(&said).expect("ids are always JSON");
        if let Err(error) = self.rooms.nats.publish(subject(&self.room.organization_id), body.into()).await {
            tracing::debug!(%error, "Who is here is said again");
            return false;
        }
        (self.said, self.asks) = (said.people, false);
        true
    }

    /// Until something is to be told, or to be told again. `None`: the process stops.
    async fn wait(&mut self) -> Option<()> {
        let tasks = self.rooms.tasks.clone();
        let woken = async {
            tokio::select! {
                () = self.room.own_changed.notified() => None,
                message = self.heard.next() => message,
            }
        };
        let woken = tokio::select! {
            () = tasks.stopping() => return None,
            woken = timeout(limits::ATTENDANCE_RENEWED, woken) => woken,
        };
        match woken {
            Ok(Some(message)) => self.hear(&message, Instant::now()),
            Ok(None) => {}
            Err(_) => self.owes = true,
        }
        Some(())
    }
}

fn subject(organization_id: &OrganizationId) -> String {
    format!("gateway.presence.{organization_id}")
}
