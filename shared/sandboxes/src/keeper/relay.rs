//! Carries connections between the host's network and the sandbox's.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, UnixListener};
use tokio::sync::Semaphore;

use super::inside::Inside;

/// Connections carried at a time, of each door; without it what runs inside could use up our file descriptors.
const CONNECTIONS: usize = 256;
const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// Before accepting again when the process has no file descriptor left.
const PAUSE: Duration = Duration::from_millis(100);

/// Where a sandbox's server is, as the keeper sees it.
#[derive(Clone)]
pub(super) enum Target {
    Inside(Inside, SocketAddr),
    /// Without isolation.
    Here(SocketAddr),
}

impl Target {
    pub async fn connect(&self) -> std::io::Result<TcpStream> {
        match self {
            Self::Inside(inside, address) => inside.connect(*address).await,
            Self::Here(address) => TcpStream::connect(address).await,
        }
    }
}

/// From our socket to the server.
pub(super) async fn serve_socket(listener: UnixListener, target: Target) {
    let permits = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let permit = permits.clone().acquire_owned().await;
        match listener.accept().await {
            Ok((stream, _)) => {
                let target = target.clone();
                tokio::spawn(async move {
                    carry(stream, target.connect()).await;
                    drop(permit);
                });
            }
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// From an allowed address inside to the same address on the host.
pub(super) async fn serve_allowed(listener: TcpListener, address: SocketAddr) {
    let permits = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let permit = permits.clone().acquire_owned().await;
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(async move {
                    carry(stream, TcpStream::connect(address)).await;
                    drop(permit);
                });
            }
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// Either end may break off at any time; the other then sees its connection closed, which is all there is to say.
async fn carry(mut near: impl AsyncRead + AsyncWrite + Unpin, far: impl Future<Output = std::io::Result<TcpStream>>) {
    if let Ok(Ok(mut far)) = tokio::time::timeout(CONNECT_LIMIT, far).await {
        copy_bidirectional(&mut near, &mut far).await.unwrap_or_default();
    }
}
