//! Hears when somebody has left something for a turn (`LISTEN`), on one connection for all turns of this process: with one
//! for each, as many turns as there are connections would leave none to write with.

use sqlx::{PgPool, postgres::PgListener};
use tokio::sync::{Mutex, MutexGuard, broadcast, watch};

use super::events::CHANNEL;

/// Wakes that wait for a turn's follower. One that was too slow for so many looks at everything.
const WAKES: usize = 256;

/// One for a process. Whoever waits, and finds nobody there, listens for all.
pub struct Wakes {
    connection: Mutex<Option<PgListener>>,
    is_listening: watch::Sender<bool>,
    woken: broadcast::Sender<Woken>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Woken {
    /// The one with this message's id.
    Turn(String),
    /// Every turn: something may have been missed.
    All,
}

/// One turn that waits.
pub struct Waiter<'a> {
    wakes: &'a Wakes,
    pool: &'a PgPool,
    woken: broadcast::Receiver<Woken>,
}

impl Default for Wakes {
    fn default() -> Self {
        let (is_listening, woken) = (watch::channel(false).0, broadcast::channel(WAKES).0);
        Self { connection: Mutex::default(), is_listening, woken }
    }
}

impl Wakes {
    /// From here on nothing is missed.
    pub async fn waiter<'a>(&'a self, pool: &'a PgPool) -> sqlx::Result<Waiter<'a>> {
        let mut is_listening = self.is_listening.subscribe();
        while !*is_listening.borrow_and_update() {
            tokio::select! {
                connection = self.connection.lock() => drop(self.connected(connection, pool).await?),
                // The sender is ours: it is there.
                _ = is_listening.changed() => {}
            }
        }
        Ok(Waiter { wakes: self, pool, woken: self.woken.subscribe() })
    }

    async fn connected<'a>(
        &self,
        mut connection: MutexGuard<'a, Option<PgListener>>,
        pool: &PgPool,
    ) -> sqlx::Result<MutexGuard<'a, Option<PgListener>>> {
        if connection.is_none() {
            let mut listener = PgListener::connect_with(pool).await?;
            listener.listen(CHANNEL).await?;
            *connection = Some(listener);
            self.is_listening.send_replace(true);
            // Between this connection and the one before it something may have been said.
            self.woken.send(Woken::All).ok();
        }
        Ok(connection)
    }

    /// Listens for all, until something fails.
    async fn listen(&self, connection: MutexGuard<'_, Option<PgListener>>, pool: &PgPool) -> sqlx::Error {
        let mut connection = match self.connected(connection, pool).await {
            Ok(connection) => connection,
            Err(error) => return error,
        };
        while let Some(listener) = connection.as_mut() {
            // Nobody waiting is no failure.
            match listener.try_recv().await {
                Ok(Some(heard)) => drop(self.woken.send(Woken::Turn(heard.payload().to_owned()))),
                Ok(None) => drop(self.woken.send(Woken::All)),
                Err(error) => {
                    *connection = None;
                    self.is_listening.send_replace(false);
                    return error;
                }
            }
        }
        sqlx::Error::PoolClosed
    }
}

impl Waiter<'_> {
    /// Waits until this turn, or every one, is to look. Dropping the future loses nothing.
    pub async fn woken(&mut self, message_id: &str) -> sqlx::Result<()> {
        let (wakes, pool) = (self.wakes, self.pool);
        let listening = async { wakes.listen(wakes.connection.lock().await, pool).await };
        let heard = async {
            loop {
                match self.woken.recv().await {
                    Ok(Woken::Turn(id)) if id != message_id => {}
                    _ => return,
                }
            }
        };
        tokio::select! {
            biased;
            () = heard => Ok(()),
            error = listening => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;
    use crate::{store::events::wake, testing::Acme};

    #[tokio::test]
    async fn whoever_waits_is_woken_though_another_one_listened_for_it_and_left() {
        let acme = Acme::new().await;
        let (pool, wakes) = (acme.service.pool(), Wakes::default());
        let mut waiters = Vec::new();
        for number in 0..40 {
            waiters.push((number, wakes.waiter(pool).await.unwrap()));
        }
        let (_, mut first) = waiters.remove(0);
        let short = Duration::from_millis(50);
        assert!(timeout(short, first.woken("m-0")).await.is_err(), "nothing was left for it");
        drop(first);
        for number in [7, 39] {
            let mut db = pool.acquire().await.unwrap();
            wake(&mut db, &format!("m-{number}").parse().unwrap()).await.unwrap();
        }
        for (number, waiter) in &mut waiters {
            let woken = timeout(short, waiter.woken(&format!("m-{number}"))).await.is_ok();
            assert_eq!(woken, [7, 39].contains(number), "{number}");
        }
    }
}
