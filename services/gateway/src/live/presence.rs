//! What a page shows, told to its person's actor: what finishes before somebody's eyes is not unread.

use bytes::Bytes;
use contracts::{
    UserId, subject,
    user::{Showing, Watch},
};
use messaging::{Caller, Client, Request, Tasks};
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval, timeout},
};
use uuid::Uuid;

use crate::limits;

/// Reports for one socket. When it is dropped, the page shows nothing any more.
#[derive(Debug)]
pub struct PresenceReporter(watch::Sender<Option<Showing>>);

impl PresenceReporter {
    /// Begins with what the page shows first.
    pub fn start(client: Client, tasks: &Tasks, user_id: UserId, showing: Option<Showing>) -> Self {
        let (sender, receiver) = watch::channel(showing);
        let page = Page { client, user_id, page_id: Uuid::new_v4().to_string() };
        tasks.spawn("showing", page.report(receiver));
        Self(sender)
    }

    pub fn show(&self, showing: Option<Showing>) {
        self.0.send_if_modified(|present| {
            let is_another = *present != showing;
            *present = showing;
            is_another
        });
    }

    /// What the page shows now.
    pub fn showing(&self) -> Option<Showing> {
        self.0.borrow().clone()
    }
}

/// One open page, as its person's actor knows it.
struct Page {
    client: Client,
    user_id: UserId,
    page_id: String,
}

impl Page {
    /// The newest counts: whoever clicks through ten sessions in a second was in the last one.
    async fn report(self, mut receiver: watch::Receiver<Option<Showing>>) {
        let mut pace = interval(limits::SHOWING_EVERY);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let is_over = loop {
            pace.tick().await;
            let showing = receiver.borrow_and_update().clone();
            let shows_something = showing.is_some();
            self.send(showing).await;

            let changed = match shows_something {
                true => timeout(limits::SHOWING_RENEWED, receiver.changed()).await,
                // There is nothing to renew.
                false => Ok(receiver.changed().await),
            };
            if let Ok(Err(_)) = changed {
                break !shows_something;
            }
        };
        if !is_over {
            self.send(None).await;
        }
    }

    async fn send(&self, showing: Option<Showing>) {
        let until = messaging::now() + limits::millis(limits::SHOWING_KEPT);
        let command = Watch { page_id: self.page_id.clone(), showing, until };
        let request = Request {
            subject: subject::of::<Watch>(&self.user_id),
            body: Bytes::from(serde_json::to_vec(&command).expect("ids and numbers are always JSON")),
            id: Uuid::now_v7().to_string(),
            caller: Caller::user(&self.user_id),
        };
        // What was said before is forgotten in time, so an old word does not last.
        if let Err(error) = self.client.enqueue(request).await {
            tracing::warn!(%error, "The presence of a page could not be reported");
        }
    }
}
