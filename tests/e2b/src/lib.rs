//! A stand-in for E2B: its control plane, `envd`, and the addresses of sandboxes' ports, for tests and for the demo.
//!
//! Behind it are real, isolated sandboxes of this machine ([`sandboxes::Local`]). They outlive it, and are found again by the
//! next one on the same folder. A person with curl finds faults and shortcuts below `/_standin/`.

#![allow(clippy::disallowed_methods, reason = "The stand-in is an outside system: it has a clock and tasks of its own")]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "Tests"))]

mod cloud;
mod control;
mod envd;
mod faults;
mod freeze;
mod machine;
mod proxy;
mod record;
mod refusal;
mod standin;

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::middleware::from_fn_with_state;
use sandboxes::{Local, LocalSettings};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use cloud::Cloud;
pub use faults::Fault;

/// How long requests under way may take when the stand-in stops.
const LONGEST_STOP: Duration = Duration::from_secs(1);

/// What a stand-in is started with.
#[derive(Debug, Clone)]
pub struct Options {
    /// Port 0 for a free one.
    pub listen: SocketAddr,
    /// What the API asks for as `X-API-Key`.
    pub api_key: String,
    /// The one template that there is.
    pub template: String,
    /// Addresses of this machine that sandboxes may reach.
    pub allow: Vec<SocketAddr>,
    pub local: LocalSettings,
}

/// A stand-in that answers until it is stopped or dropped. Its sandboxes go on.
pub struct E2bStandin {
    cloud: Cloud,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    server: JoinHandle<()>,
    clock: JoinHandle<()>,
}

impl E2bStandin {
    /// Starts to listen. Fails if the address is taken, or where no sandbox can be isolated; the error then is a
    /// [`sandboxes::ProviderError`] that says what to install.
    pub async fn start(options: Options) -> Result<Self> {
        // Another one of the same process may have done it before, which is as good.
        rustls::crypto::ring::default_provider().install_default().ok();
        let listener = TcpListener::bind(options.listen).await.context("listen")?;
        let address = listener.local_addr().context("local address")?;
        let folder = options.local.folder.clone();
        let local = Local::new(options.local).await?;
        let cloud = Cloud::open(&folder, local, options.allow, options.api_key, options.template).await?;

        let (stop, mut stopped) = watch::channel(false);
        let stopping = async move {
            // An error means that the handle was dropped: stop as well.
            stopped.wait_for(|stop| *stop).await.ok();
        };
        let serving = axum::serve(listener, router(&cloud)).with_graceful_shutdown(stopping);
        let server = tokio::spawn(async move {
            if let Err(error) = serving.await {
                tracing::error!(%error, "The stand-in for E2B ended");
            }
        });
        let clock = tokio::spawn(cloud.clone().keep_time());
        Ok(Self { cloud, address, stop, server, clock })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Has requests fail, take long or lose their answer.
    pub fn fail(&self, fault: Fault) {
        self.cloud.faults().push(fault);
    }

    /// Stops listening and waits a little for requests under way.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if tokio::time::timeout(LONGEST_STOP, &mut self.server).await.is_err() {
            tracing::debug!("Some requests did not end in time");
        }
    }
}

impl Drop for E2bStandin {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        self.clock.abort();
    }
}

/// What is for a sandbox's port goes there; the rest is the API's.
fn router(cloud: &Cloud) -> Router {
    let api = control::routes(cloud).merge(standin::routes());
    api.layer(from_fn_with_state(cloud.clone(), proxy::divert)).with_state(cloud.clone())
}
