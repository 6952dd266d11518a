//! What one socket is told of a process: what it has not seen yet, read for it alone, and then what everybody is told.

use contracts::sandbox::{ProcessEnd, TerminalTopic};
use futures::stream;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::Duration,
};

use super::{
    super::{protocol::ServerMessage, updates::Update},
    Refusal, Terminals,
    lead::{Said, output},
};

/// Everything behind the sequence `since`, until the process has ended or the client leaves.
pub fn view(
    terminals: Terminals,
    topic: TerminalTopic,
    since: u64,
) -> impl stream::Stream<Item = Update> + Send + 'static {
    let name = topic.to_string();
    let viewing = Viewing { terminals, topic, name, last: since, said: None, reads: true };
    stream::unfold(Next::View(Box::new(viewing)), async |next| match next {
        Next::View(viewing) => Some(viewing.next().await),
        Next::Tell(update) => Some((update, Next::End)),
        Next::End => None,
    })
}

enum Next {
    View(Box<Viewing>),
    Tell(Update),
    End,
}

struct Viewing {
    terminals: Terminals,
    topic: TerminalTopic,
    name: String,
    /// The sequence of the last piece that the client was told.
    last: u64,
    /// What everybody is told; `None` until the client knows what was before.
    said: Option<Receiver<Said>>,
    /// There may be more than the client knows.
    reads: bool,
}

/// What to do with output that everybody is told, by its sequences: pure.
#[derive(Debug, PartialEq, Eq)]
enum Heard {
    /// It follows what is known.
    Next,
    /// It is known.
    Known,
    /// Something before it is missing, or a part of it is known.
    Apart,
}

fn heard(known: u64, first: u64, last: u64) -> Heard {
    match first {
        _ if last <= known => Heard::Known,
        first if first == known + 1 => Heard::Next,
        _ => Heard::Apart,
    }
}

impl Viewing {
    async fn next(mut self: Box<Self>) -> (Update, Next) {
        loop {
            if self.reads {
                match self.terminals.page(&self.topic, self.last, Duration::ZERO).await {
                    Err(refusal) => return self.refused(refusal),
                    Ok(page) => {
                        if let Some(end) = page.ended {
                            return self.ended(&end);
                        }
                        if let Some(chunk) = page.chunks.last() {
                            self.last = chunk.last;
                            return (Update::Message(output(&self.name, &page)), Next::View(self));
                        }
                    }
                }
                self.reads = false;
            }
            let Some(said) = &mut self.said else {
                let (said, is_behind) = self.terminals.join(&self.topic, self.last);
                (self.said, self.reads) = (Some(said), is_behind);
                continue;
            };
            match said.recv().await {
                Ok(Said::Output { first, last, text }) => match heard(self.last, first, last) {
                    Heard::Known => {}
                    Heard::Apart => self.reads = true,
                    Heard::Next => {
                        self.last = last;
                        return (Update::Message(text), Next::View(self));
                    }
                },
                Ok(Said::Ended(end)) => return self.ended(&end),
                Ok(Said::Refused(refusal)) => return self.refused(refusal),
                Err(RecvError::Lagged(_)) => return (Update::TooSlow(self.name), Next::End),
                // The reader for everybody has ended just as this one joined.
                Err(RecvError::Closed) => (self.said, self.reads) = (None, true),
            }
        }
    }

    fn ended(self: Box<Self>, end: &ProcessEnd) -> (Update, Next) {
        let exited = ServerMessage::Exited { topic: &self.name, exit_code: end.exit_code, at: end.at };
        (Update::Message(exited.to_json().into()), Next::Tell(Update::Ended(self.name)))
    }

    fn refused(self: Box<Self>, Refusal { code, message }: Refusal) -> (Update, Next) {
        (Update::Refused { topic: self.name, code, message }, Next::End)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_heard_follows_is_known_or_is_apart() {
        assert_eq!(heard(0, 1, 3), Heard::Next);
        assert_eq!(heard(7, 8, 8), Heard::Next);
        assert_eq!(heard(7, 6, 7), Heard::Known);
        assert_eq!(heard(7, 9, 9), Heard::Apart);
        assert_eq!(heard(7, 7, 9), Heard::Apart, "half of it is known: what follows is read");
    }
}
