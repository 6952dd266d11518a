//! Connections of strangers: how many, and how long one may take to say what it wants. (`axum::serve` sets hyper no clock,
//! and a connection that says nothing would stay for ever.)

use std::{convert::Infallible, pin::pin, sync::Arc, time::Duration};

use axum::{Router, extract::Request};
use hyper::server::conn::http1::Builder;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use messaging::Tasks;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::{asker::Network, http::counted::Peer, limits, shares::Shares};

/// Serves until the process stops; then takes no new connection and ends when those under way have ended. With a proxy of our own
/// in front, all connections are the proxy's.
pub async fn serve(listener: TcpListener, router: Router, tasks: Tasks, proxies: usize) -> Result<(), Infallible> {
    let clocks = Clocks { headers: limits::HEADERS, idle: limits::IDLE };
    let of_a_network = if proxies == 0 { limits::CONNECTIONS_OF_A_NETWORK } else { limits::CONNECTIONS };
    serve_within(listener, router, tasks, clocks, Most { connections: limits::CONNECTIONS, of_a_network }).await
}

/// How many connections there may be.
#[derive(Debug, Clone, Copy)]
struct Most {
    connections: usize,
    of_a_network: usize,
}

/// How long a connection may take.
#[derive(Debug, Clone, Copy)]
struct Clocks {
    headers: Duration,
    idle: Duration,
}

async fn serve_within(
    listener: TcpListener,
    router: Router,
    tasks: Tasks,
    clocks: Clocks,
    most: Most,
) -> Result<(), Infallible> {
    let open = Open { router, builder: builder(clocks.headers), idle: clocks.idle };
    let places = Arc::new(Semaphore::new(most.connections));
    let shares = Shares::of_size(most.of_a_network);
    loop {
        // Before the next is taken from the kernel's queue, where it costs nothing.
        let place = tokio::select! {
            () = tasks.stopping() => break,
            place = places.clone().acquire_owned() => place.expect("it is never closed"),
        };
        tokio::select! {
            () = tasks.stopping() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => match shares.of(Network::of(peer.ip())).try_acquire_owned() {
                    Ok(share) => open.connection(stream, Peer(peer), [place, share], &tasks),
                    // Whoever has so many is not answered: an answer would cost more than the connection.
                    Err(_) => tracing::debug!(%peer, "A network has as many connections as one may have"),
                },
                Err(error) => {
                    tracing::warn!(%error, "A connection could not be taken");
                    // Out of file descriptors, usually: asking at once again would keep a processor busy.
                    tokio::time::timeout(limits::ACCEPT_PAUSE, tasks.stopping()).await.ok();
                }
            }
        }
    }
    drop(listener);
    // Each place comes back with the end of its connection.
    let all = u32::try_from(most.connections).unwrap_or(u32::MAX);
    drop(places.acquire_many(all).await.expect("it is never closed"));
    Ok(())
}

struct Open {
    router: Router,
    builder: Builder,
    idle: Duration,
}

/// HTTP/2 comes with TLS, which whoever stands in front of this door speaks. (hyper-util's builder takes it with any
/// connection that can be upgraded, also when it is told to take HTTP/1 only; then neither the clock nor the limits here hold.)
fn builder(headers: Duration) -> Builder {
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(headers);
    builder
}

impl Open {
    fn connection(&self, stream: TcpStream, peer: Peer, places: [OwnedSemaphorePermit; 2], tasks: &Tasks) {
        // Without this a change waits in the kernel until the page has acknowledged the one before.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "A connection may be slow");
        }
        let service = TowerToHyperService::new(self.router.clone().map_request(coming_from(peer)));
        let mut stream = TimeoutStream::new(stream);
        stream.set_read_timeout(Some(self.idle));
        let stream = TokioIo::new(Box::pin(stream));
        let connection = self.builder.serve_connection(stream, service).with_upgrades();
        let stopping = tasks.clone();
        tasks.spawn("connection", async move {
            let mut connection = pin!(connection);
            let ended = tokio::select! {
                ended = connection.as_mut() => ended,
                () = stopping.stopping() => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = ended {
                tracing::debug!(%error, "A connection broke");
            }
            drop(places);
        });
    }
}

/// Each request says where it comes from.
fn coming_from<B>(peer: Peer) -> impl FnMut(Request<B>) -> Request<B> + Clone {
    move |mut request| {
        request.extensions_mut().insert(peer);
        request
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpSocket,
    };

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    async fn door(clock: Duration, connections: usize) -> (std::net::SocketAddr, Tasks) {
        door_of(clock, Most { connections, of_a_network: connections }).await
    }

    async fn door_of(clock: Duration, most: Most) -> (std::net::SocketAddr, Tasks) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (address, tasks) = (listener.local_addr().expect("an address"), Tasks::default());
        let router = Router::new().route("/", get(async || "here"));
        let clocks = Clocks { headers: clock, idle: clock };
        tasks.serve("door", {
            let tasks = tasks.clone();
            async move {
                serve_within(listener, router, tasks, clocks, most).await.unwrap_or_else(|never| match never {});
            }
        });
        (address, tasks)
    }

    async fn until_closed(mut stream: TcpStream) -> String {
        let mut heard = String::new();
        tokio::time::timeout(PATIENCE, stream.read_to_string(&mut heard)).await.expect("in time").expect("closed");
        heard
    }

    #[tokio::test]
    async fn who_says_half_of_what_it_wants_is_left() {
        let (address, _) = door(Duration::from_millis(50), 10).await;
        for half in ["", "GET / HTTP/1.1\r\nhost: x\r\nx-half: "] {
            let mut stream = TcpStream::connect(address).await.expect("connected");
            stream.write_all(half.as_bytes()).await.expect("sent");
            let heard = until_closed(stream).await;
            assert!(!heard.contains("here"), "{heard}");
        }
    }

    #[tokio::test]
    async fn another_protocol_is_refused_at_once() {
        let (address, _) = door(PATIENCE, 10).await;
        let mut stream = TcpStream::connect(address).await.expect("connected");
        // How a client begins that takes HTTP/2 for granted, with its empty settings.
        stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.expect("sent");
        assert_eq!(until_closed(stream).await, "", "nothing of that protocol is answered");
    }

    #[tokio::test]
    async fn one_connection_more_waits_for_a_place() {
        let (address, _) = door(PATIENCE, 1).await;
        let first = TcpStream::connect(address).await.expect("connected");
        let mut second = TcpStream::connect(address).await.expect("connected");
        second.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.expect("sent");
        drop(first);
        assert!(until_closed(second).await.ends_with("here"));
    }

    #[tokio::test]
    async fn one_network_has_no_more_than_its_share() {
        let (address, _) = door_of(PATIENCE, Most { connections: 10, of_a_network: 1 }).await;
        let first = TcpStream::connect(address).await.expect("connected");
        let second = TcpStream::connect(address).await.expect("connected");
        assert_eq!(until_closed(second).await, "", "closed at once");
        let from_elsewhere = TcpSocket::new_v4().expect("a socket");
        from_elsewhere.bind("127.0.0.2:0".parse().expect("an address")).expect("bound");
        let mut third = from_elsewhere.connect(address).await.expect("connected");
        third.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.expect("sent");
        assert!(until_closed(third).await.ends_with("here"));
        drop(first);
    }

    #[tokio::test]
    async fn what_is_under_way_ends_when_the_process_stops() {
        let (address, tasks) = door(PATIENCE, 10).await;
        let mut stream = TcpStream::connect(address).await.expect("connected");
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("sent");
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.expect("an answer");
        assert_eq!(&answer, b"HTTP/1.1 200");
        tasks.stop();
        until_closed(stream).await;
        assert!(TcpStream::connect(address).await.is_err());
    }
}
