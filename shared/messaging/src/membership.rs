//! Which instances of a service live: each says so some times a second, and leaves when it cannot do its work.

use std::{collections::BTreeMap, collections::BTreeSet, time::Duration};

use contracts::{Actor, Millis};
use futures::StreamExt;
use tokio::{sync::watch, time::Instant};

use crate::{Assignment, Connection, Tasks, assignment::share, jetstream};

/// How often an instance says that it lives.
const HEARTBEAT: Duration = Duration::from_millis(400);

/// How long an instance counts as alive without saying so. Shorter than the pin's timeout, so that the new owner is
/// already waiting when the pin falls.
const ALIVE: Duration = Duration::from_millis(1600);

/// Joins the living instances of `actor`'s service for as long as `able` is true, and tells which of the `partitions` this
/// one should own: none while it is not able.
pub async fn start(
    connection: &Connection,
    actor: Actor,
    partitions: u32,
    able: watch::Receiver<bool>,
) -> anyhow::Result<Assignment> {
    let prefix = format!("$KV.instances.{}", actor.token());
    let heartbeats = connection.nats.subscribe(format!("{prefix}.*")).await?;
    let now = Instant::now();
    let present = jetstream::subjects(&connection.nats, "KV_instances", &format!("{prefix}.*")).await?;
    let name = |subject: String| subject.rsplit('.').next().map(str::to_owned);
    let mut members: BTreeMap<String, Instant> = present.into_iter().filter_map(name).map(|name| (name, now)).collect();
    members.insert(connection.instance.clone(), now);
    let (assign, assignment) = watch::channel(BTreeSet::new());
    let mut membership = Membership {
        nats: connection.nats.clone(),
        subject: format!("{prefix}.{}", connection.instance),
        me: connection.instance.clone(),
        partitions,
        members,
        able,
        assign,
        started_at: crate::now(),
    };
    membership.assign();
    connection.tasks.spawn("membership", membership.keep(heartbeats, connection.tasks.clone()));
    Ok(assignment)
}

struct Membership {
    nats: async_nats::Client,
    /// On which this instance says that it lives.
    subject: String,
    me: String,
    partitions: u32,
    members: BTreeMap<String, Instant>,
    able: watch::Receiver<bool>,
    assign: watch::Sender<BTreeSet<u32>>,
    /// For people who look at the fleet.
    started_at: Millis,
}

impl Membership {
    async fn keep(mut self, mut heartbeats: async_nats::Subscriber, tasks: Tasks) {
        let mut tick = tokio::time::interval(HEARTBEAT);
        loop {
            tokio::select! {
                _ = tick.tick() => if self.is_able() { self.say_alive().await },
                Ok(()) = self.able.changed() => if !self.is_able() { self.say_leaving().await },
                Some(message) = heartbeats.next() => self.apply(&message),
                () = tasks.stopping() => break,
            }
            self.assign();
        }
        // Whoever hears it takes over at once; the partitions' owners release their pins themselves.
        self.say_leaving().await;
    }

    fn is_able(&self) -> bool {
        *self.able.borrow()
    }

    fn assign(&mut self) {
        let (now, is_able) = (Instant::now(), self.is_able());
        self.members.retain(|name, seen| if *name == self.me { is_able } else { now - *seen < ALIVE });
        if is_able {
            self.members.insert(self.me.clone(), now);
        }
        let share = share(&self.me, self.members.keys().map(String::as_str), self.partitions);
        self.assign.send_if_modified(|current| {
            let changed = *current != share;
            *current = share;
            changed
        });
    }

    async fn say_alive(&self) {
        let owned: Vec<_> = self.assign.borrow().iter().copied().collect();
        let body = serde_json::json!({
            "pid": std::process::id(),
            "partitions": owned,
            "version": env!("CARGO_PKG_VERSION"),
            "build": option_env!("FOUNDRY_BUILD"),
            "startedAt": self.started_at,
        })
        .to_string();
        self.say(async_nats::HeaderMap::new(), body).await;
    }

    async fn say_leaving(&self) {
        let mut headers = async_nats::HeaderMap::new();
        headers.insert("KV-Operation", "DEL");
        self.say(headers, String::new()).await;
    }

    async fn say(&self, headers: async_nats::HeaderMap, body: String) {
        if let Err(error) = self.nats.publish_with_headers(self.subject.clone(), headers, body.into()).await {
            tracing::warn!(%error, "A heartbeat could not be sent");
        }
    }

    fn apply(&mut self, message: &async_nats::Message) {
        let Some(name) = message.subject.rsplit('.').next() else { return };
        let leaving = message.headers.as_ref().is_some_and(|headers| headers.get("KV-Operation").is_some());
        if leaving {
            self.members.remove(name);
        } else {
            self.members.insert(name.to_owned(), Instant::now());
        }
    }
}
