//! Webhook deliveries: signed, sent one after the other, and kept for reading and redelivery.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use serde_json::Value;
use sha2::Sha256;
use tokio::sync::{mpsc, watch};
use uuid::Uuid;

use crate::delivery_faults::{DeliveryFault, DeliveryFaultKind, take};
use crate::refusal::Refusal;
use crate::state::Shared;
use crate::world::now;

/// GitHub gives a receiver ten seconds and does not try again by itself.
const LONGEST_ANSWER: Duration = Duration::from_secs(10);

/// Attempts of one delivery that have numbers of their own.
const ATTEMPTS: u64 = 1_000;

pub(crate) struct Webhooks {
    /// Where to deliver; without it deliveries are only recorded.
    pub url: Option<String>,
    pub secret: String,
    pub app_id: u64,
    pub deliveries: Vec<Delivery>,
    pub faults: Vec<DeliveryFault>,
    /// What waits for the next delivery, to be sent after it.
    swapped: Vec<Uuid>,
    queue: mpsc::UnboundedSender<Uuid>,
    /// How many sends are waiting or under way.
    waiting: watch::Sender<usize>,
}

/// One webhook, with every attempt to deliver it.
#[derive(Debug, Clone, Serialize)]
pub struct Delivery {
    pub id: Uuid,
    pub event: String,
    pub action: Option<String>,
    /// The exact text that is signed and sent.
    pub body: String,
    pub created_at: String,
    /// What went wrong with it on its way; see the control page.
    pub fault: Option<DeliveryFaultKind>,
    /// Whether it is held back, for now or for good.
    pub is_held: bool,
    pub attempts: Vec<Attempt>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attempt {
    pub at: String,
    /// None when nothing answered.
    pub status: Option<u16>,
    pub error: Option<String>,
}

impl Delivery {
    /// The body as JSON, null if it is none.
    pub fn payload(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

impl Webhooks {
    pub fn new(
        url: Option<String>,
        secret: String,
        app_id: u64,
        queue: mpsc::UnboundedSender<Uuid>,
        waiting: watch::Sender<usize>,
    ) -> Webhooks {
        Webhooks {
            url,
            secret,
            app_id,
            deliveries: Vec::new(),
            faults: Vec::new(),
            swapped: Vec::new(),
            queue,
            waiting,
        }
    }

    /// Records a webhook and queues it, if there is somewhere to send it.
    pub fn deliver(&mut self, event: &str, payload: &Value) -> Uuid {
        let id = Uuid::new_v4();
        let fault = take(&mut self.faults, event);
        use DeliveryFaultKind::{Delayed, Dropped, FormEncoded, Lost, Repeated, Swapped};
        if fault == Some(Lost) {
            return id;
        }
        let before = std::mem::take(&mut self.swapped);
        self.deliveries.push(Delivery {
            id,
            event: event.to_owned(),
            action: payload["action"].as_str().map(str::to_owned),
            body: payload.to_string(),
            created_at: now().to_string(),
            fault,
            is_held: matches!(fault, Some(Dropped | Delayed | Swapped)),
            attempts: Vec::new(),
        });
        match fault {
            Some(Dropped | Delayed | Lost) => {}
            Some(Swapped) => self.swapped.push(id),
            Some(Repeated) => {
                self.enqueue(id);
                self.enqueue(id);
            }
            Some(FormEncoded) | None => self.enqueue(id),
        }
        before.into_iter().for_each(|id| self.enqueue(id));
        id
    }

    /// Every attempt with its number, newest first.
    pub fn attempts(&self) -> Vec<(u64, &Delivery, &Attempt)> {
        let all = self.deliveries.iter().zip(1..).flat_map(|(delivery, place)| {
            delivery.attempts.iter().zip(0..).map(move |(attempt, tried)| (place * ATTEMPTS + tried, delivery, attempt))
        });
        let mut all: Vec<_> = all.collect();
        all.sort_by(|one, other| (&other.2.at, other.0).cmp(&(&one.2.at, one.0)));
        all
    }

    /// Sends what was delayed, and what still waits for a next delivery, in order.
    pub fn release(&mut self) {
        self.swapped.clear();
        let held = |delivery: &&Delivery| delivery.is_held && delivery.fault != Some(DeliveryFaultKind::Dropped);
        let ids: Vec<_> = self.deliveries.iter().filter(held).map(|delivery| delivery.id).collect();
        ids.into_iter().for_each(|id| self.enqueue(id));
    }

    /// Sends a recorded webhook once more, under its old id as GitHub does.
    pub fn redeliver(&mut self, id: Uuid) -> Result<(), Refusal> {
        self.find(id)?;
        self.enqueue(id);
        Ok(())
    }

    fn enqueue(&mut self, id: Uuid) {
        if self.url.is_none() {
            return;
        }
        if let Ok(delivery) = self.find(id) {
            delivery.is_held = false;
        }
        self.waiting.send_modify(|waiting| *waiting += 1);
        if self.queue.send(id).is_err() {
            self.waiting.send_modify(|waiting| *waiting -= 1);
            tracing::debug!("Nobody sends webhooks any more: the stand-in is stopping");
        }
    }

    fn find(&mut self, id: Uuid) -> Result<&mut Delivery, Refusal> {
        let found = self.deliveries.iter_mut().find(|delivery| delivery.id == id);
        found.ok_or_else(|| Refusal::unknown("delivery", &id.to_string()))
    }
}

/// Sends queued deliveries in their order, one at a time, until the stand-in stops.
pub(crate) async fn send_all(shared: Shared, client: reqwest::Client, mut queue: mpsc::UnboundedReceiver<Uuid>) {
    while let Some(id) = queue.recv().await {
        let request = prepare(&mut shared.lock().webhooks, &client, id);
        let outcome = match request {
            Some(request) => Some(request.send().await),
            None => None,
        };

        let mut state = shared.lock();
        if let (Some(outcome), Ok(delivery)) = (outcome, state.webhooks.find(id)) {
            delivery.attempts.push(attempt(&delivery.event, outcome));
        }
        state.webhooks.waiting.send_modify(|waiting| *waiting -= 1);
    }
}

fn prepare(webhooks: &mut Webhooks, client: &reqwest::Client, id: Uuid) -> Option<reqwest::RequestBuilder> {
    let url = webhooks.url.clone()?;
    let (secret, app_id) = (webhooks.secret.clone(), webhooks.app_id);
    let delivery = webhooks.find(id).ok()?;
    let (content_type, body) = match delivery.fault {
        Some(DeliveryFaultKind::FormEncoded) => ("application/x-www-form-urlencoded", form(&delivery.body)),
        _ => ("application/json", delivery.body.clone()),
    };
    let request = client
        .post(url)
        .timeout(LONGEST_ANSWER)
        .header("content-type", content_type)
        .header("x-github-event", &delivery.event)
        .header("x-github-delivery", id.to_string())
        .header("x-github-hook-id", "1")
        .header("x-github-hook-installation-target-type", "integration")
        .header("x-github-hook-installation-target-id", app_id)
        .header("x-hub-signature-256", sign(&secret, body.as_bytes()))
        .body(body);
    Some(request)
}

/// The JSON as the form's only field. The signature covers the form.
fn form(json: &str) -> String {
    let mut url = reqwest::Url::parse("http://localhost/").expect("a constant address");
    url.query_pairs_mut().append_pair("payload", json);
    url.query().unwrap_or_default().to_owned()
}

fn attempt(event: &str, outcome: reqwest::Result<reqwest::Response>) -> Attempt {
    match outcome {
        Ok(response) => Attempt { at: now().to_string(), status: Some(response.status().as_u16()), error: None },
        Err(error) => {
            tracing::warn!(event, error = %error, "Could not deliver a webhook");
            Attempt { at: now().to_string(), status: None, error: Some(error.to_string()) }
        }
    }
}

/// The value of `X-Hub-Signature-256`; see GitHub's "Validating webhook deliveries".
pub fn sign(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("an HMAC key may have any length");
    mac.update(body);
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    /// The example of GitHub's own page, so that a mistake of ours cannot agree with itself.
    #[test]
    fn the_signature_is_the_one_that_github_documents() {
        assert_eq!(
            super::sign("It's a Secret to Everybody", b"Hello, World!"),
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
        );
    }
}
