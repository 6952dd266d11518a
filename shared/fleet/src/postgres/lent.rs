//! A database that one test has to itself. It is lent again afterwards: to make one takes longer than most tests.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU32, Ordering},
};

use anyhow::{Context, Result};

use crate::{infrastructure::Infrastructure, services::Service};

static FREE: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Given back when dropped: keep it longer than what is connected to it.
#[derive(Debug)]
pub struct LentDatabase {
    name: String,
    /// The connection string of the service's role.
    pub url: String,
}

impl LentDatabase {
    /// One of the Postgres that the tests of this process share, for `service`. What its last borrower wrote is in it.
    pub async fn for_service(service: &str) -> Result<Self> {
        let infrastructure = Infrastructure::shared().await?;
        let free = FREE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let name = match free {
            Some(name) => name,
            None => {
                static MADE: AtomicU32 = AtomicU32::new(0);
                let name = format!("lent_{}", MADE.fetch_add(1, Ordering::Relaxed));
                infrastructure.postgres.create_database(&name).await?;
                name
            }
        };
        let service = Service::named(service).with_context(|| format!("no service is called {service}"))?;
        let url = infrastructure.postgres.service_url(service, &name);
        Ok(Self { url: url.with_context(|| format!("{} has no database", service.name))?, name })
    }
}

impl Drop for LentDatabase {
    fn drop(&mut self) {
        FREE.lock().unwrap_or_else(PoisonError::into_inner).push(std::mem::take(&mut self.name));
    }
}
