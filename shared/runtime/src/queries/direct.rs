//! What a service is told over core NATS, beside commands and queries: [`crate::Service::hears`].

use std::sync::Arc;

use async_nats::Message;
use futures::StreamExt;
use messaging::{Caller, now};

use super::endpoints::Resources;
use crate::{handler::reader::Reader, service::HearFn};

/// Listens until the process stops. Of all instances one hears each message.
pub async fn serve(resources: &Arc<Resources>) -> anyhow::Result<()> {
    let service = &resources.service;
    for (subject, hear) in &service.hears {
        let mut heard = resources.client.nats().queue_subscribe(*subject, service.actor.token().into()).await?;
        let (resources, hear) = (resources.clone(), hear.clone());
        resources.tasks.clone().spawn("direct messages", async move {
            loop {
                tokio::select! {
                    () = resources.tasks.stopping() => return,
                    message = heard.next() => match message {
                        Some(message) => take(&resources, &hear, message),
                        None => return,
                    }
                }
            }
        });
    }
    Ok(())
}

fn take(resources: &Arc<Resources>, hear: &HearFn, message: Message) {
    let caller = Caller::service(resources.service.actor);
    let reader = Reader { now: now(), caller, pool: resources.reading.clone(), client: None };
    let client = resources.client.clone();
    let answering = hear(reader, client.clone(), message.subject.to_string(), message.payload);
    resources.tasks.spawn("direct message", async move {
        let (Some(answer), Some(reply)) = (answering.await, message.reply) else { return };
        if let Err(error) = client.nats().publish(reply, answer).await {
            tracing::warn!(%error, "An answer could not be sent");
        }
    });
}
