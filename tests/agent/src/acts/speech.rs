//! Steps that say something.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::protocol::update::{self, Speech};
use crate::turn::{Stop, Turn};

pub async fn chunks(turn: &mut Turn, count: u64, delay: Duration) -> Result<(), Stop> {
    for number in 1..=count {
        if number > 1 && !delay.is_zero() {
            turn.pause(delay).await?;
        }
        turn.say(Speech::Message, &format!("{number}\n")).await?;
    }
    // The last one may have been the one to die after.
    if turn.dies_after == Some(0) { super::faults::die(turn).await } else { Ok(()) }
}

/// For whoever measures how long a chunk is on its way.
pub async fn clock(turn: &mut Turn, count: u64, delay: Duration) -> Result<(), Stop> {
    for number in 1..=count {
        if number > 1 && !delay.is_zero() {
            turn.pause(delay).await?;
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        turn.say(Speech::Message, &format!("{}\n", now.as_micros())).await?;
    }
    Ok(())
}

pub async fn change_mode(turn: &mut Turn, mode: &str) -> Result<(), Stop> {
    turn.session.set(|settings| settings.set("mode", mode)).map_err(Stop::Failed)?;
    turn.update(update::current_mode(mode)).await?;
    let options = turn.session.settings().options();
    turn.update(update::config_options(options)).await
}

pub async fn notice(turn: &mut Turn, text: &str) -> Result<(), Stop> {
    if turn.takes_notices { turn.update(update::notice(text)).await } else { turn.say(Speech::Message, text).await }
}

pub async fn memory(turn: &mut Turn) -> Result<(), Stop> {
    let text = turn.session.remembers(|memory| {
        let earlier = memory.turns.iter().rev().skip(1).rev();
        let prompts: String = earlier.map(|turn| format!("\n- {}", turn.prompt.replace('\n', " "))).collect();
        format!("I remember {} earlier prompts.{prompts}", memory.prompts - 1)
    });
    turn.say(Speech::Message, &text).await
}
