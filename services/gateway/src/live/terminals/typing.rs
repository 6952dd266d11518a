//! What somebody types into a terminal: given on in order, one piece at a time, and never twice.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use contracts::sandbox::{TerminalAnswer, TerminalRequest, TerminalTopic};
use futures::stream;
use tokio::sync::mpsc;

use super::{
    super::{protocol::ServerMessage, updates::Update},
    Terminals,
};
use crate::limits;

/// What is to be given on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    Input(Vec<u8>),
    Size { cols: u16, rows: u16 },
}

/// For the socket: where it puts what it hears.
pub struct Typing {
    sender: mpsc::Sender<Typed>,
    waiting: Arc<AtomicUsize>,
}

/// So much waits already that the process does not take.
#[derive(Debug, PartialEq, Eq)]
pub struct TooMuch;

impl Typing {
    pub fn put(&self, typed: Typed) -> Result<(), TooMuch> {
        let bytes = typed.bytes();
        if self.waiting.load(Ordering::Relaxed) + bytes > limits::INPUT_WAITING {
            return Err(TooMuch);
        }
        self.sender.try_send(typed).map_err(|_| TooMuch)?;
        self.waiting.fetch_add(bytes, Ordering::Relaxed);
        Ok(())
    }
}

impl Typed {
    fn bytes(&self) -> usize {
        match self {
            Self::Input(bytes) => bytes.len(),
            Self::Size { .. } => 0,
        }
    }
}

/// A place for what somebody types, and what they are told of it.
pub fn typing(
    terminals: Terminals,
    topic: TerminalTopic,
) -> (Typing, impl stream::Stream<Item = Update> + Send + 'static) {
    let (sender, receiver) = mpsc::channel(limits::INPUT_FRAMES);
    let waiting = Arc::new(AtomicUsize::new(0));
    let giving = Giving { terminals, topic, receiver, held: None, waiting: waiting.clone(), taken: 0 };
    let told = stream::unfold(giving, async |mut giving| {
        let update = giving.next().await?;
        Some((update, giving))
    });
    (Typing { sender, waiting }, told)
}

struct Giving {
    terminals: Terminals,
    topic: TerminalTopic,
    receiver: mpsc::Receiver<Typed>,
    /// Taken out, and not of one kind with what came before it.
    held: Option<Typed>,
    waiting: Arc<AtomicUsize>,
    /// Frames of input that the process has.
    taken: u64,
}

impl Giving {
    /// Gives the next piece on. `None`: the socket follows the terminal no longer.
    async fn next(&mut self) -> Option<Update> {
        loop {
            let typed = match self.held.take() {
                Some(typed) => typed,
                None => self.receiver.recv().await?,
            };
            let (request, frames, bytes) = self.gathered(typed);
            let answer = self.terminals.ask(&self.topic, &request, limits::INPUT_ANSWER).await;
            self.waiting.fetch_sub(bytes, Ordering::Relaxed);
            if let Some(update) = self.told(answer, frames) {
                return Some(update);
            }
        }
    }

    /// Joins what has been typed meanwhile; of sizes only the newest counts.
    fn gathered(&mut self, mut typed: Typed) -> (TerminalRequest, u64, usize) {
        let mut frames = u64::from(matches!(typed, Typed::Input(_)));
        while let Ok(next) = self.receiver.try_recv() {
            match (&mut typed, next) {
                (Typed::Input(bytes), Typed::Input(more)) if bytes.len() + more.len() <= limits::INPUT_AT_ONCE => {
                    bytes.extend(more);
                    frames += 1;
                }
                (Typed::Size { .. }, size @ Typed::Size { .. }) => typed = size,
                (_, other) => {
                    self.held = Some(other);
                    break;
                }
            }
        }
        let bytes = typed.bytes();
        let request = match typed {
            Typed::Input(bytes) => TerminalRequest::Input { data: STANDARD.encode(bytes) },
            Typed::Size { cols, rows } => TerminalRequest::Resize { cols, rows },
        };
        (request, frames, bytes)
    }

    fn told(&mut self, answer: Option<TerminalAnswer>, frames: u64) -> Option<Update> {
        let name = self.topic.to_string();
        let message = match answer {
            // A size is seen in what the process prints.
            Some(TerminalAnswer::Done | TerminalAnswer::Output(_)) if frames == 0 => return None,
            Some(TerminalAnswer::Done | TerminalAnswer::Output(_)) => {
                self.taken += frames;
                ServerMessage::InputTaken { topic: &name, count: self.taken }.to_json()
            }
            Some(TerminalAnswer::Refused { code, message, .. }) => {
                ServerMessage::Error { topic: Some(&name), code: &code, message: &message }.to_json()
            }
            None => {
                let message = "nobody has answered: what was typed last may be lost";
                ServerMessage::Error { topic: Some(&name), code: "terminal.input_unsure", message }.to_json()
            }
        };
        Some(Update::Message(message.into()))
    }
}
