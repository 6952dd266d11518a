//! What no honest git sends.

use std::time::Duration;

use futures::StreamExt;
use github_standin::{GitHub, GitLimits, Options};
use reqwest::Body;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::person::{API, Person, WEB};
use crate::client::{http, small};

async fn limited(git_limits: GitLimits) -> GitHub {
    GitHub::start(Options { git_limits, ..Options::generated(12) }).await.unwrap()
}

/// Sends a path as it is, which no HTTP client would do.
async fn raw_status(github: &GitHub, path: &str) -> String {
    let mut stream = TcpStream::connect(github.address()).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nuser-agent: x\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap().to_owned()
}

/// Returns when no git process answers any more.
async fn idle(github: &GitHub) {
    let wait = async {
        while github.git().under_way > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait).await.expect("a git process is left");
}

#[tokio::test]
async fn paths_that_climb_lead_nowhere_and_start_nothing() {
    let github = small().await;
    let service = "info/refs?service=git-upload-pack";
    let names =
        ["..", "../..", "%2e%2e/%2e%2e", "..%2f..", "brightwater/..%2fchecks.git", "brightwater/%00", "a/b%0a", "-/-u"];
    for name in names {
        let status = raw_status(&github, &format!("/{name}/{service}")).await;
        assert!(["400", "401", "404"].contains(&status.as_str()), "{name}: {status}");
    }
    for rest in ["HEAD", "config", "objects/info/packs", "..%2f..%2fetc%2fpasswd"] {
        assert_eq!(raw_status(&github, &format!("/{API}.git/{rest}")).await, "404", "{rest}");
    }
    assert_eq!(github.git().processes, 0);
}

#[tokio::test]
async fn an_unknown_service_and_the_old_protocol_are_refused() {
    let github = small().await;
    for query in ["?service=git-evil", "?service=", "", "?service=git-upload-archive"] {
        let address = format!("{}/{API}.git/info/refs{query}", github.base());
        let response = http().get(address).send().await.unwrap();
        assert_eq!(response.status(), 403, "{query}");
        assert!(response.text().await.unwrap().contains("dumb-http"));
    }
    assert_eq!(github.git().processes, 0);
}

#[tokio::test]
async fn a_thousand_anonymous_requests_start_no_process() {
    let github = small().await;
    let client = http();
    let ask = |number: usize| {
        let repository = [WEB.to_owned(), format!("brightwater/none-{number}")][number % 2].clone();
        let request = match number % 3 {
            0 => client.get(format!("{}/{repository}.git/info/refs?service=git-upload-pack", github.base())),
            1 => client.post(format!("{}/{repository}.git/git-receive-pack", github.base())).body("0000"),
            _ => client.post(format!("{}/{repository}.git/git-upload-pack", github.base())).body("0000"),
        };
        request.send()
    };
    let statuses: Vec<u16> = futures::stream::iter((0..1_000).map(ask))
        .buffer_unordered(50)
        .map(|response| response.unwrap().status().as_u16())
        .collect()
        .await;
    assert!(statuses.iter().all(|status| *status == 401));
    assert_eq!((github.git().processes, github.git().repositories), (0, 0));
}

#[tokio::test]
async fn a_body_that_is_no_pack_changes_nothing() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    let before = bob.remote(WEB, "refs/heads/main").await;
    let zero = "0".repeat(40);
    let command = format!("{zero} {before} refs/heads/made-up\0report-status");
    let wrong_pack = format!("{:04x}{command}0000this is no pack", command.len() + 4);
    for body in ["hello".to_owned(), "ffff".to_owned(), String::new(), wrong_pack] {
        let address = format!("{}/{WEB}.git/git-receive-pack", github.base());
        let request = http().post(address).basic_auth("x", Some(&bob.token));
        let sent = request.header("content-type", "application/x-git-receive-pack-request").body(body.clone());
        let status = sent.send().await.unwrap().status();
        assert!(status == 200 || status == 400, "{body:?}: {status}");
    }
    assert_eq!(bob.remote(WEB, "refs/heads/made-up").await, "");
    let world = github.world();
    assert!(!world.repository("brightwater", "checkout-web").unwrap().branches.contains_key("made-up"));
    assert!(github.deliveries().is_empty());
    idle(&github).await;
}

#[tokio::test]
async fn a_body_of_another_kind_is_refused() {
    let github = small().await;
    let bob = Person::of(&github, "bob");
    let address = format!("{}/{WEB}.git/git-upload-pack", github.base());
    let sent =
        http().post(&address).basic_auth("x", Some(&bob.token)).header("content-type", "text/plain").body("0000");
    assert_eq!(sent.send().await.unwrap().status(), 415);
    let sent = http().post(&address).basic_auth("x", Some(&bob.token)).header("content-encoding", "gzip");
    let sent = sent.header("content-type", "application/x-git-upload-pack-request").body("no gzip");
    assert!(!sent.send().await.unwrap().text().await.unwrap_or_default().contains("PACK"));
    idle(&github).await;
}

#[tokio::test]
async fn a_request_larger_than_allowed_is_refused_announced_or_not() {
    let github = limited(GitLimits { largest_request_bytes: 10_000, ..GitLimits::default() }).await;
    let bob = github.sign_in("bob").unwrap();
    let address = format!("{}/{WEB}.git/git-receive-pack", github.base());
    let send = async |body: Body| {
        let request = http().post(&address).basic_auth("x", Some(&bob)).body(body);
        request.header("content-type", "application/x-git-receive-pack-request").send().await
    };
    assert_eq!(send("x".repeat(10_001).into()).await.unwrap().status(), 413);
    assert_eq!(github.git().processes, 0);

    let zero = "0".repeat(40);
    let command = format!("{zero} {} refs/heads/a\0report-status", "1".repeat(40));
    let start = format!("{:04x}{command}0000PACK", command.len() + 4);
    let pieces = std::iter::once(start).chain(std::iter::repeat_n("x".repeat(1_000), 50));
    let sent = send(Body::wrap_stream(futures::stream::iter(pieces.map(Ok::<_, std::io::Error>)))).await;
    // A client that still sends may see the connection end before it sees the answer.
    assert!(sent.is_err() || sent.unwrap().status() != 200);
    idle(&github).await;
    assert!(!github.world().repository("brightwater", "checkout-web").unwrap().branches.contains_key("a"));
}

/// A push whose body begins and never ends.
async fn unending(github: &GitHub, token: &str) -> reqwest::Result<reqwest::Response> {
    let start = futures::stream::iter([Ok::<_, std::io::Error>("0094".to_owned())]);
    let body = Body::wrap_stream(start.chain(futures::stream::pending()));
    let address = format!("{}/{WEB}.git/git-receive-pack", github.base());
    let request = http().post(address).basic_auth("x", Some(token)).body(body);
    request.header("content-type", "application/x-git-receive-pack-request").send().await
}

#[tokio::test]
async fn a_client_that_stands_still_is_given_up_and_one_that_goes_takes_its_process_along() {
    let github = limited(GitLimits { longest_request: Duration::from_secs(2), ..GitLimits::default() }).await;
    let bob = github.sign_in("bob").unwrap();
    assert_eq!(unending(&github, &bob).await.unwrap().status(), 504);
    idle(&github).await;

    let github = small().await;
    let bob = github.sign_in("bob").unwrap();
    let started = async {
        while github.git().processes == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = unending(&github, &bob) => panic!("it ended"),
        () = started => {}
    }
    idle(&github).await;
}

#[tokio::test]
async fn no_more_processes_run_at_one_time_than_allowed_and_the_others_wait() {
    let github = limited(GitLimits { most_processes: 1, ..GitLimits::default() }).await;
    let bob = Person::of(&github, "bob");
    let clones = (0..4).map(|number| {
        let (bob, folder) = (&bob, format!("clone-{number}"));
        async move { bob.git(&["clone", "--quiet", &bob.address(API), &folder]).await.ok() }
    });
    futures::future::join_all(clones).await;
    assert_eq!(github.git().under_way, 0);
}
