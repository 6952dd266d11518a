//! No secret of a person is in anything that the fleet has written: rows, streams, views, logs, command lines.

use std::{
    fs,
    path::{Path, PathBuf},
};

use contracts::{
    UserId,
    user::{DiscoverOrganizations, GithubToken},
};
use fleet::{Infrastructure, Settings};
use runtime::{Caller, Client, Tasks};
use serde_json::json;
use stories::World;

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

#[tokio::test]
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

    // What goes wrong must not tell it either.
    world.github().does("people/revoke", json!({ "login": "bob" })).await;
    world.person("bob").asks(&user_id, &DiscoverOrganizations {}).await;
    world.settle().await;
    sqlx::query("checkpoint").execute(&world.database).await.unwrap();

    let cookie = bob.cookie.split_once('=').unwrap().1;
    let mut read = 0;
    for file in files(infrastructure.folder()).into_iter().chain(command_lines()) {
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
