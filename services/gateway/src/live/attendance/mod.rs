//! Who is here: which people's pages show which tasks, and who writes there. It lives as long as the sockets do, and in no
//! stream.

mod attend;
mod roll;
mod room;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use contracts::OrganizationId;
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use messaging::Tasks;
use uuid::Uuid;

use self::room::{Room, keep};
use super::updates::Update;

pub use attend::Attendance;
pub use roll::{Attendant, Attending};
pub use room::Seat;

const PREFIX: &str = "presence.";

/// Cheap to clone.
#[derive(Clone)]
pub struct Rooms {
    nats: async_nats::Client,
    tasks: Tasks,
    /// What the others know this process by.
    gateway: String,
    rooms: Arc<Mutex<HashMap<OrganizationId, Arc<Room>>>>,
    seats: Arc<AtomicU64>,
}

impl Rooms {
    pub fn new(nats: async_nats::Client, tasks: Tasks) -> Self {
        let gateway = Uuid::new_v4().to_string();
        Self { nats, tasks, gateway, rooms: Arc::default(), seats: Arc::default() }
    }

    /// A seat in an organization's room, which is opened if nobody is in it.
    pub fn enter(&self, organization_id: &OrganizationId) -> Seat {
        let number = self.seats.fetch_add(1, Ordering::Relaxed);
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(room) = rooms.get(organization_id) {
            return Seat::in_room(room, number);
        }
        let room = Arc::new(Room::new(organization_id.clone()));
        let seat = Seat::in_room(&room, number);
        rooms.insert(organization_id.clone(), room.clone());
        self.tasks.spawn("presence", keep(self.clone(), room));
        seat
    }

    /// Entering takes the same lock, so nobody is left in a closed room.
    fn close_if_empty(&self, room: &Room) -> bool {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let is_empty = room.is_empty();
        if is_empty {
            rooms.remove(&room.organization_id);
        }
        is_empty
    }
}

/// Who is in an organization, as something to follow.
pub fn topic(organization_id: &OrganizationId) -> String {
    format!("{PREFIX}{organization_id}")
}

/// `None`: it is another kind of topic.
pub fn parse(topic: &str) -> Option<OrganizationId> {
    topic.strip_prefix(PREFIX)?.parse().ok()
}

/// Who is there at first, and then each change; a slow client gets the newest.
pub fn people(rooms: &Rooms, organization_id: &OrganizationId) -> BoxStream<'static, Update> {
    let seat = rooms.enter(organization_id);
    let mut told = seat.told();
    told.mark_changed();
    stream::unfold((seat, told), async |(seat, mut told)| {
        // The room has its sender, and the seat its room.
        told.changed().await.ok()?;
        let text = told.borrow_and_update().clone();
        Some((Update::Message(text), (seat, told)))
    })
    .boxed()
}
