//! The HTTP server that tells whether the process lives, is ready, and how it is doing.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::Context;
use axum::{
    Router,
    http::{StatusCode, header},
    routing::get,
};

use crate::Tasks;

/// What a process still waits for. Ready means that it does its work now, not that it has started.
#[derive(Clone)]
pub struct Readiness(Arc<dyn Fn() -> Result<(), String> + Send + Sync>);

impl Readiness {
    /// `check` says what is missing.
    pub fn new(check: impl Fn() -> Result<(), String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(check))
    }

    pub fn check(&self) -> Result<(), String> {
        (self.0)()
    }
}

/// `/healthz`, `/readyz` and `/metrics`.
pub struct Probe {
    pub address: SocketAddr,
}

impl Probe {
    /// Serves until the process stops.
    pub async fn serve(address: SocketAddr, readiness: Readiness, tasks: &Tasks) -> anyhow::Result<Self> {
        let listener = tokio::net::TcpListener::bind(address).await;
        let listener = listener.with_context(|| format!("cannot serve probes at {address} (FOUNDRY_PROBE_ADDRESS)"))?;
        let address = listener.local_addr()?;
        let stopped = tasks.clone();
        let app = router(readiness);
        tasks.spawn("probe", async move {
            let stopping = async move { stopped.stopping().await };
            if let Err(error) = axum::serve(listener, app).with_graceful_shutdown(stopping).await {
                tracing::error!(%error, "The probe server ended");
            }
        });
        Ok(Self { address })
    }
}

fn router(readiness: Readiness) -> Router {
    let ready = move || {
        let readiness = readiness.clone();
        async move {
            match readiness.check() {
                Ok(()) => (StatusCode::OK, "ready\n".to_owned()),
                Err(missing) => (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {missing}\n")),
            }
        }
    };
    let metrics = || async {
        let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        ([(header::CONTENT_TYPE, kind)], telemetry::metrics::encode())
    };
    Router::new()
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

/// What has been reached so far, shared by those who reach it.
#[derive(Clone, Default)]
pub struct Missing(Arc<Mutex<Option<String>>>);

impl Missing {
    pub fn set(&self, what: Option<&str>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = what.map(str::to_owned);
    }

    pub fn get(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
