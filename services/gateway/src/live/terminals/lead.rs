//! One reader of a process's output for all sockets of this gateway.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::extract::ws::Utf8Bytes;
use contracts::sandbox::{ProcessEnd, ProcessLogPage, TerminalTopic};
use tokio::{
    sync::broadcast,
    time::{MissedTickBehavior, interval},
};

use super::{super::protocol::ServerMessage, Refusal, Terminals};
use crate::limits;

/// A process that is followed.
pub struct Lead {
    topic: TerminalTopic,
    /// The sequence of the newest piece that was told.
    last: AtomicU64,
    said: broadcast::Sender<Said>,
}

/// What every socket is told.
#[derive(Debug, Clone)]
pub enum Said {
    /// As it is sent, written once for all.
    Output {
        first: u64,
        last: u64,
        text: Utf8Bytes,
    },
    Ended(ProcessEnd),
    Refused(Refusal),
}

impl Terminals {
    /// Everything from now on, for somebody who knows all up to `last`. `true`: more than that was told already.
    pub(super) fn join(&self, topic: &TerminalTopic, last: u64) -> (broadcast::Receiver<Said>, bool) {
        let mut leads = self.leads();
        if let Some(lead) = leads.get(topic) {
            let receiver = lead.said.subscribe();
            return (receiver, lead.last.load(Ordering::Acquire) > last);
        }
        let (said, receiver) = broadcast::channel(limits::TERMINAL_QUEUE);
        let lead = Arc::new(Lead { topic: topic.clone(), last: last.into(), said });
        leads.insert(topic.clone(), lead.clone());
        self.tasks.serve("terminal", self.clone().lead(lead));
        (receiver, false)
    }

    async fn lead(self, lead: Arc<Lead>) {
        // What is said at the end reaches those who are here; whoever comes later reads it themselves.
        let ended = self.read_on(&lead).await;
        let mut leads = self.leads();
        leads.remove(&lead.topic);
        drop(leads);
        if let Some(said) = ended {
            // Nobody listening is no failure: they have left in this moment.
            lead.said.send(said).ok();
        }
    }

    /// Reads until the process has ended, or nobody listens (`None`).
    async fn read_on(&self, lead: &Lead) -> Option<Said> {
        let mut pace = interval(limits::TERMINAL_PAGE_EVERY);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            pace.tick().await;
            let since = lead.last.load(Ordering::Acquire);
            let page = tokio::select! {
                () = self.tasks.stopping() => return None,
                () = lead.said.closed() => match self.close_if_empty(lead) {
                    true => return None,
                    false => continue,
                },
                page = self.page(&lead.topic, since, limits::TERMINAL_WAIT) => page,
            };
            match page {
                Ok(ProcessLogPage { ended: Some(end), .. }) => return Some(Said::Ended(end)),
                Ok(page) => lead.tell(&page),
                Err(refusal) => return Some(Said::Refused(refusal)),
            }
        }
    }

    /// Joining takes the same lock, so nobody can join what is closed.
    fn close_if_empty(&self, lead: &Lead) -> bool {
        let mut leads = self.leads();
        let is_empty = lead.said.receiver_count() == 0;
        if is_empty {
            leads.remove(&lead.topic);
        }
        is_empty
    }
}

impl Lead {
    fn tell(&self, page: &ProcessLogPage) {
        let (Some(first), Some(last)) = (page.chunks.first(), page.chunks.last()) else { return };
        let text = output(&self.topic.to_string(), page);
        self.last.store(last.last, Ordering::Release);
        self.said.send(Said::Output { first: first.first, last: last.last, text }).ok();
    }
}

/// A page as a socket is told it.
pub fn output(topic: &str, page: &ProcessLogPage) -> Utf8Bytes {
    ServerMessage::Output { topic, chunks: &page.chunks }.to_json().into()
}
