use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

use super::*;

/// What is expected has happened by then; what is not allowed to happen would have.
const PATIENCE: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_millis(100);

/// A server that answers each piece with itself, and tells what it has heard.
async fn echo() -> (SocketAddr, mpsc::UnboundedReceiver<Vec<u8>>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (heard, hears) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let heard = heard.clone();
            tokio::spawn(async move {
                let mut buffer = [0; 1024];
                while let Ok(count @ 1..) = client.read(&mut buffer).await {
                    heard.send(buffer[..count].to_vec()).unwrap();
                    if client.write_all(&buffer[..count]).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (address, hears)
}

async fn proxy_of(upstream: SocketAddr) -> (Proxy, TcpStream) {
    let proxy = Proxy::start(upstream).await.unwrap();
    let client = TcpStream::connect(proxy.address()).await.unwrap();
    (proxy, client)
}

async fn say(client: &mut TcpStream, text: &str) {
    client.write_all(text.as_bytes()).await.unwrap();
}

/// What arrives next; `None` when the connection is closed.
async fn hear(client: &mut TcpStream) -> Option<String> {
    let mut buffer = [0; 1024];
    match tokio::time::timeout(PATIENCE, client.read(&mut buffer)).await.expect("an answer or an end") {
        Ok(0) | Err(_) => None,
        Ok(count) => Some(String::from_utf8(buffer[..count].to_vec()).unwrap()),
    }
}

async fn is_silent(client: &mut TcpStream) -> bool {
    tokio::time::timeout(SILENCE, client.read(&mut [0; 1])).await.is_err()
}

async fn said_and_heard(client: &mut TcpStream, text: &str) -> bool {
    client.write_all(text.as_bytes()).await.is_ok() && hear(client).await.as_deref() == Some(text)
}

#[tokio::test]
async fn without_a_fault_everything_passes_closings_too() {
    let (upstream, _hears) = echo().await;
    let (_proxy, mut client) = proxy_of(upstream).await;
    assert!(said_and_heard(&mut client, "hello, there").await);
    client.shutdown().await.unwrap();
    assert_eq!(hear(&mut client).await, None);
}

#[tokio::test]
async fn a_cut_closes_what_is_open_and_refuses_what_comes_until_it_is_healed() {
    let (upstream, _hears) = echo().await;
    let (proxy, mut client) = proxy_of(upstream).await;
    assert!(said_and_heard(&mut client, "hello, there").await);

    proxy.cut();
    assert_eq!(hear(&mut client).await, None);
    let mut next = TcpStream::connect(proxy.address()).await.unwrap();
    assert_eq!(hear(&mut next).await, None);

    proxy.heal();
    let mut next = TcpStream::connect(proxy.address()).await.unwrap();
    assert!(said_and_heard(&mut next, "hello again").await);
}

#[tokio::test]
async fn a_cut_that_is_healed_at_once_has_closed_what_was_open() {
    let (upstream, _hears) = echo().await;
    let (proxy, mut client) = proxy_of(upstream).await;
    assert!(said_and_heard(&mut client, "hello, there").await);
    proxy.cut();
    proxy.heal();
    assert_eq!(hear(&mut client).await, None);
}

#[tokio::test]
async fn a_black_hole_passes_nothing_and_keeps_it_until_it_is_healed() {
    let (upstream, mut hears) = echo().await;
    let (proxy, mut client) = proxy_of(upstream).await;
    assert!(said_and_heard(&mut client, "hello, there").await);
    hears.recv().await.unwrap();

    proxy.black_hole();
    say(&mut client, "anybody").await;
    let mut next = TcpStream::connect(proxy.address()).await.unwrap();
    say(&mut next, "anybody").await;
    assert!(is_silent(&mut client).await && is_silent(&mut next).await);
    assert!(hears.try_recv().is_err(), "the server has heard it");

    proxy.heal();
    assert_eq!(hear(&mut client).await.as_deref(), Some("anybody"));
    assert_eq!(hear(&mut next).await.as_deref(), Some("anybody"));
}

#[tokio::test]
async fn a_black_hole_may_be_one_sided() {
    let (upstream, mut hears) = echo().await;
    let (proxy, mut client) = proxy_of(upstream).await;
    proxy.black_hole_of(Side::Server);
    say(&mut client, "a command").await;
    assert_eq!(hears.recv().await.unwrap(), b"a command");
    assert!(is_silent(&mut client).await);

    proxy.black_hole_of(Side::Client);
    assert_eq!(hear(&mut client).await.as_deref(), Some("a command"));
    say(&mut client, "another").await;
    assert!(is_silent(&mut client).await && hears.try_recv().is_err());
}

#[tokio::test]
async fn a_delay_makes_both_ways_longer() {
    let (upstream, _hears) = echo().await;
    let (proxy, mut client) = proxy_of(upstream).await;
    proxy.delay(Duration::from_millis(80));
    let began = Instant::now();
    assert!(said_and_heard(&mut client, "hello, there").await);
    assert!(began.elapsed() >= Duration::from_millis(160), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_swallowed_answer_was_given_and_never_arrives() {
    let (upstream, mut hears) = echo().await;
    let (proxy, mut client) = proxy_of(upstream).await;
    assert!(said_and_heard(&mut client, "select something").await);
    hears.recv().await.unwrap();

    proxy.swallow_answer_after("insert into journal");
    assert!(said_and_heard(&mut client, "select something").await);
    hears.recv().await.unwrap();
    say(&mut client, "insert into journal").await;
    proxy.until_swallowed(1).await;
    assert_eq!(hears.recv().await.unwrap(), b"insert into journal");
    assert_eq!(hear(&mut client).await, None);

    let mut next = TcpStream::connect(proxy.address()).await.unwrap();
    assert!(said_and_heard(&mut next, "insert into journal").await, "only once");
}

#[tokio::test]
async fn several_answers_are_swallowed_and_counted() {
    let (upstream, _hears) = echo().await;
    let (proxy, mut client) = proxy_of(upstream).await;
    proxy.swallow_answers_after(Pattern::new("insert"), 2);
    for count in 1..=2 {
        say(&mut client, "please insert this").await;
        proxy.until_swallowed(count).await;
        assert_eq!(hear(&mut client).await, None);
        client = TcpStream::connect(proxy.address()).await.unwrap();
    }
    assert!(said_and_heard(&mut client, "please insert this").await);
    assert_eq!(proxy.swallowed(), 2);
}
