//! Where a setting says so, the server is a plain process with its own home folder.

mod support;

use sandboxes::{Address, Client, ClientError, Local, Secret, State};
use support::{said, settings, wanted};

#[tokio::test]
async fn a_plain_process_has_its_own_home_asks_for_its_token_and_ends_with_its_children() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = settings(folder.path().join("sandboxes"), Vec::new());
    settings.unisolated = true;
    let local = Local::new(settings).await.unwrap();
    local.create(&wanted("plain")).await.unwrap();

    let mut endpoint = local.connect("plain").await.unwrap();
    assert!(matches!(endpoint.address, Address::Socket(_)));
    let client = Client::new(&endpoint).unwrap();
    assert_eq!(said(&client, "echo $HOME").await.trim(), endpoint.home);
    said(&client, "(setsid sleep 17.3205 >/dev/null 2>&1 &)").await;
    endpoint.token = Some(Secret::random());
    let stranger = Client::new(&endpoint).unwrap();
    assert!(matches!(stranger.health().await, Err(ClientError::Unauthorized)));

    local.destroy("plain").await.unwrap();
    assert_eq!(local.state("plain").await.unwrap(), State::Gone);
    let left = std::process::Command::new("pgrep").args(["-f", "^sleep 17.3205"]).output().unwrap();
    assert!(left.stdout.is_empty());
}
