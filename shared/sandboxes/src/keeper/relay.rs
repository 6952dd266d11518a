//! Carries connections between the host's network and the sandbox's.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};
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

    /// Another port of the same sandbox.
    fn at(self, port: u16) -> Self {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        match self {
            Self::Inside(inside, _) => Self::Inside(inside, address),
            Self::Here(_) => Self::Here(address),
        }
    }
}

/// From our socket to the server.
pub(super) async fn serve_socket(listener: UnixListener, target: Target) {
    serve(listener, |stream| {
        let target = target.clone();
        async move { carry(stream, target.connect()).await }
    })
    .await;
}

/// From our other socket to any port inside: whoever connects says first which, in two bytes. Where nothing listens the
/// connection ends.
pub(super) async fn serve_ports(listener: UnixListener, target: Target) {
    serve(listener, |mut stream| {
        let target = target.clone();
        async move {
            if let Ok(Ok(port)) = tokio::time::timeout(CONNECT_LIMIT, stream.read_u16()).await {
                carry(stream, target.at(port).connect()).await;
            }
        }
    })
    .await;
}

async fn serve<F>(listener: UnixListener, take: impl Fn(UnixStream) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let permits = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let permit = permits.clone().acquire_owned().await;
        match listener.accept().await {
            Ok((stream, _)) => {
                let taken = take(stream);
                tokio::spawn(async move {
                    taken.await;
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
