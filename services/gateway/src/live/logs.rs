//! What the fleet's processes say of an organization, for its admins: one subscription for each organization that somebody
//! follows here, and a history for whoever comes later.

mod history;
mod room;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use contracts::OrganizationId;
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use messaging::Tasks;

use self::room::{Room, Seat, keep};
use super::updates::Update;
use crate::limits;

const PREFIX: &str = "logs.";

/// Cheap to clone.
#[derive(Clone)]
pub struct Logs {
    nats: async_nats::Client,
    tasks: Tasks,
    rooms: Arc<Mutex<HashMap<OrganizationId, Arc<Room>>>>,
}

/// An organization's lines, as something to follow.
pub fn topic(organization_id: &OrganizationId) -> String {
    format!("{PREFIX}{organization_id}")
}

/// `None`: it is another kind of topic.
pub fn parse(topic: &str) -> Option<OrganizationId> {
    topic.strip_prefix(PREFIX)?.parse().ok()
}

impl Logs {
    pub fn new(nats: async_nats::Client, tasks: Tasks) -> Self {
        Self { nats, tasks, rooms: Arc::default() }
    }

    /// What is remembered, and then each line as it is said.
    pub fn follow(&self, organization_id: &OrganizationId) -> BoxStream<'static, Update> {
        let Some((pages, seat)) = self.enter(organization_id) else {
            let topic = topic(organization_id);
            let message =
                format!("the lines of {} organizations are followed here; try again shortly", limits::LOGS_FOLLOWED);
            return stream::iter([Update::Refused { topic, code: "live.too_many_logs".into(), message }]).boxed();
        };
        let pages = stream::iter(pages).map(Update::Message);
        pages.chain(stream::unfold(Some(seat), async |seat| seat?.next().await)).boxed()
    }

    /// A seat in an organization's room, which is opened if nobody is in it. `None`: there are too many.
    fn enter(&self, organization_id: &OrganizationId) -> Option<(Vec<axum::extract::ws::Utf8Bytes>, Seat)> {
        let mut rooms = self.rooms();
        if let Some(room) = rooms.get(organization_id) {
            return Some(room.enter());
        }
        if rooms.len() >= limits::LOGS_FOLLOWED {
            return None;
        }
        let room = Arc::new(Room::new(organization_id.clone()));
        rooms.insert(organization_id.clone(), room.clone());
        let entered = room.enter();
        self.tasks.serve("live logs", keep(self.clone(), room));
        Some(entered)
    }

    /// Entering takes the same lock, so nobody is left in a closed room.
    fn close_if_empty(&self, room: &Room) -> bool {
        let mut rooms = self.rooms();
        let is_empty = room.is_empty();
        if is_empty {
            rooms.remove(&room.organization_id);
        }
        is_empty
    }

    /// Whoever is in it is told that the topic cannot be read now.
    fn close(&self, room: &Room) {
        self.rooms().remove(&room.organization_id);
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<OrganizationId, Arc<Room>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_names_one_organization() {
        assert_eq!(parse("logs.acme").map(|id| topic(&id)).as_deref(), Some("logs.acme"));
        for other in ["logs.", "logs.*", "logs.>", "logs.acme.t-1", "logs", "presence.acme", "logs.ACME"] {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
