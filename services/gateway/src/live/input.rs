//! What a client says to a terminal that it follows.

use base64::{Engine, engine::general_purpose::STANDARD};
use contracts::{Access, limit};
use tokio::time::Instant;

use super::{
    connection::{Connection, End, Followable},
    terminals::Typed,
};
use crate::identity::{AccessRequest, Resource};

impl Connection<'_> {
    /// Whoever may not write may not type, though they may look.
    pub(super) async fn type_in(&mut self, asked: &str, typed: Result<Typed, String>) -> Result<(), End> {
        let Some(followed) = self.followed.get(asked) else {
            return self.refuse(Some(asked), "live.topic_not_followed", "this topic is not followed here").await;
        };
        let (Followable::Terminal(topic), Some(typing)) = (&followed.topic, &followed.typing) else {
            return self.refuse(Some(asked), "live.not_a_terminal", "only a terminal takes input").await;
        };
        let resource = Resource::Organization(&topic.task.organization_id);
        if let Err(problem) = self.may(AccessRequest { access: Access::Member, changes: true, resource }) {
            return self.refuse(Some(asked), &problem.code, &problem.detail).await;
        }
        let typed = match typed {
            Ok(typed) => typed,
            Err(why) => return self.refuse(Some(asked), "terminal.input_malformed", &why).await,
        };
        let size = match &typed {
            Typed::Input(bytes) => bytes.len(),
            Typed::Size { .. } => 0,
        };
        // A frame costs something, however little is in it.
        let is_allowed = self.typed.take(size + crate::limits::INPUT_FRAME_COST, Instant::now());
        if !is_allowed || typing.put(typed).is_err() {
            let message = "this comes faster than the process takes it; send on when `inputTaken` has counted it";
            return self.refuse(Some(asked), "terminal.input_too_fast", message).await;
        }
        Ok(())
    }
}

/// The bytes of an `input` frame. `Err` says what is wrong with them.
pub fn input(data: &str) -> Result<Typed, String> {
    let bytes = STANDARD.decode(data).map_err(|error| format!("the data is no base64: {error}"))?;
    match bytes.len() {
        0 => Err("there is nothing in it".to_owned()),
        got if got > limit::INPUT_BYTES => Err(format!("it has {got} bytes; at most {} at once", limit::INPUT_BYTES)),
        _ => Ok(Typed::Input(bytes)),
    }
}

/// A `resize` frame's size.
pub fn size(cols: u16, rows: u16) -> Result<Typed, String> {
    let longest = limit::TERMINAL_CHARACTERS;
    match [cols, rows].iter().all(|side| (1..=longest).contains(side)) {
        true => Ok(Typed::Size { cols, rows }),
        false => Err(format!("a terminal has 1 to {longest} columns and rows")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_is_base64_within_its_limit() {
        assert_eq!(input("bHM="), Ok(Typed::Input(b"ls".to_vec())));
        assert!(input("").is_err() && input("?").is_err());
        let longest = STANDARD.encode(vec![b'x'; limit::INPUT_BYTES]);
        assert!(input(&longest).is_ok());
        let longer = STANDARD.encode(vec![b'x'; limit::INPUT_BYTES + 1]);
        assert!(input(&longer).is_err_and(|why| why.contains("8193")));
    }

    #[test]
    fn a_size_is_within_its_limit() {
        assert!(size(1, 1_000).is_ok() && size(0, 24).is_err() && size(80, 1_001).is_err());
    }
}
