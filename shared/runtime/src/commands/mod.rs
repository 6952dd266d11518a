//! Commands: pulled in the order of their stream, run in batches, committed with all that follows from them.
//!
//! | file | what it does |
//! |---|---|
//! | `owner` | pulls a partition's commands, and knows when the partition has changed hands |
//! | `partition` | brings each command of a partition to an outcome, whatever trouble there is |
//! | `processors` | runs what is ready in several partitions as one batch |
//! | `batch` | one transaction: skip what is known, run the handlers, commit |
//! | `execute` | calls one handler |
//! | `replies` | tells the callers |

pub mod batch;
pub mod by_hand;
pub mod dead_letters;
pub mod execute;
pub mod owner;
pub mod partition;
pub mod processors;
pub mod replies;
pub mod stream;

use std::sync::Arc;

use contracts::Millis;
use messaging::{Client, Server, Tasks};
use sqlx::PgPool;
use tokio::sync::watch;

use crate::{outbox::lanes::Lanes, service::Service};

/// What the owners of partitions work with.
pub struct Resources {
    pub service: Arc<Service>,
    pub pool: PgPool,
    /// For what is looked up before a batch.
    pub reading: PgPool,
    pub client: Client,
    pub tasks: Tasks,
    pub server: watch::Receiver<Server>,
    /// Whether the database is there.
    pub able: watch::Receiver<bool>,
    pub processors: processors::Processors,
    pub lanes: Lanes,
    pub stream: stream::StreamWatch,
    /// How long published rows of the outbox are kept.
    pub retain: Millis,
    /// Testing: each command is processed twice, and each message sent twice.
    pub deliver_twice: bool,
}
