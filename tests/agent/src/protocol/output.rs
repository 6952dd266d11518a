//! Standard output: a thread that writes what is ready and flushes when nothing more is.

use std::io::{BufWriter, Write};
use std::sync::Arc;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// Lines of turns that may wait for a client that reads slowly. Without it a turn of a million chunks would lie in memory.
const WAITING_LINES: usize = 1024;

/// Bytes that are written at once. Without it each of 20,000 chunks would be a system call.
const BUFFER_BYTES: usize = 64 * 1024;

/// Nobody reads any more.
#[derive(Debug, PartialEq)]
pub struct ClientGone;

enum Line {
    Text(String, Option<OwnedSemaphorePermit>),
    Flush(oneshot::Sender<()>),
}

/// The way to standard output; lines arrive in the order in which they were sent.
#[derive(Clone)]
pub struct Output {
    lines: UnboundedSender<Line>,
    room: Arc<Semaphore>,
}

impl Output {
    /// Starts the thread that writes. It ends when every `Output` is gone, or when nobody reads any more.
    pub fn start(write: impl Write + Send + 'static) -> Self {
        let (lines, waiting) = unbounded_channel();
        let output = Self { lines, room: Arc::new(Semaphore::new(WAITING_LINES)) };
        std::thread::spawn(move || {
            if let Err(error) = write_all(waiting, BufWriter::with_capacity(BUFFER_BYTES, write)) {
                eprintln!("scripted-agent: nobody reads standard output: {error}");
            }
        });
        output
    }

    /// Sends a line that must not wait, such as an answer: whoever reads requests never stands still for a slow reader.
    pub fn push(&self, line: String) -> Result<(), ClientGone> {
        self.lines.send(Line::Text(line, None)).map_err(|_| ClientGone)
    }

    /// Sends a line when there is room for it.
    pub async fn send(&self, line: String) -> Result<(), ClientGone> {
        let permit = Arc::clone(&self.room).acquire_owned().await.map_err(|_| ClientGone)?;
        self.lines.send(Line::Text(line, Some(permit))).map_err(|_| ClientGone)
    }

    /// Returns when everything that was sent before has left this process.
    pub async fn flush(&self) -> Result<(), ClientGone> {
        let (written, is_written) = oneshot::channel();
        self.lines.send(Line::Flush(written)).map_err(|_| ClientGone)?;
        is_written.await.map_err(|_| ClientGone)
    }
}

fn write_all(mut lines: UnboundedReceiver<Line>, mut write: impl Write) -> std::io::Result<()> {
    while let Some(line) = lines.blocking_recv() {
        write_line(line, &mut write)?;
        while let Ok(line) = lines.try_recv() {
            write_line(line, &mut write)?;
        }
        write.flush()?;
    }
    Ok(())
}

fn write_line(line: Line, write: &mut impl Write) -> std::io::Result<()> {
    match line {
        // The permit is given back when the line is written.
        Line::Text(text, _permit) => write.write_all(text.as_bytes()),
        Line::Flush(written) => {
            write.flush()?;
            // Whoever asked may have been stopped meanwhile; then nobody needs to know.
            written.send(()).unwrap_or_default();
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    struct NeverReady(std::sync::mpsc::Receiver<()>);

    impl Write for NeverReady {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            self.0.recv().map_err(std::io::Error::other)?;
            Err(std::io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn lines_arrive_in_order_and_are_there_after_a_flush() {
        let written = Shared::default();
        let output = Output::start(written.clone());

        for number in 0..3000 {
            output.send(format!("{number}\n")).await.unwrap();
        }
        output.push("last\n".to_owned()).unwrap();
        output.flush().await.unwrap();

        let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        let expected: String = (0..3000).map(|number| format!("{number}\n")).chain(["last\n".to_owned()]).collect();
        assert_eq!(text, expected);
    }

    #[tokio::test]
    async fn a_slow_reader_stops_turns_but_not_answers() {
        let (_go_on, wait) = std::sync::mpsc::channel();
        let output = Output::start(NeverReady(wait));
        let line = "x".repeat(BUFFER_BYTES + 1);

        let turn = async {
            loop {
                output.send(line.clone()).await.unwrap();
            }
        };
        let stands_still = tokio::time::timeout(std::time::Duration::from_millis(300), turn).await;

        assert!(stands_still.is_err());
        assert_eq!(output.push("answer\n".to_owned()), Ok(()));
    }
}
