//! Steps that say what can be seen from where the agent runs, for tests of isolation and of secrets.

use std::io::Read;
use std::time::Duration;

use tokio::net::TcpStream;

use crate::protocol::update::Speech;
use crate::turn::{Stop, Turn};

/// How often the file of `/hold` is looked for.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// How long a connection may take: a firewall that drops packets answers never.
const REACH_WITHIN: Duration = Duration::from_secs(3);

/// Bytes of a file that are said; without it `/cat /dev/zero` would not end.
const SAID_BYTES: u64 = 1024 * 1024;

pub async fn hold(turn: &mut Turn, name: &str) -> Result<(), Stop> {
    let path = turn.session.cwd.join(name);
    while !path.exists() {
        turn.pause(LOOK_EVERY).await?;
    }
    Ok(())
}

pub async fn environment(turn: &mut Turn, name: Option<&str>) -> Result<(), Stop> {
    let text = match name {
        Some(name) => match std::env::var_os(name) {
            Some(value) => format!("{name}={}", value.to_string_lossy()),
            None => format!("{name} is not set"),
        },
        None => {
            let all = std::env::vars_os();
            all.map(|(name, value)| format!("{}={}\n", name.to_string_lossy(), value.to_string_lossy())).collect()
        }
    };
    turn.say(Speech::Message, &text).await
}

pub async fn file(turn: &mut Turn, path: &str) -> Result<(), Stop> {
    let path = turn.session.cwd.join(path);
    let mut bytes = Vec::new();
    let read = std::fs::File::open(&path).and_then(|file| file.take(SAID_BYTES).read_to_end(&mut bytes));
    let text = match read {
        Ok(_) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => format!("{} cannot be read: {error}", path.display()),
    };
    turn.say(Speech::Message, &text).await
}

pub async fn reach(turn: &mut Turn, address: &str) -> Result<(), Stop> {
    let connection = tokio::time::timeout(REACH_WITHIN, TcpStream::connect(address));
    let text = match turn.unless_cancelled(connection).await? {
        Ok(Ok(_)) => format!("{address} is reachable"),
        Ok(Err(error)) => format!("{address} is not reachable: {error}"),
        Err(_) => format!("{address} is not reachable: no answer within {} s", REACH_WITHIN.as_secs()),
    };
    turn.say(Speech::Message, &text).await
}

pub async fn attachments(turn: &mut Turn, attachments: &[String]) -> Result<(), Stop> {
    let text = if attachments.is_empty() { "nothing came with it".to_owned() } else { attachments.join("\n") };
    turn.say(Speech::Message, &text).await
}
