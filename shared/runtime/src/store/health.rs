//! Whether the database answers. An instance that has lost it gives its partitions up, so that others do its work.

use std::time::Duration;

use messaging::Tasks;
use sqlx::{Connection as _, PgPool};
use tokio::{
    sync::watch,
    time::{Instant, interval, timeout},
};

/// How often the database is asked.
const EVERY: Duration = Duration::from_millis(500);

/// Without an answer for this long the database counts as lost. A restart of it is over sooner, and shorter trouble is
/// waited out where it is met.
const LOST_AFTER: Duration = Duration::from_secs(3);

/// One question without an answer for this long has none.
const ANSWERS_WITHIN: Duration = Duration::from_secs(1);

/// Watches the database until the process stops, and tells it through `sender`. `false`: it has been lost for some seconds.
pub fn watch(pool: PgPool, tasks: &Tasks, sender: watch::Sender<bool>) -> watch::Receiver<bool> {
    let receiver = sender.subscribe();
    let stopping = tasks.clone();
    tasks.spawn("database", async move {
        let (mut tick, mut answered_at) = (interval(EVERY), Instant::now());
        loop {
            tokio::select! {
                _ = tick.tick() => {}
                () = stopping.stopping() => return,
            }
            if answers(&pool).await {
                answered_at = Instant::now();
            }
            let is_there = answered_at.elapsed() < LOST_AFTER;
            sender.send_if_modified(|known| {
                let changed = *known != is_there;
                *known = is_there;
                if changed && is_there {
                    tracing::info!("The database answers again");
                } else if changed {
                    tracing::error!("The database does not answer; giving up this instance's partitions");
                }
                changed
            });
        }
    });
    receiver
}

/// Whether the database answers now.
pub async fn answers(pool: &PgPool) -> bool {
    let asked = async {
        let mut connection = pool.acquire().await?;
        connection.ping().await
    };
    matches!(timeout(ANSWERS_WITHIN, asked).await, Ok(Ok(())))
}
