//! Steps that no good agent takes.

use crate::turn::{Stop, Turn};

/// Ends the process with last words. What was sent before has left it.
pub async fn die(turn: &Turn) -> Result<(), Stop> {
    turn.client.flush().await?;
    eprintln!("scripted-agent: a fault that the script asked for");
    eprintln!("  in session {}", turn.session.id);
    eprintln!("  at the step /die");
    std::process::exit(1)
}

pub async fn garbage(turn: &Turn) -> Result<(), Stop> {
    let line = "{\"this line is\": not JSON,\n".to_owned();
    turn.unless_cancelled(turn.client.raw(line)).await?.map_err(Stop::from)
}
