//! Which server process the connection is to. A server that was started again may have lost its newest messages, so what
//! it acknowledged before counts as unknown.

use std::sync::Arc;

use tokio::sync::watch;

use crate::Tasks;

/// The server at the other end of the connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Counts connections: a change means that messages may have been lost in between.
    pub connection: u64,
    /// The process's own id, which it draws when it starts.
    pub id: Arc<str>,
}

/// Follows the connection, whose count `connections` is, from one server to the next.
pub(crate) fn follow(
    nats: async_nats::Client,
    mut connections: watch::Receiver<u64>,
    tasks: &Tasks,
) -> watch::Receiver<Server> {
    let present =
        |nats: &async_nats::Client, connection| Server { connection, id: nats.server_info().server_id.into() };
    let (sender, receiver) = watch::channel(present(&nats, *connections.borrow_and_update()));
    tasks.serve("server", async move {
        while connections.changed().await.is_ok() {
            // The connection's event comes a moment before the server's own words are in place; a flush waits for them.
            // One that fails has lost the connection again, and the next one is noticed in its turn.
            if nats.flush().await.is_ok() {
                sender.send_replace(present(&nats, *connections.borrow_and_update()));
            }
        }
    });
    receiver
}
