//! The end of a batch: one statement with all that it leaves behind.

use std::sync::Arc;

use tracing::{Instrument, Span};

use super::{Batch, Ran, Settled, Trouble, Work};
use crate::{Cx, Running, journal::Record, message::Delivery, record};

/// Traces that a commit is linked to. A full batch's would cost more than they tell.
const LINKS: usize = 32;

impl Batch<'_> {
    pub(super) async fn commit(&mut self, works: &[Work], ran: Vec<Ran>) -> Result<Vec<Settled>, Trouble> {
        let (records, spans) = (std::mem::take(&mut self.records), std::mem::take(&mut self.spans));
        // Outbox rows that earlier batches have sent go with this commit.
        let sent: Vec<_> = works.iter().map(|work| work.published.take()).collect();
        let mut entries = record::Entries { sent: sent.concat(), ..Default::default() };
        records.iter().for_each(|(delivery, record)| entries.journal.push(delivery, record));
        for (work, ran) in works.iter().zip(&ran) {
            ran.outgoing.iter().for_each(|row| entries.outbox.push(&work.lane, row));
            entries.settled.extend(work.settled());
        }
        let positions = match write(&mut self.cx, entries).instrument(commit_span(&spans)).await {
            Ok(positions) => positions,
            Err(error) => {
                works.iter().zip(sent).for_each(|(work, sent)| work.published.add(sent));
                return Err(if record::is_known_command(&error) { Trouble::Known } else { error.into() });
            }
        };
        count(self.running, &records);
        let mut positions = positions.into_iter();
        let settle = |Ran { outcomes, outgoing, parked }| {
            let positions = positions.by_ref().take(outgoing.len()).collect();
            Settled { outcomes, outgoing, positions, parked }
        };
        Ok(ran.into_iter().map(settle).collect())
    }
}

/// Writes all there is to write, and commits. Returns the places of what is outgoing, in order.
async fn write(cx: &mut Cx, entries: record::Entries) -> sqlx::Result<Vec<i64>> {
    let saved = cx.rows.write();
    let positions = record::record(cx.session.connection(), saved, entries).await?;
    cx.session.commit().await?;
    Ok(positions)
}

fn count(running: &Running, records: &[(Arc<Delivery>, Record)]) {
    let actor = running.service.actor.token();
    for (delivery, record) in records {
        let elapsed = u64::try_from(record.done_at - delivery.received_at).unwrap_or_default();
        let elapsed = std::time::Duration::from_millis(elapsed);
        telemetry::metrics::command(actor, delivery.command.clone(), record.outcome.status(), elapsed);
    }
}

/// The one commit of all these commands: within the first one's trace, and linked to the others'.
fn commit_span(commands: &[Span]) -> Span {
    let Some((first, others)) = commands.split_first() else { return Span::none() };
    let span = first.in_scope(|| telemetry::span::database("commit"));
    span.record("db.operation.batch.size", commands.len());
    for traceparent in others.iter().take(LINKS).filter_map(|other| other.in_scope(telemetry::traceparent)) {
        telemetry::link_str(&span, &traceparent);
    }
    span
}
