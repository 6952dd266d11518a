//! Holds back commands that come faster than they are worth: of those about one thing, the newest leaves.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use contracts::{Outcome, Pace};
use runtime::{Client, Request, Tasks};
use serde_json::Value;
use tokio::{
    sync::oneshot,
    time::{Instant, sleep_until},
};
use tracing::{Instrument, Span};

use crate::limits;

/// Cheap to clone.
#[derive(Clone)]
pub struct Pacer {
    client: Client,
    tasks: Tasks,
    /// One for each thing that a command left for lately. A task of its own sends what comes.
    things: Arc<Mutex<HashMap<Thing, Slot>>>,
}

/// The subject, and the values of the fields that name the thing.
type Thing = (String, String);

#[derive(Default)]
struct Slot {
    /// What leaves next.
    held: Option<Held>,
    /// The ids that came lately, oldest first.
    seen: VecDeque<String>,
}

/// The newest command about a thing, with everybody who waits for it or for one that it replaces.
struct Held {
    request: Request,
    /// Of the newest caller, whose trace goes on.
    span: Span,
    callers: Vec<oneshot::Sender<(String, Outcome)>>,
}

impl Slot {
    /// Takes in a command. One that comes again is not newer than what came after it the first time.
    fn hold(&mut self, request: Request, span: Span, caller: oneshot::Sender<(String, Outcome)>) {
        let came_before = self.seen.contains(&request.id);
        let mut callers = match self.held.take() {
            Some(mut held) if came_before => {
                held.callers.push(caller);
                self.held = Some(held);
                return;
            }
            held => held.map(|held| held.callers).unwrap_or_default(),
        };
        callers.push(caller);
        if self.seen.len() == limits::PACED_IDS {
            self.seen.pop_front();
        }
        self.seen.push_back(request.id.clone());
        self.held = Some(Held { request, span, callers });
    }
}

impl Pacer {
    pub fn new(client: Client, tasks: Tasks) -> Self {
        Self { client, tasks, things: Arc::default() }
    }

    /// Sends the command, now or when its time has come; if a newer one comes before that, the newer one in its place.
    /// Gives the id of the one that was sent, and its outcome. It is sent also when the caller has gone.
    pub async fn send(&self, pace: Pace, request: Request) -> (String, Outcome) {
        let id = request.id.clone();
        let (caller, answer) = oneshot::channel();
        self.hold(pace, request, caller);
        // The task that sends ends without an answer only if it panics.
        answer.await.unwrap_or_else(|_| {
            let message = format!("it is not known whether the command was stored; send it again with the id {id}");
            (id, Outcome::Rejected { code: "runtime.unavailable".into(), message })
        })
    }

    fn hold(&self, pace: Pace, request: Request, caller: oneshot::Sender<(String, Outcome)>) {
        let thing = (request.subject.clone(), about(pace, &request.body));
        let mut things = self.things();
        let is_new = !things.contains_key(&thing);
        things.entry(thing.clone()).or_default().hold(request, Span::current(), caller);
        if is_new {
            // In nobody's span: the request that came first would seem to last until the last one has left.
            Span::none().in_scope(|| self.tasks.spawn("paced command", self.clone().keep_sending(thing, pace)));
        }
    }

    /// One after the other, each only when the outcome of the one before is known or overdue: what is under way must not
    /// be overtaken. A process that stops waits for no pace.
    async fn keep_sending(self, thing: Thing, pace: Pace) {
        while let Some(Held { request, span, callers }) = self.take(&thing) {
            let next = Instant::now() + pace.every;
            let id = request.id.clone();
            let outcome = self.client.request(request, limits::PACED_WAIT).instrument(span).await;
            for caller in callers {
                // Who has gone is not told.
                caller.send((id.clone(), outcome.clone())).ok();
            }
            tokio::select! {
                () = sleep_until(next) => {}
                () = self.tasks.stopping() => {}
            }
        }
    }

    /// What is to be sent next; if there is nothing, the thing is at rest.
    fn take(&self, thing: &Thing) -> Option<Held> {
        let mut things = self.things();
        let held = things.get_mut(thing).and_then(|slot| slot.held.take());
        if held.is_none() {
            things.remove(thing);
        }
        held
    }

    fn things(&self) -> MutexGuard<'_, HashMap<Thing, Slot>> {
        self.things.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The values that name the thing; a field that is left out is as good as null.
fn about(pace: Pace, body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    pace.about.iter().map(|field| format!("{} ", body[field])).collect()
}

#[cfg(test)]
mod tests {
    use contracts::{Command, user::SaveDraft};

    use super::*;

    fn request(id: &str, text: &'static str) -> Request {
        let caller = runtime::Caller::token("tester");
        Request { subject: "user.command.saveDraft.u1".into(), body: text.into(), id: id.into(), caller }
    }

    fn held(slot: &Slot) -> (&str, usize) {
        let held = slot.held.as_ref().expect("something is held");
        (&held.request.id, held.callers.len())
    }

    #[test]
    fn the_newest_is_held_for_everybody_who_waits() {
        let mut slot = Slot::default();
        for id in ["a", "b", "c"] {
            slot.hold(request(id, "text"), Span::none(), oneshot::channel().0);
        }
        assert_eq!(held(&slot), ("c", 3));
    }

    #[test]
    fn one_that_comes_again_replaces_nothing_newer() {
        let mut slot = Slot::default();
        slot.hold(request("a", "old"), Span::none(), oneshot::channel().0);
        slot.held = None;
        slot.hold(request("b", "new"), Span::none(), oneshot::channel().0);
        slot.hold(request("a", "old"), Span::none(), oneshot::channel().0);
        assert_eq!(held(&slot), ("b", 2));

        slot.held = None;
        slot.hold(request("b", "new"), Span::none(), oneshot::channel().0);
        assert_eq!(held(&slot), ("b", 1), "its outcome is asked for again");
    }

    #[test]
    fn a_draft_is_of_its_session_whatever_it_says() {
        let pace = SaveDraft::PACE.expect("drafts are held back");
        let of = |body: &str| about(pace, body.as_bytes());
        let first = of(r#"{"organizationId":"acme","taskId":"t-1","sessionId":"s-1","text":"a"}"#);
        assert_eq!(first, of(r#"{"text":"ab","sessionId":"s-1","taskId":"t-1","organizationId":"acme"}"#));
        assert_ne!(first, of(r#"{"organizationId":"acme","taskId":"t-1","sessionId":"s-2","text":"a"}"#));
        let to_be_opened = of(r#"{"organizationId":"acme","taskId":"t-1","text":"a"}"#);
        assert_ne!(first, to_be_opened);
        assert_eq!(to_be_opened, of(r#"{"organizationId":"acme","taskId":"t-1","sessionId":null,"text":"b"}"#));
    }
}
