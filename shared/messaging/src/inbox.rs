//! The outcomes this process waits for: one subscription for all of them, told apart by the last token of the subject.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use futures::StreamExt;
use tokio::sync::oneshot;

use crate::Tasks;

pub(crate) struct Inbox {
    prefix: String,
    waiting: Mutex<HashMap<u64, oneshot::Sender<Bytes>>>,
    next: AtomicU64,
}

/// A place where one reply is expected, until it is dropped.
pub(crate) struct Expected {
    inbox: Arc<Inbox>,
    number: u64,
    pub reply: oneshot::Receiver<Bytes>,
}

impl Inbox {
    /// Listens on a fresh inbox of this connection, until the process ends.
    pub async fn listen(nats: &async_nats::Client, tasks: &Tasks) -> anyhow::Result<Arc<Self>> {
        let prefix = nats.new_inbox();
        let mut replies = nats.subscribe(format!("{prefix}.*")).await?;
        let inbox = Arc::new(Self { prefix, waiting: Mutex::default(), next: AtomicU64::default() });
        let (delivered, process) = (inbox.clone(), tasks.clone());
        tasks.serve("inbox", async move {
            while let Some(message) = replies.next().await {
                delivered.deliver(&message.subject, message.payload);
            }
            // A lost connection is made anew; only the client's own end gets here, and nothing can be said after it.
            if !process.is_stopping() {
                process.fail("its NATS client has ended");
            }
        });
        Ok(inbox)
    }

    /// An address for one reply.
    pub fn expect(self: &Arc<Self>) -> (String, Expected) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (sender, reply) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(number, sender);
        (format!("{}.{number}", self.prefix), Expected { inbox: self.clone(), number, reply })
    }

    fn take(&self, number: u64) -> Option<oneshot::Sender<Bytes>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&number)
    }

    fn deliver(&self, subject: &str, body: Bytes) {
        let number = subject.rsplit('.').next().and_then(|token| token.parse().ok());
        // A second reply to the same question finds nobody waiting: repeats are harmless.
        if let Some(sender) = number.and_then(|number| self.take(number)) {
            sender.send(body).ok();
        }
    }
}

impl Drop for Expected {
    fn drop(&mut self) {
        self.inbox.take(self.number);
    }
}
