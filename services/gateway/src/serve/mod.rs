//! From start to graceful stop.

mod connections;

use std::{pin::pin, sync::Arc};

use anyhow::{Context, anyhow, bail};
use messaging::{Probe, Readiness};
use tokio::{net::TcpListener, time::timeout};

use crate::{Gateway, Settings, limits, router};

/// Serves until the process is asked to stop: then it takes no new requests, finishes those under way, says goodbye to the
/// sockets, and sends what it still holds.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow!("another TLS provider is already installed"))?;
    let connection = messaging::connect(&settings.messaging, "gateway").await?;
    messaging::check_server(&connection.nats).await?;
    let gateway = Gateway::new(&settings, connection.client.clone(), connection.tasks.clone())?;
    let readiness = Readiness::new({
        let gateway = gateway.clone();
        move || gateway.is_ready()
    });
    // Before anybody can be told that it is ready.
    let listener = TcpListener::bind(settings.listen).await;
    let listener = listener.with_context(|| format!("cannot listen on {}", settings.listen))?;
    let probe = Probe::serve(settings.messaging.probe_address, readiness, &connection.tasks).await?;
    tracing::info!(server.address = %settings.listen, probe = %probe.address, "The gateway listens on http://{}", settings.listen);

    let server = async {
        match connections::serve(listener, router(gateway.clone()), gateway.tasks.clone(), gateway.proxies).await {
            Ok(()) => anyhow::Ok(()),
        }
    };
    let stop = async {
        tokio::select! {
            () = messaging::until_stopped(&settings.messaging) => {}
            () = gateway.tasks.stopping() => {}
        }
        tracing::info!("Stopping: finishing requests, closing sockets");
        gateway.tasks.stop();
        close_sockets(&gateway).await;
        Ok(())
    };
    let mut serving = pin!(futures::future::try_join(server, stop));
    let served = tokio::select! {
        served = &mut serving => Some(served),
        () = gateway.tasks.stopping() => timeout(limits::DRAIN, serving).await.ok(),
    };
    match served {
        Some(served) => served.map(drop).context("the server ended")?,
        None => tracing::warn!("Some requests did not finish in time"),
    }
    flush(&gateway).await;
    connection.shutdown();
    match connection.tasks.failure() {
        Some(why) => bail!("{why}"),
        None => Ok(()),
    }
}

/// Waits for the sockets, which have been told to close: then every permit is free.
async fn close_sockets(gateway: &Arc<Gateway>) {
    let all_closed = gateway.sockets.acquire_many(limits::SOCKETS);
    if timeout(2 * limits::SOCKET_CLOSE, all_closed).await.is_err() {
        tracing::warn!("Some sockets did not close in time");
    }
}

/// What is still under way, such as the word that closed pages show nothing any more.
async fn flush(gateway: &Gateway) {
    if !gateway.tasks.join(limits::FLUSH).await {
        tracing::warn!("Some work did not end in time");
    }
    // Without a connection it would wait for one for ever, and the process with it.
    let flushed = timeout(limits::FLUSH, gateway.client.nats().flush());
    if !matches!(flushed.await, Ok(Ok(()))) {
        tracing::warn!("The last messages may not have been sent");
    }
}
