//! No secret of a person is in anything that the fleet has written: rows, streams, views, logs, command lines.

use std::{
    fs,
    path::{Path, PathBuf},
};

use contracts::{
    UserId,
    sandbox::Events,
    task::{CreateSession, SendMessage},
    user::{DiscoverOrganizations, GithubToken},
};
use fleet::{Infrastructure, Settings};
use runtime::{Caller, Client, Tasks};
use serde_json::json;
use stories::{World, until_true};

/// Every file below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let below = |entry: fs::DirEntry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => files(&entry.path()),
        Ok(kind) if kind.is_file() => vec![entry.path()],
        _ => Vec::new(),
    };
    entries.flat_map(below).collect()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

/// The command lines and environments of everything on this machine that we may read. An environment is its process's own.
fn command_lines() -> Vec<PathBuf> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    processes.map(|process| process.path().join("cmdline")).filter(|path| path.exists()).collect()
}

/// Bob's agent fetches, fails to push somewhere, and shows how git is set up; the files that hold his token.
async fn works_in_a_sandbox(world: &World, user_id: &str) -> Vec<PathBuf> {
    let acme = world.synced().await;
    let task = acme.key(&acme.virtual_task("story/secrets").await);
    let bob = world.signs_in("bob", &["acme"]).await;
    assert_eq!(bob.user_id.as_str(), user_id);
    let session_id = bob.does(&task, &CreateSession::default()).await.session_id;
    let text = "/run git fetch origin 2>&1; git config --list --show-origin; git remote -v; env\n\
                /run git push https://127.0.0.1:1/nowhere.git HEAD 2>&1; ps -ef; cat .git/config\n\
                /run GIT_TRACE=1 GIT_CURL_VERBOSE=1 git ls-remote origin 2>&1 | grep -vi authorization";
    let message = SendMessage {
        session_id: session_id.clone(),
        text: text.into(),
        attachments: Vec::new(),
        interrupt: false,
        steer: false,
    };
    bob.does(&task, &message).await;
    until_true("the turn's end", async || {
        let page = bob.sees(&task, &Events::behind(session_id.clone(), 0, 1_000)).await;
        page.events.iter().any(|event| event.kind == "ended")
    })
    .await;
    let found = files(world.fleet.sandboxes()).into_iter();
    let token_files: Vec<_> = found.filter(|file| file.ends_with(".git-token")).collect();
    assert_eq!(token_files.len(), 1, "one sandbox has one such file");
    token_files
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_of_a_person_is_written_anywhere() {
    let infrastructure = Infrastructure::for_tests().await.unwrap();
    let settings = Settings::default().repositories(2).on(infrastructure.clone()).variable("RUST_LOG", "debug");
    let world = World::start(settings).await;
    let bob = world.fleet.sign_in("bob").await.unwrap();
    bob.belongs_to("acme").await.unwrap();
    let api_token = bob.api_token("story").await.unwrap();
    let user_id: UserId = bob.user_id.parse().unwrap();
    let client = Client::new(world.fleet.nats_as("sandbox").await.unwrap(), &Tasks::default()).await.unwrap();
    let found = client.query(&user_id, &GithubToken {}, &Caller::token("story")).await.unwrap();
    assert!(found.token.starts_with("gho_"));

    // An agent works with it, in a sandbox of theirs: what it says is written down.
    let token_files = works_in_a_sandbox(&world, &bob.user_id).await;

    // What goes wrong must not tell it either.
    world.github().does("people/revoke", json!({ "login": "bob" })).await;
    world.person("bob").asks(&user_id, &DiscoverOrganizations {}).await;
    world.settle().await;
    sqlx::query("checkpoint").execute(&world.database).await.unwrap();

    let cookie = bob.cookie.split_once('=').unwrap().1;
    let mut read = 0;
    let sandboxes = files(world.fleet.sandboxes());
    for file in files(infrastructure.folder()).into_iter().chain(sandboxes).chain(command_lines()) {
        if token_files.contains(&file) {
            assert!(fs::read(&file).is_ok_and(|bytes| contains(&bytes, &found.token)), "it is where it belongs");
            continue;
        }
        // A file may be gone by now; the server renames its own.
        let Ok(bytes) = fs::read(&file) else { continue };
        read += 1;
        for (what, secret) in
            [("GitHub's token", found.token.as_str()), ("the API token", &api_token), ("the cookie", cookie)]
        {
            assert!(!contains(&bytes, secret), "{what} is in {}", file.display());
        }
    }
    assert!(read > 500, "only {read} files were there to be read");
    // The search finds what is there: the login is everywhere.
    assert!(
        files(infrastructure.folder())
            .iter()
            .any(|file| fs::read(file).is_ok_and(|bytes| contains(&bytes, "bob@acme.example")))
    );
}
