//! The end of a fleet: its processes die, and the place it lived in is emptied for the next.

use std::thread;

use anyhow::Result;

use super::{Fleet, sandboxes};
use crate::environment::Sandboxes;
use crate::infrastructure::Infrastructure;
use crate::nats::Account;

/// What a failed test shows of each log.
const TAIL_LINES: usize = 15;

impl Drop for Fleet {
    fn drop(&mut self) {
        if thread::panicking() {
            for instance in self.all() {
                eprintln!("{}: {}", instance.member.name(), instance.member.log_tail(TAIL_LINES));
            }
        }
        for member in self.all().iter().map(|instance| &instance.member).chain(&self.github).chain(&self.e2b) {
            if let Err(error) = member.kill() {
                eprintln!("{} could not be killed: {error:#}", member.name());
            }
        }
        self.give_back();
    }
}

impl Fleet {
    /// Beside the test that ends now, which need not wait for it. The lease ends when the place is empty.
    fn give_back(&mut self) {
        let Some(lease) = self.lease.take() else { return };
        let (infrastructure, database) = (self.infrastructure.clone(), self.environment.database.clone());
        let sandboxes = self.environment.sandboxes.clone();
        thread::spawn(move || {
            if let Err(error) = empty(&infrastructure, lease.account(), &database, &sandboxes) {
                // A test that has killed NATS or Postgres leaves nothing to be emptied.
                eprintln!("{database} was not emptied: {error:#}");
            }
            drop(lease);
        });
    }
}

fn empty(infrastructure: &Infrastructure, account: &Account, database: &str, sandboxes: &Sandboxes) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        sandboxes::end_all(sandboxes).await?;
        infrastructure.nats.empty(account).await?;
        infrastructure.postgres.drop_database(database).await
    })
}
