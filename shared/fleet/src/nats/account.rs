//! Accounts: closed worlds on one server. A fleet of a test borrows one, and gives it back empty.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::services::CLI;

/// One account; `FOUNDRY` is the fleet of `cargo run`, the others are for tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub name: String,
    /// Users of a server share one namespace, so those of test accounts carry a prefix: `t07-task`.
    prefix: String,
}

impl Account {
    pub fn main() -> Self {
        Self { name: "FOUNDRY".to_owned(), prefix: String::new() }
    }

    pub fn test(number: usize) -> Self {
        Self { name: format!("TEST_{number:02}"), prefix: format!("t{number:02}-") }
    }

    /// The name under which `user` (a service or `cli`) signs in.
    pub fn user(&self, user: &str) -> String {
        format!("{}{user}", self.prefix)
    }
}

/// The accounts that nobody uses now.
#[derive(Debug)]
pub struct Accounts {
    free: Mutex<Vec<Account>>,
    permits: Arc<Semaphore>,
}

/// An account in use; free again when dropped.
#[derive(Debug)]
pub struct Lease {
    account: Account,
    accounts: Arc<Accounts>,
    _permit: OwnedSemaphorePermit,
}

impl Accounts {
    pub fn new(count: usize) -> Arc<Self> {
        let free = (0..count).rev().map(Account::test).collect();
        Arc::new(Self { free: Mutex::new(free), permits: Arc::new(Semaphore::new(count)) })
    }

    /// Waits until one is free.
    pub async fn lease(self: &Arc<Self>) -> Result<Lease> {
        let permit = self.permits.clone().acquire_owned().await?;
        let account = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Ok(Lease { account: account.context("no account left")?, accounts: self.clone(), _permit: permit })
    }
}

impl Lease {
    pub fn account(&self) -> &Account {
        &self.account
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.accounts.free.lock().unwrap_or_else(PoisonError::into_inner).push(self.account.clone());
    }
}

/// The inbox that `user`'s permissions let it hear: its own, in every account.
pub fn inbox_prefix(user: &str) -> String {
    if user == CLI { "_INBOX".to_owned() } else { format!("_INBOX.{user}") }
}
