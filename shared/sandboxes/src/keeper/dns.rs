//! Carries questions for names from the sandbox to the host's resolver, which the sandbox itself cannot reach.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::UdpSocket;
use tokio::sync::Semaphore;

/// Questions under way at a time; more are dropped, and asked again by whoever asked.
const QUESTIONS: usize = 128;
const ANSWER_LIMIT: Duration = Duration::from_secs(5);
const PACKET_BYTES: usize = 65_535;
const PORT: u16 = 53;

/// The first resolver that this machine uses.
pub(super) fn resolver() -> SocketAddr {
    let text = std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
    SocketAddr::new(first_resolver(&text).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)), PORT)
}

fn first_resolver(text: &str) -> Option<IpAddr> {
    let mut lines = text.lines().map(str::split_whitespace);
    lines.find_map(|mut words| if words.next() == Some("nameserver") { words.next()?.parse().ok() } else { None })
}

/// Serves questions on `socket` for as long as it is polled.
pub(super) async fn serve(socket: UdpSocket, resolver: SocketAddr) -> std::io::Error {
    let socket = Arc::new(socket);
    let permits = Arc::new(Semaphore::new(QUESTIONS));
    let mut packet = vec![0; PACKET_BYTES];
    loop {
        let (length, from) = match socket.recv_from(&mut packet).await {
            Ok(received) => received,
            // The answer to somebody who has gone: it says nothing of the socket itself.
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => continue,
            Err(error) => return error,
        };
        let Ok(permit) = permits.clone().try_acquire_owned() else { continue };
        let (socket, question) = (socket.clone(), packet[..length].to_vec());
        tokio::spawn(async move {
            // No answer is an answer that did not arrive; whoever asked asks again.
            if let Ok(Ok(answer)) = tokio::time::timeout(ANSWER_LIMIT, ask(&question, resolver)).await {
                socket.send_to(&answer, from).await.unwrap_or_default();
            }
            drop(permit);
        });
    }
}

async fn ask(question: &[u8], resolver: SocketAddr) -> std::io::Result<Vec<u8>> {
    let any: SocketAddr = if resolver.is_ipv4() { ([0; 4], 0).into() } else { ([0u16; 8], 0).into() };
    let socket = UdpSocket::bind(any).await?;
    socket.connect(resolver).await?;
    socket.send(question).await?;
    let mut answer = vec![0; PACKET_BYTES];
    let length = socket.recv(&mut answer).await?;
    answer.truncate(length);
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_nameserver_is_the_resolver() {
        let text = "# nameserver 1.1.1.1\nsearch x\nnameserver 10.0.0.1\nnameserver 10.0.0.2\n";

        assert_eq!(first_resolver(text), Some(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1))));
        assert_eq!(first_resolver("search x\n"), None);
    }
}
