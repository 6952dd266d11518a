//! A NATS server that lacks what we use is told from one that does not answer, and says what is needed.

use std::process::Stdio;

use fleet::Infrastructure;
use futures::StreamExt;
use runtime::check_server;
use stories::until;
use tokio::process::{Child, Command};

/// The server that the fleet uses, without JetStream.
async fn without_jetstream() -> (Child, String) {
    let pid = Infrastructure::shared().await.unwrap().nats.pid().unwrap();
    let program = std::fs::read_link(format!("/proc/{pid}/exe")).unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut server = Command::new(program);
    server.args(["--addr", "127.0.0.1", "--port", &port.to_string()]).kill_on_drop(true);
    let server = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    (server, format!("nats://127.0.0.1:{port}"))
}

async fn connect(url: &str) -> async_nats::Client {
    until("the server", async || async_nats::connect(url).await.ok()).await
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_server_without_jetstream_is_refused_with_what_is_needed() {
    let (_server, url) = without_jetstream().await;
    let error = check_server(&connect(&url).await).await.expect_err("no JetStream");
    assert!(format!("{error:#}").contains("nats-server 2.14 or newer is needed"), "{error:#}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_older_server_is_refused_with_what_is_needed() {
    let (_server, url) = without_jetstream().await;
    let old = connect(&url).await;
    let mut asked = old.subscribe("$JS.API.INFO").await.unwrap();
    old.flush().await.unwrap();
    let client = connect(&url).await;
    let answers = async {
        let question = asked.next().await.unwrap();
        // What nats-server 2.10 says of itself: it knows no levels yet.
        old.publish(question.reply.unwrap(), r#"{"memory":0,"storage":0,"api":{"total":1,"errors":0}}"#.into()).await
    };
    let (checked, answered) = tokio::join!(check_server(&client), answers);
    answered.unwrap();
    let error = checked.expect_err("too old").to_string();
    assert!(error.contains("API level 0") && error.contains("nats-server 2.14 or newer is needed"), "{error}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_service_does_not_start_on_a_server_that_lacks_what_it_uses() {
    let (_server, url) = without_jetstream().await;
    let mut service = Command::new(env!("CARGO_BIN_EXE_notebook"));
    service.env("FOUNDRY_NATS_URL", url).env("NO_COLOR", "1");
    let ended = service.stdin(Stdio::null()).output().await.unwrap();
    assert!(!ended.status.success());
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(said.contains("nats-server 2.14 or newer is needed"), "{said}");
}
