//! The stand-in GitHub as a member of a fleet.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use fleet::{Fleet, Settings};

#[tokio::test]
async fn the_stand_in_is_started_and_comes_back_after_a_crash() {
    let fleet = Fleet::start(Settings::only(&[]).repositories(3)).await.unwrap();
    let github = fleet.github().unwrap();
    let first = github.pid();

    github.kill().unwrap();
    assert!(listener(fleet.github_url()).is_err());
    github.start().await.unwrap();

    assert_ne!(github.pid(), first);
    assert!(listener(fleet.github_url()).is_ok());
    assert!(github.stop().await.unwrap());
}

/// Whether somebody listens at `http://host:port`.
fn listener(url: &str) -> std::io::Result<std::net::TcpStream> {
    std::net::TcpStream::connect(url.trim_start_matches("http://"))
}
