//! What is done by the clock, one instance at a time.

use std::{sync::Arc, time::Duration};

use contracts::Millis;
use runtime::{Client, Handled, Reader};

use crate::{
    reconcile,
    store::{images, logs},
    workflows::Work,
};

/// How often.
pub const EVERY: Duration = Duration::from_secs(60);

/// An image that was uploaded for a message that was never sent stays so long.
const IMAGE_UNUSED: Duration = Duration::from_secs(24 * 3_600);

/// Compares rows and the provider, and removes what is kept no longer. `began_at`: since when this process works.
pub async fn upkeep(reader: Reader, client: Client, work: Arc<Work>, began_at: Millis) -> Handled<()> {
    let removed = remove_old(&reader, &work).await;
    reconcile::reconcile(reader, client, work, began_at).await?;
    Ok(removed?)
}

async fn remove_old(reader: &Reader, work: &Work) -> sqlx::Result<()> {
    let pool = work.event_log(reader.db());
    let before = |age: Duration| reader.now - i64::try_from(age.as_millis()).unwrap_or(i64::MAX);
    let events = logs::remove_older(pool, before(work.keeping.age)).await?
        + logs::remove_beyond(pool, work.keeping.bytes).await?;
    let images = images::remove_unused(pool, before(IMAGE_UNUSED)).await?;
    if events + images > 0 {
        tracing::info!(events, images, "Removed {events} old events and {images} unused images");
    }
    Ok(())
}
